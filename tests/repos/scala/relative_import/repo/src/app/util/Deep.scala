package app.util.deep

class Leaf
