"""Making a contamination index from benchmark items."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
import pyarrow as pa

from pipeline.decontamination.index import STRUCTURE, WHOLE, WORDS, ContaminationIndex
from pipeline.decontamination.items import Item, Listed
from pipeline.decontamination.repositories import METHODS, rows_of
from pipeline.decontamination.tokens import (
    KEYWORDS,
    WORD,
    Lexemes,
    exact_hash,
    gram_hashes,
    lexemes,
    word_hashes,
)
from schemas import CONTAMINATION_INDEX

NGRAM = 10  # words: a text that shares so many in a row with an item is contaminated (DeepSeek-Coder, section 2.4)
SHORTEST = 3  # words: texts of items with fewer are not looked for, with fewer than NGRAM they must be found whole
SHORTEST_BYTES = 12  # without white space: what is shorter, such as `return x + y`, is anybody's
WINDOW = 24  # structural tokens

# Hashes by method and length.
Common = Mapping[tuple[str, int], frozenset[int]]

# Benchmarks do not say which language an item is in: its code is read with either kind of comment.
COMMENTS = ("#", "//")
LONGEST_RUN = 2**31 - 1

# What says too little to point at one item. Of a 10-gram so many different words must be no numbers, no single letters
# and no keywords; of a window so many tokens no names, and of these so many different ones no numbers.
TELLING_WORDS = 4
TELLING_TOKENS, TELLING_KINDS = 9, 6
# What so many items of one benchmark share is its form: `import java.util.*;`, `Write a function to find the`.
FORM_ITEMS = 3
# Words that count are numbers, too: `{1: "one", 2: "two", ...` stands in many programs.
_COUNTING = b"""
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million
"""
_SAY_LITTLE = frozenset([b"", *KEYWORDS.split(), *_COUNTING.split()])


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the index, and where it comes from.

    Attributes:
        source: number of the text, and of the way in which it was read.
        place: first token in it.
    """

    source: tuple[int, int]
    place: int
    method: str
    length: int
    hash: int
    sieve: int | None
    exact: int | None
    benchmark: str
    item: str
    field: str
    run: int = 1


def build_index(items: Iterable[Item | Listed], common: Common | None = None) -> ContaminationIndex:
    """Index benchmark items: 10-grams of words, short texts whole, and the structure of code.

    Grams that say nothing or that FORM_ITEMS items of one benchmark share are left out; a text that has no other is
    indexed whole.

    Args:
        items: the items.
        common: hashes by method and length that are left out, too (pipeline.decontamination.common).
    """
    every = list(items)
    texts = [item for item in every if isinstance(item, Item)]
    found = [row for number, item in enumerate(texts) for row in (*_words(number, item), *_structure(number, item))]
    rows = _without_form(found)
    told = {row.source[0] for row in rows if row.method == WORDS}
    rows += [row for number, item in enumerate(texts) if number not in told and not item.is_part
             for row in _whole(number, item)]
    if common is not None:
        rows = [row for row in rows if row.hash not in common.get((row.method, row.length), ())]
    parts = {number for number, item in enumerate(texts) if item.is_part}
    return ContaminationIndex(_table([*_with_runs(rows, parts), *_of_repositories(every)]))


def _of_repositories(items: list[Item | Listed]) -> Iterator[_Row]:
    for row in rows_of(items):
        yield _Row((-1, 0), 0, row.method, 0, row.hash, row.sieve, None, row.benchmark, row.item, row.field)


def _words(number: int, item: Item) -> Iterator[_Row]:
    text = _bytes(item)
    hashes = gram_hashes(word_hashes(text), NGRAM).tolist()
    words = [word if len(word) > 1 and not word.isdigit() else b"" for word in WORD.findall(text.lower())]
    for place, value in enumerate(hashes):
        if len(set(words[place : place + NGRAM]) - _SAY_LITTLE) >= TELLING_WORDS:
            yield _Row((number, 0), place, WORDS, NGRAM, value, None, None, item.benchmark, item.item, item.field)


def _whole(number: int, item: Item) -> Iterator[_Row]:
    text = _bytes(item)
    words = word_hashes(text)
    if len(words) >= SHORTEST:
        spans = [match.span() for match in WORD.finditer(text)]
        inner = text[spans[0][0] : spans[-1][1]]
        if len(b"".join(inner.split())) >= SHORTEST_BYTES:
            first = int(gram_hashes(words[:SHORTEST], SHORTEST)[0])
            value = int(gram_hashes(words, len(words))[0])
            exact = exact_hash(inner)
            yield _Row((number, 0), 0, WHOLE, len(words), value, first, exact, item.benchmark, item.item, item.field)


def _structure(number: int, item: Item) -> Iterator[_Row]:
    if not item.is_code:
        return
    for reading, comment in enumerate(COMMENTS):
        yield from _windows((number, reading), item, lexemes(_bytes(item), comment))


def _windows(source: tuple[int, int], item: Item, tokens: Lexemes) -> Iterator[_Row]:
    skeletons = tokens.skeletons(WINDOW).tolist()
    values = tokens.structures(np.arange(len(skeletons)), WINDOW).tolist()
    is_kind = ~tokens.is_name & ~tokens.is_number
    for place, (skeleton, value) in enumerate(zip(skeletons, values, strict=True)):
        window = slice(place, place + WINDOW)
        kinds = np.unique(tokens.hashes[window][is_kind[window]])
        if np.count_nonzero(~tokens.is_name[window]) >= TELLING_TOKENS and len(kinds) >= TELLING_KINDS:
            yield _Row(source, place, STRUCTURE, WINDOW, value, skeleton, None, item.benchmark, item.item, item.field)


def _bytes(item: Item) -> bytes:
    return item.text.encode("utf-8", "replace")


def _without_form(rows: list[_Row]) -> list[_Row]:
    owners: dict[tuple[str, str, int], set[str]] = {}
    for row in rows:
        owners.setdefault((row.benchmark, row.method, row.hash), set()).add(row.item)
    return [row for row in rows if len(owners[row.benchmark, row.method, row.hash]) < FORM_ITEMS]


def _with_runs(rows: list[_Row], parts: set[int]) -> list[_Row]:
    """The rows, each with the number of those that stand in a row with it in its text; no end of them in a part."""
    of_text: dict[tuple[tuple[int, int], str], list[_Row]] = defaultdict(list)
    for row in rows:
        of_text[row.source, row.method].append(row)
    found = []
    for neighbours in of_text.values():
        for _, group in groupby(enumerate(neighbours), key=lambda pair: pair[1].place - pair[0]):
            run = [row for _, row in group]
            length = LONGEST_RUN if run[0].source[0] in parts else len(run)
            found += [replace(row, run=length) for row in run]
    return found


def _table(rows: list[_Row]) -> pa.Table:
    """One row per hash of a method and length: that of the first item in sorted order, with the shortest run of all.

    Short texts that differ in their marks only, such as `f("()")` and `f("<>")`, have a row each; so has each item of a
    repository.
    """
    def key(row: _Row) -> tuple[str, int, int, int, tuple[str, str]]:
        of_repository = (row.benchmark, row.item) if row.method in METHODS else ("", "")
        return row.method, row.length, row.hash, row.exact or 0, of_repository

    rows.sort(key=lambda row: (*key(row), row.benchmark, row.item, row.field))
    first = []
    for _, same in groupby(rows, key=key):
        group = list(same)
        first.append(replace(group[0], run=min(row.run for row in group)))
    arrays = [pa.array([getattr(row, field.name) for row in first], field.type) for field in CONTAMINATION_INDEX.arrow]
    return pa.Table.from_arrays(arrays, schema=CONTAMINATION_INDEX.arrow)
