mod round;
use super::LIMIT;

pub trait Shape {}

#[cfg(test)]
mod tests {
    use super::*;
    use super::Shape;

    #[test]
    fn works() {
        assert_eq!(LIMIT, 1);
    }
}
