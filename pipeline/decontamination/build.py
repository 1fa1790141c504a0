"""Making a contamination index from benchmark items."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyarrow as pa

from pipeline.decontamination.index import STRUCTURE, WHOLE, WORDS, ContaminationIndex
from pipeline.decontamination.items import Item
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

# Benchmarks do not say which language an item is in: its code is read with either kind of comment.
COMMENTS = ("#", "//")

# What says too little to point at one item. Of a 10-gram so many different words must be no numbers, no single letters
# and no keywords; of a window so many tokens no names, and of these so many different ones no numbers.
TELLING_WORDS = 4
TELLING_TOKENS, TELLING_KINDS = 9, 6
# What so many items of one benchmark share is its form: `import java.util.*;`, `Write a function to find the`.
FORM_ITEMS = 3
_SAY_LITTLE = frozenset([b"", *KEYWORDS.split()])


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the index, and the number of the text it comes from."""

    text: int
    method: str
    length: int
    hash: int
    sieve: int | None
    exact: int | None
    benchmark: str
    item: str
    field: str


def build_index(items: Iterable[Item]) -> ContaminationIndex:
    """Index benchmark items: 10-grams of words, short texts whole, and the structure of code.

    Grams that say nothing or that FORM_ITEMS items of one benchmark share are left out; a text that has no other is
    indexed whole.
    """
    texts = list(items)
    found = [row for number, item in enumerate(texts) for row in (*_words(number, item), *_structure(number, item))]
    rows = _without_form(found)
    told = {row.text for row in rows if row.method == WORDS}
    rows += [row for number, item in enumerate(texts) if number not in told for row in _whole(number, item)]
    return ContaminationIndex(_table(rows))


def _words(number: int, item: Item) -> Iterator[_Row]:
    text = _bytes(item)
    hashes = gram_hashes(word_hashes(text), NGRAM).tolist()
    words = [word if len(word) > 1 and not word.isdigit() else b"" for word in WORD.findall(text.lower())]
    for place, value in enumerate(hashes):
        if len(set(words[place : place + NGRAM]) - _SAY_LITTLE) >= TELLING_WORDS:
            yield _Row(number, WORDS, NGRAM, value, None, None, item.benchmark, item.item, item.field)


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
            yield _Row(number, WHOLE, len(words), value, first, exact, item.benchmark, item.item, item.field)


def _structure(number: int, item: Item) -> Iterator[_Row]:
    if not item.is_code:
        return
    for comment in COMMENTS:
        yield from _windows(number, item, lexemes(_bytes(item), comment))


def _windows(number: int, item: Item, tokens: Lexemes) -> Iterator[_Row]:
    skeletons = tokens.skeletons(WINDOW).tolist()
    values = tokens.structures(np.arange(len(skeletons)), WINDOW).tolist()
    is_kind = ~tokens.is_name & ~tokens.is_number
    for place, (skeleton, value) in enumerate(zip(skeletons, values, strict=True)):
        window = slice(place, place + WINDOW)
        kinds = np.unique(tokens.hashes[window][is_kind[window]])
        if np.count_nonzero(~tokens.is_name[window]) >= TELLING_TOKENS and len(kinds) >= TELLING_KINDS:
            yield _Row(number, STRUCTURE, WINDOW, value, skeleton, None, item.benchmark, item.item, item.field)


def _bytes(item: Item) -> bytes:
    return item.text.encode("utf-8", "replace")


def _without_form(rows: list[_Row]) -> list[_Row]:
    owners: dict[tuple[str, str, int], set[str]] = {}
    for row in rows:
        owners.setdefault((row.benchmark, row.method, row.hash), set()).add(row.item)
    return [row for row in rows if len(owners[row.benchmark, row.method, row.hash]) < FORM_ITEMS]


def _table(rows: list[_Row]) -> pa.Table:
    """One row per hash of a method and length: that of the first item in sorted order."""
    rows.sort(key=lambda row: (row.method, row.length, row.hash, row.benchmark, row.item, row.field))
    first = rows[:1] + [row for before, row in pairwise(rows) if
                        (before.method, before.length, before.hash) != (row.method, row.length, row.hash)]
    arrays = [pa.array([getattr(row, field.name) for row in first], field.type) for field in CONTAMINATION_INDEX.arrow]
    return pa.Table.from_arrays(arrays, schema=CONTAMINATION_INDEX.arrow)
