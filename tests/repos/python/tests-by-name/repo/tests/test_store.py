from shop import store


def test_empty():
    assert store.count() == 0
