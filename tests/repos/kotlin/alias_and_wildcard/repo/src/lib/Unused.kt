package lib.deep

class Twig
