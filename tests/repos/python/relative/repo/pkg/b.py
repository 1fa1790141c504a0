from .a import X


def make():
    return X()
