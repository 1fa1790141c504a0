struct Unasked {}
