package lib

class Maths {
    static int square(int x) { x * x }
}
