import random

import pytest

from pipeline.curation import text_store
from pipeline.curation.text_store import TextStore


@pytest.mark.parametrize("limit", [text_store.MEMORY_BYTES, 100])
def test_texts_come_back_in_any_order_from_memory_and_from_disk(monkeypatch, limit):
    monkeypatch.setattr(text_store, "MEMORY_BYTES", limit)
    rng = random.Random(1)
    texts = {f"{number}.py": rng.randbytes(rng.randrange(60)) for number in range(50)}
    with TextStore() as store:
        for number, (key, text) in enumerate(texts.items()):
            store.put(key, text)
            if number % 7 == 0:
                assert store.get(key) == text
        for key in rng.sample(sorted(texts), len(texts)):
            assert store.get(key) == texts[key]
        assert store._file._rolled == (limit == 100)


def test_what_was_never_put_is_not_there():
    with TextStore() as store, pytest.raises(KeyError):
        store.get("a")
