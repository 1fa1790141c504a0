package lib

class A
