package shapes

class Circle {
    int radius
}
