package lib

class Tool
