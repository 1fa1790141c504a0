"""Documents cut at line ends into pieces that fit a window, with what may be counted and taken out in them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from pipeline.fim import Range
from pipeline.tokenizing import BLOCK, Encoded, Tokenizer
from pipeline.training_documents import Document

BLOCKS = 64  # that are encoded at once, on as many cores as there are


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of a document: its characters from `start` up to `end`, and their tokens.

    Attributes:
        number: from 0 in the document.
        start: first character.
        end: character after the last.
        tokens: with places in the document.
        last: whether the document ends with it.
    """

    number: int
    start: int
    end: int
    tokens: Encoded
    last: bool


class Marked:
    """A document with its byte ranges as ranges of characters.

    Attributes:
        text: the document.
        headers: first character of every path comment.
        files: characters of every file, its path comment not among them.
        paths: path of every file.
        uncounted: ranges that no loss counts, ascending and disjoint.
        trained: ranges of files that middles may be taken from, ascending and disjoint.
        blocks: characters of syntax nodes of more than one line.
    """

    def __init__(self, document: Document, *, count_headers: bool) -> None:
        self.document, self.text = document, document.text
        spans = document.spans
        places = _characters(self.text, [
            *(place for span in spans for place in (span.header, span.start, span.end)),
            *(place for mask in document.masks for place in mask),
            *document.blocks.ravel().tolist(),
        ])
        masks_from, blocks_from = 3 * len(spans), 3 * len(spans) + 2 * len(document.masks)
        triples = list(zip(*[iter(places[:masks_from])] * 3, strict=True))
        masks = list(zip(*[iter(places[masks_from:blocks_from])] * 2, strict=True))
        self.blocks = np.array(places[blocks_from:], np.int64).reshape(-1, 2)
        self.headers = [header for header, _, _ in triples]
        self.files: list[Range] = [(start, end) for _, start, end in triples]
        self.paths = [span.path for span in spans]
        untrained = [(start, end) for span, (_, start, end) in zip(spans, triples, strict=True) if not span.trained]
        comments = [] if count_headers else [(header, start) for header, start, _ in triples]
        self.uncounted = _merged([*untrained, *masks, *comments])
        self.trained = _without(self.files, _merged([*untrained, *masks]))

    @cached_property
    def _bounds(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        both = np.array(self.uncounted, np.int64).reshape(-1, 2)
        return both[:, 0], np.append(both[:, 1], np.iinfo(np.int64).max)

    def counted(self, tokens: Encoded) -> NDArray[np.bool_]:
        """Which tokens have no character in an uncounted range."""
        starts, ends = self._bounds
        behind = np.searchsorted(ends, tokens.starts, "right")  # the first range that ends after the token's start
        return np.append(starts, np.iinfo(np.int64).max)[behind] >= tokens.ends

    def trained_in(self, start: int, end: int) -> list[Range]:
        """What middles may be taken from between two characters."""
        return within(self.trained, start, end)

    def paths_in(self, start: int, end: int) -> tuple[str, ...]:
        """Paths of the files with text between two characters."""
        first, last = bisect_right(self.files, start, key=itemgetter(1)), bisect_left(self.headers, end)
        return tuple(self.paths[first:last])


def within(ranges: Sequence[Range], start: int, end: int) -> list[Range]:
    """What of ascending disjoint ranges lies between two places; no empty ones."""
    first, last = bisect_right(ranges, start, key=itemgetter(1)), bisect_left(ranges, end, key=itemgetter(0))
    clipped = ((max(start, one), min(end, other)) for one, other in ranges[first:last])
    return [(one, other) for one, other in clipped if one < other]


def cut(marked: Marked, tokenizer: Tokenizer, limit: int) -> Iterator[Cut]:
    """The pieces of a document in order, each of at most `limit` tokens; together they are its text, token for token.

    A piece ends at the start of a file, if one begins in its last quarter, else at the last line end that leaves it
    within the limit, else (in a line longer than that) between two characters.
    """
    headers = np.array(marked.headers, np.int64)
    ahead, number = Encoded.none(), 0
    for more in _encoded(marked.text, tokenizer):
        ahead = Encoded.joined([ahead, more])
        while len(ahead.ids) > limit:
            size = _border(marked.text, ahead, limit, headers)
            yield Cut(number, int(ahead.starts[0]), int(ahead.starts[size]), ahead.part(0, size), False)
            ahead, number = ahead.part(size, len(ahead.ids)), number + 1
    if len(ahead.ids):
        yield Cut(number, int(ahead.starts[0]), len(marked.text), ahead, True)


def _border(text: str, tokens: Encoded, limit: int, headers: NDArray[np.int64]) -> int:
    """How many of the first `limit` tokens make a piece."""
    starts, ends = tokens.starts[1 : limit + 1], tokens.ends[:limit]
    whole = np.flatnonzero(starts >= ends) + 1  # no character is shared over the border
    if not len(whole):
        return limit
    late = whole[whole > limit - limit // 4]
    files = late[np.isin(starts[late - 1], headers)] if len(headers) else late[:0]
    if len(files):
        return int(files[-1])
    for size in reversed(whole.tolist()):
        if text[int(ends[size - 1]) - 1] == "\n":
            return int(size)
    return int(whole[-1])


def _encoded(text: str, tokenizer: Tokenizer) -> Iterator[Encoded]:
    """Tokens of a text, some blocks of it at a time, so that pieces can be used before all of it is encoded."""
    place = 0
    while place < len(text):
        end = place + BLOCKS * BLOCK
        if end < len(text):
            end = text.rfind("\n", place, end) + 1 or end
        found = tokenizer.encode_all([text[place:end]])[0]
        yield found.part(0, len(found.ids), place)
        place = end


def _characters(text: str, places: Sequence[int]) -> list[int]:
    """Bytes of the UTF-8 of a text as characters of it."""
    if text.isascii() or not places:
        return list(places)
    raw = np.frombuffer(text.encode(), np.uint8)
    before = np.concatenate(([0], ((raw & 0xC0) != 0x80).cumsum(dtype=np.int64)))
    found: list[int] = before[np.array(places, np.int64)].tolist()
    return found


def _merged(ranges: Sequence[Range]) -> list[Range]:
    """Ranges in order, those that touch as one; empty ones are left out."""
    found: list[Range] = []
    for start, end in sorted(one for one in ranges if one[0] < one[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _without(ranges: Sequence[Range], taken: Sequence[Range]) -> list[Range]:
    """What merged ranges leave of ascending disjoint ones."""
    found: list[Range] = []
    first = 0
    for start, end in ranges:
        while first < len(taken) and taken[first][1] <= start:
            first += 1
        number, place = first, start
        while number < len(taken) and taken[number][0] < end:
            if place < taken[number][0]:
                found.append((place, taken[number][0]))
            place = taken[number][1]
            number += 1
        if place < end:
            found.append((place, end))
    return found
