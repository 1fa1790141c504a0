pub fn help<T>(x: T) -> T { x }
