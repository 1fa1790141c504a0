import single
from pkg.a import X


def test_x():
    assert X() and single
