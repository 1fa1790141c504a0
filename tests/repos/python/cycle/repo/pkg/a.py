from . import b


def value():
    return b
