package lib.deep

class Leaf
open class Base
