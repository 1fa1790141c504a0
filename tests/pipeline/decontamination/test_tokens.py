import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.decontamination import tokens
from pipeline.decontamination.tokens import (
    LEXEME,
    WORD,
    gram_hashes,
    gram_hashes_at,
    lexemes,
    without_comments,
    word_hashes,
)

TEXTS = st.text(st.sampled_from("ab1_ +-=().\"'\n#/*\u00e9"), max_size=120).map(str.encode)


def literal_structures(text: bytes, n: int) -> list[tuple[object, ...]]:
    """Windows with names as distances, the plain way."""
    keywords = frozenset(tokens.KEYWORDS.split())
    found = [match[0].lower() for match in LEXEME.finditer(text)]
    is_word = [WORD.fullmatch(token) is not None for token in found]
    is_name = [word and not token[:1].isdigit() and token not in keywords
               for token, word in zip(found, is_word, strict=True)]
    windows = []
    for start in range(len(found) - n + 1):
        seen: dict[bytes, int] = {}
        window: list[object] = []
        for place in range(start, start + n):
            token = found[place]
            if is_name[place]:
                window.append(place - seen[token] if token in seen else 0)
                seen[token] = place
            else:
                window.append(token)
        windows.append(tuple(window))
    return windows


@given(TEXTS, st.integers(1, 6))
def test_structures_are_equal_exactly_where_the_literal_ones_are(text: bytes, n: int):
    found = lexemes(text, "?")  # no comment is taken out
    without = without_comments(text, "?")
    literal = literal_structures(without, n)
    skeletons = found.skeletons(n)
    assert len(skeletons) == len(literal)
    hashes = found.structures(np.arange(len(skeletons)), n).tolist()
    assert len(set(zip(hashes, literal, strict=True))) == len(set(hashes)) == len(set(literal))
    bare = [tuple(0 if isinstance(token, int) else token for token in window) for window in literal]
    assert len(set(zip(skeletons.tolist(), bare, strict=True))) == len(set(bare))


@given(TEXTS, st.integers(1, 5))
def test_grams_at_places_are_those_in_a_row(text: bytes, n: int):
    words = word_hashes(text)
    everywhere = gram_hashes(words, n)
    places = np.arange(len(everywhere))[::2]
    assert gram_hashes_at(words, places, n).tolist() == everywhere[places].tolist()


@given(TEXTS)
def test_words_are_those_of_the_pattern(text: bytes):
    assert len(word_hashes(text)) == len(WORD.findall(text))


@given(TEXTS, st.sampled_from(["#", "//", "", "--"]))
def test_comments_leave_blanks_of_their_length(text: bytes, comment: str):
    assert len(without_comments(text, comment)) == len(text)


@given(TEXTS, st.sampled_from(["//", ""]))
def test_comments_are_those_of_the_plain_pattern(text: bytes, comment: str):
    line = rb"//[^\n]*" if comment else rb"(?:#|//)[^\n]*"
    plain = re.compile(line + rb"|/\*.*?\*/", re.DOTALL)
    assert without_comments(text, comment) == plain.sub(lambda match: b" " * len(match[0]), text)


def test_comments_that_nothing_closes_are_none():
    text = b"/* a // b\n" * 100_000  # 500 times as long as what a quadratic reader can do in a second
    assert without_comments(text, "//") == b"/* a     \n" * 100_000


def test_comments_of_languages():
    assert without_comments(b"a # b\nc", "#") == b"a    \nc"
    assert without_comments(b"a // b\n/* c\n*/ d # e", "//") == b"a     \n        d # e"
    assert without_comments(b"a // 2", "#") == b"a // 2"
