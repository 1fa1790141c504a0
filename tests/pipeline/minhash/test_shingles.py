"""Shingle hashes: what a token is, the two implementations, and blocks."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.minhash import shingles
from pipeline.minhash.shingles import shingle_blocks, shingle_hashes
from tests.pipeline.minhash.real_text import TOKEN, modules, shingle_set

# Bytes that make tokens, separators and their borders likely.
TEXTS = st.one_of(st.binary(max_size=400), st.text("ab_1 \n.(\u00e9", max_size=400).map(str.encode))
SIZES = st.integers(1, 7)


@pytest.fixture
def twin(monkeypatch):
    """shingle_hashes as it is without numba."""

    def hashes(text, n):
        with monkeypatch.context() as patch:
            patch.setattr(shingles, "kernels", lambda: (shingles.hash_tokens_numpy, shingles.join_tokens_numpy))
            return shingle_hashes(text, n)

    return hashes


@settings(deadline=None)
@given(TEXTS, SIZES)
@example(b"", 5)
@example(b"...", 5)
@example(b"\x00\xff", 1)
def test_one_hash_per_place_and_equal_hashes_for_equal_shingles_only(text, n):
    tokens = TOKEN.findall(text)
    size = min(n, len(tokens))
    expected = [tuple(tokens[i : i + size]) for i in range(len(tokens) - size + 1)] if size else []
    hashes = shingle_hashes(text, n).tolist()
    assert len(hashes) == len(expected)
    assert len(set(zip(hashes, expected, strict=True))) == len(set(hashes)) == len(set(expected))


@pytest.mark.slow
def test_real_text_has_no_collisions():
    hashes = np.concatenate([shingle_hashes(text, 5) for text in modules()])
    assert len(np.unique(hashes)) == len(shingle_set(*modules()))


def test_separators_do_not_count():
    """Empty tokens between two separators would make unrelated code look alike; a line's indentation says nothing."""
    assert (shingle_hashes(b"if (a) {\n\t\t\tb();\n}", 3) == shingle_hashes(b"if a b", 3)).all()
    assert len(shingle_hashes(b" \n\t(){};,.\x00\x7f", 1)) == 0


def test_tokens_are_whole():
    assert len(shingle_hashes("caf\u00e9_1".encode(), 1)) == 1
    assert set(shingle_hashes(b"ab c", 2)).isdisjoint(shingle_hashes(b"a bc", 2))
    assert set(shingle_hashes(b"a b", 2)).isdisjoint(shingle_hashes(b"b a", 2))


def test_fewer_tokens_than_n_are_one_shingle():
    assert len(shingle_hashes(b"a b c", 5)) == 1
    assert len(shingle_hashes(b"a b c d e", 5)) == 1
    assert len({int(shingle_hashes(text, 5)[0]) for text in (b"a", b"a a", b"a a a", b"a a a a", b"a a a a a")}) == 5


def test_values_do_not_change():
    """Signatures of different versions are compared with one another."""
    assert shingle_hashes(b"def f(x): return x", 5).tolist() == [0x69af8c0b7b24d6ef]
    assert shingle_hashes("caf\u00e9 \u6f22".encode(), 1).tolist() == [0xf7cb170fdd37f240, 0x1568d43a64d09e25]


def test_bits_are_mixed():
    """Every bit is set in about half of the hashes, and low halves, which feed MinHash, hardly ever meet by chance."""
    hashes = np.unique(np.concatenate([shingle_hashes(b"x%d" % i, 1) for i in range(20_000)]))
    shares = [float(np.mean(hashes >> np.uint64(bit) & np.uint64(1))) for bit in range(64)]
    assert len(hashes) == 20_000
    assert all(abs(share - 0.5) < 0.02 for share in shares)
    assert len(np.unique(hashes.astype(np.uint32))) >= 19_998


@pytest.mark.parametrize("n", [1, 5])
def test_twin_on_real_text(twin, n):
    for text in modules()[:40]:
        assert (twin(text, n) == shingle_hashes(text, n)).all()


def test_twin_on_random_bytes(twin):
    rng = np.random.default_rng(0)
    for size in range(0, 3000, 29):
        text = rng.integers(0, 256, size, dtype=np.uint8).tobytes()
        for n in (1, 2, 5):
            assert twin(text, n).tolist() == shingle_hashes(text, n).tolist()


@settings(deadline=None)
@given(TEXTS, SIZES, st.integers(1, 60))
@example(b"a" * 10_000, 1, 1)
@example(b"a b" + b"c" * 9000 + b" d e f", 2, 3)
def test_blocks_change_nothing(text, n, block):
    blocks = [value for part in shingle_blocks(text, n, block) for value in part.tolist()]
    assert blocks == shingle_hashes(text, n).tolist()
