package app

class Enumeration
