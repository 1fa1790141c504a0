class Unused {}
