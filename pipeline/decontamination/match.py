"""Looking for benchmark items in a text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

import numpy as np

from pipeline.decontamination.build import NGRAM, SHORTEST, WINDOW
from pipeline.decontamination.index import STRUCTURE, WHOLE, WORDS, ContaminationIndex, Entry
from pipeline.decontamination.tokens import (
    LEXEME,
    WORD,
    Hashes,
    Places,
    exact_hash,
    gram_hashes,
    gram_hashes_at,
    lexemes,
    without_comments,
    word_hashes,
)

MOST_HITS = 100  # that are named for one text
# Words in a row that must match, unless the item has fewer: 10 alone are often a phrase of everybody's ("the smallest
# integer that is greater than or equal to"). 13 is what GPT-3's authors took (arXiv 2005.14165, appendix C).
WORDS_IN_A_ROW = 13
# Windows in a row that must match in structure, unless the item has fewer, and those that must match in any case.
WINDOWS_IN_A_ROW, MIN_WINDOWS = 6, 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a text says what a benchmark item says.

    Attributes:
        start: first byte of the place.
        end: the byte after its last.
        method: `words` (in a row), `whole` (all words of a short text), `structure` (code with other names); `file` or
            `repository` for all of a file that a benchmark of repositories names.
        entry: the item that the place's first tokens belong to.
        masked_start: first byte of the lines that are masked for it; None when none are.
        masked_end: the byte after their last.
    """

    start: int
    end: int
    method: str
    entry: Entry
    masked_start: int | None = None
    masked_end: int | None = None


@dataclass(frozen=True, slots=True)
class Matches:
    """Hashes of one method and length that a text has in common with the index.

    Attributes:
        method: how they were made.
        length: tokens that each covers.
        places: first token of each, ascending.
        hashes: the hashes.
    """

    method: str
    length: int
    places: Places
    hashes: Hashes


def find_hits(
    text: bytes, index: ContaminationIndex, comment: str = "", with_structure: bool = True,
    words_in_a_row: int = WORDS_IN_A_ROW,
) -> list[Hit]:
    """Places of a text that match items, sorted by place; at most MOST_HITS.

    Args:
        text: UTF-8 bytes of a file.
        index: what to look for.
        comment: what starts a line of comment in the text's language; empty when not known.
        with_structure: whether code with changed names counts, too.
        words_in_a_row: so many words must match, at least NGRAM; where an item has fewer in a row that say something,
            all of these.
    """
    @cache
    def spans(is_structure: bool) -> list[tuple[int, int]]:
        # Tokens are looked up again for their bytes: only texts with matches pay for it.
        return _spans(LEXEME, without_comments(text, comment)) if is_structure else _spans(WORD, text)

    hits: list[Hit] = []
    for found in matches(text, index, comment, with_structure):
        least = words_in_a_row - NGRAM + 1 if found.method == WORDS else WINDOWS_IN_A_ROW
        stretches = _stretches(found, index, least)
        if stretches:
            hits += islice(_hits(text, found, stretches, spans(found.method == STRUCTURE), index), MOST_HITS)
    return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.method))[:MOST_HITS]


def _hits(
    text: bytes, found: Matches, stretches: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]],
    index: ContaminationIndex,
) -> Iterator[Hit]:
    """The places of one method and length, ascending."""
    grams = index.grams[found.method, found.length]
    for first, last in stretches:
        start = spans[int(found.places[first])][0]
        end = spans[int(found.places[last]) + found.length - 1][1]
        if found.method == WHOLE:
            entry = index.whole(found.length, int(found.hashes[first]), exact_hash(text[start:end]))
        else:
            entry = index.entry(int(grams.rows_at(found.hashes[first : first + 1])[0]))
        if entry is not None:
            yield Hit(start, end, found.method, entry)


def matches(text: bytes, index: ContaminationIndex, comment: str, with_structure: bool) -> Iterator[Matches]:
    """What a text has in common with the index, before stretches are made of it; arguments as for find_hits."""
    words = word_hashes(text)
    if (grams := index.grams.get((WORDS, NGRAM))) is not None:
        hashes = gram_hashes(words, NGRAM)
        places = grams.among(hashes)
        if len(places):
            yield Matches(WORDS, NGRAM, places, hashes[places])
    yield from _whole(words, index)
    if with_structure and (grams := index.grams.get((STRUCTURE, WINDOW))) is not None:
        tokens = lexemes(text, comment)
        places = index.sieves[STRUCTURE].among(tokens.skeletons(WINDOW))
        hashes = tokens.structures(places, WINDOW)
        found = grams.among(hashes)
        if len(found):
            yield Matches(STRUCTURE, WINDOW, places[found], hashes[found])


def _whole(words: Hashes, index: ContaminationIndex) -> Iterator[Matches]:
    """Short texts: only where their first words match is the rest looked at."""
    sieve = index.sieves[WHOLE]
    firsts = gram_hashes(words, SHORTEST)
    starts = sieve.among(firsts)
    lengths = np.unique(sieve.rows_of(np.unique(firsts[starts]))) if len(starts) else starts
    for length in lengths.tolist():
        places = starts[starts + length <= len(words)]
        hashes = gram_hashes_at(words, places, length)
        found = index.grams[WHOLE, length].among(hashes)
        if len(found):
            yield Matches(WHOLE, length, places[found], hashes[found])


def _stretches(found: Matches, index: ContaminationIndex, least: int) -> list[tuple[int, int]]:
    """Numbers of the first and the last match of each stretch of neighbours that is long enough.

    That are `least`, or as many as an item has in a row there. Whole texts stand alone.
    """
    if found.method == WHOLE:
        return [(number, number) for number in range(len(found.places))]
    firsts = np.flatnonzero(np.diff(found.places, prepend=-2) > 1)
    lengths = np.diff(firsts, append=len(found.places))
    runs = index.runs[index.grams[found.method, found.length].rows_at(found.hashes)]
    needed = np.minimum(np.minimum.reduceat(runs, firsts), least)
    if found.method == STRUCTURE:
        needed = np.maximum(needed, MIN_WINDOWS)
    long_enough = np.flatnonzero(lengths >= needed)
    return [(int(firsts[n]), int(firsts[n] + lengths[n] - 1)) for n in long_enough]


def _spans(pattern: re.Pattern[bytes], text: bytes) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]
