package lib

class Tool
class Twin
