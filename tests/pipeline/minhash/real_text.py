"""Real source text to build repositories and near-duplicates from, and the plainest meaning of a shingle."""

import os
import re
from functools import cache
from pathlib import Path

TOKEN = re.compile(rb"[A-Za-z0-9_\x80-\xff]+")


@cache
def modules():
    """Texts of Python's own top-level modules of a few hundred lines, in the order of their names."""
    files = sorted(Path(os.__file__).parent.glob("*.py"))
    texts = [file.read_bytes() for file in files]
    return [text for text in texts if 4_000 < len(text) < 120_000]


def shingle_set(*texts, n=5):
    """Different shingles of all the texts, as tuples of tokens."""
    found = set()
    for text in texts:
        tokens = TOKEN.findall(text)
        size = min(n, len(tokens))
        found |= {tuple(tokens[i : i + size]) for i in range(len(tokens) - size + 1) if size}
    return found


def jaccard(first, second):
    return len(first & second) / len(first | second)


def edited(text, share, rng):
    """The text with that share of its tokens replaced by new names."""
    spans = [match.span() for match in TOKEN.finditer(text)]
    chosen = sorted(rng.sample(range(len(spans)), round(share * len(spans))))
    parts, end = [], 0
    for number in chosen:
        parts += [text[end : spans[number][0]], b"new_%d" % rng.randrange(10**9)]
        end = spans[number][1]
    return b"".join([*parts, text[end:]])
