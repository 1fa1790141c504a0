"""Loops over the bytes, tokens and lines of a text: compiled where numba is installed, the same in Python where not.

A token is a name, a number, a whole string or a mark; comments are none. Sizes are in bytes.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.compiled import compile_kernel

Array = npt.NDArray[Any]

CODE, STRING, COMMENT = range(3)  # what a byte is part of
OTHER, LETTER, DIGIT, SPACE, NEWLINE, OPEN, CLOSE = range(7)  # classes of bytes
CLASSES = np.zeros(256, np.uint8)
CLASSES[list(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")] = LETTER
CLASSES[0x80:] = LETTER
CLASSES[list(b"0123456789")] = DIGIT
CLASSES[list(b" \t\r\f\v")] = SPACE
CLASSES[ord("\n")] = NEWLINE
CLASSES[list(b"([{")] = OPEN
CLASSES[list(b")]}")] = CLOSE

NUMBER_TOKEN, STRING_TOKEN, NAME_TOKEN, MARKS = 1, 2, 3, 4  # shapes of tokens; a mark has MARKS + its byte
# Places in the counts of `tokens`.
(NAMES, NAME_BYTES, SHORT_NAMES, NUMBERED_NAMES, CALLS, NUMBERS, MAGIC, HEX_BYTES, DEPTH, STRINGS, LONG_STRINGS,
 LONG_WORD_BYTES, ASSERTS, PRINTS, TODOS, COUNTS) = range(16)
# Places in the counts of `lines`.
(LINES, BLANK, TRAILING, TAB_INDENT, SPACE_INDENT, COMMENT_LINES, CODE_IN_COMMENT, DATA_LINES, LINE_BYTES,
 REPEATED_BYTES, LINE_COUNTS) = range(11)

LONG_WORD, LONG_STRING = 20, 20  # bytes of a word, words of a string (OpenCoder)
STEP, MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xFF51AFD7ED558CCD)
SHIFT, ONE, ZERO = np.uint64(33), np.uint64(1), np.uint64(0)


def paint(kinds: Array, starts: Array, ends: Array, kind: int) -> None:
    """Say what the bytes of some spans are part of."""
    for number in range(len(starts)):
        for place in range(starts[number], min(ends[number], len(kinds))):
            kinds[place] = kind


def tally(data: Array, kinds: Array, classes: Array, by_class: Array, by_kind: Array) -> int:
    """Count bytes by their class and by what they are part of; give those from 0x80 up."""
    wide = 0
    for place in range(len(data)):
        by_class[classes[data[place]]] += 1
        by_kind[kinds[place]] += 1
        wide += data[place] >> 7
    return wide


def mixed(value: Any) -> Any:
    """A hash with its bits spread; never 0, which marks a free place of a table."""
    value = (value ^ (value >> SHIFT)) * MIX
    value = value ^ (value >> SHIFT)
    return value if value != ZERO else ONE


def tokens(data: Array, kinds: Array, classes: Array, words: Array, meanings: Array, hashes: Array, shapes: Array,
           counts: Array) -> int:
    """Count what tokens tell, fill in the hash and the shape of each, and give their number.

    Args:
        data: the text.
        kinds: CODE, STRING or COMMENT for each byte.
        classes: CLASSES.
        words: a table of hashes of words.
        meanings: by place in the table, what a word counts as: ASSERTS, PRINTS or TODOS.
        hashes: room for a hash per byte.
        shapes: room for a shape per byte.
        counts: room for COUNTS numbers, all 0.
    """
    place, size, found, depth = 0, len(data), 0, 0
    while place < size:
        kind, byte_class, start = kinds[place], classes[data[place]], place
        value = ZERO
        if kind == STRING:
            word, gaps = 0, 0
            while place < size and kinds[place] == STRING:
                value = value * STEP + np.uint64(data[place]) + ONE
                if classes[data[place]] == LETTER or classes[data[place]] == DIGIT:
                    word += 1
                else:
                    counts[LONG_WORD_BYTES] += word if word > LONG_WORD else 0
                    gaps += 1 if word > 0 else 0
                    word = 0
                place += 1
            counts[LONG_WORD_BYTES] += word if word > LONG_WORD else 0
            counts[STRINGS] += 1
            counts[LONG_STRINGS] += 1 if gaps >= LONG_STRING else 0
            hashes[found], shapes[found] = mixed(value), STRING_TOKEN
            found += 1
        elif byte_class in (LETTER, DIGIT):
            while place < size and kinds[place] == kind and (
                classes[data[place]] == LETTER or classes[data[place]] == DIGIT
                or (byte_class == DIGIT and data[place] == 46)  # the point of 1.5
            ):
                value = value * STEP + np.uint64(data[place]) + ONE
                place += 1
            value = mixed(value)
            length = place - start
            slot = put(words, value)
            if words[slot] == value and (kind == COMMENT) == (meanings[slot] == TODOS):
                counts[meanings[slot]] += 1
            if kind == COMMENT:
                continue
            hashes[found] = value
            if byte_class == DIGIT:
                shapes[found] = NUMBER_TOKEN
                counts[NUMBERS] += 1
                counts[MAGIC] += 0 if length == 1 and data[start] <= 50 else 1  # 0, 1, 2
                counts[HEX_BYTES] += length if length > 2 and data[start] == 48 and data[start + 1] | 32 == 120 else 0
            else:
                shapes[found] = NAME_TOKEN
                counts[NAMES] += 1
                counts[NAME_BYTES] += length
                counts[SHORT_NAMES] += 1 if length == 1 else 0
                counts[NUMBERED_NAMES] += 1 if classes[data[place - 1]] == DIGIT else 0
                counts[CALLS] += 1 if place < size and data[place] == 40 and kinds[place] == CODE else 0
            found += 1
        else:
            if kind == CODE and byte_class != SPACE and byte_class != NEWLINE:
                depth += 1 if byte_class == OPEN else 0
                depth -= 1 if byte_class == CLOSE and depth > 0 else 0
                counts[DEPTH] = max(counts[DEPTH], depth)
                hashes[found], shapes[found] = mixed(np.uint64(data[place]) + ONE), MARKS + data[place]
                found += 1
            place += 1
    return found


def put(table: Array, value: Any) -> int:
    """The place of a hash in a table with free room, whose size is a power of two; it is put there if it is new."""
    mask = np.uint64(len(table) - 1)
    place = value & mask
    while table[place] != ZERO and table[place] != value:
        place = (place + ONE) & mask
    return int(place)


def repeats(hashes: Array, n: int, table: Array) -> int:
    """How many of the hashes are in a run of n that came before, as a whole.

    Args:
        hashes: of tokens, in order.
        n: length of a run.
        table: zeros, a power of two of them, more than hashes.
    """
    top = ONE
    for _ in range(n):
        top = top * STEP
    covered, until, value = 0, 0, ZERO
    for place in range(len(hashes)):
        value = value * STEP + hashes[place]
        if place >= n:
            value = value - hashes[place - n] * top
        if place < n - 1:
            continue
        run = mixed(value)
        slot = put(table, run)
        if table[slot] == run:
            first = max(place - n + 1, until)
            covered += place + 1 - first
            until = place + 1
        table[slot] = run
    return covered


def occurrences(hashes: Array, table: Array, times: Array) -> int:
    """Count in `times` how often each hash occurs, in the order of their places in the table; how many differ."""
    different = 0
    for number in range(len(hashes)):
        slot = put(table, hashes[number])
        different += 1 if table[slot] == ZERO else 0
        table[slot] = hashes[number]
        times[slot] += 1
    return different


def lines(data: Array, kinds: Array, classes: Array, table: Array, counts: Array) -> None:
    """Count what lines tell.

    Args:
        data: the text.
        kinds: CODE, STRING or COMMENT for each byte.
        classes: CLASSES.
        table: zeros, a power of two of them, more than lines.
        counts: room for LINE_COUNTS numbers, all 0.
    """
    start, size = 0, len(data)
    while start < size:
        end = start
        while end < size and data[end] != 10:
            end += 1
        first, last = start, end
        while first < end and classes[data[first]] == SPACE:
            first += 1
        while last > first and classes[data[last - 1]] == SPACE:
            last -= 1
        counts[LINES] += 1
        if first == last:
            counts[BLANK] += 1
        else:
            counts[TRAILING] += 1 if end - last > (1 if data[end - 1] == 13 else 0) else 0
            if first > start:
                counts[TAB_INDENT if data[start] == 9 else SPACE_INDENT] += 1
            value, has_name, has_literal = ZERO, False, False
            for place in range(first, last):
                value = value * STEP + np.uint64(data[place]) + ONE
                byte_class = classes[data[place]]
                has_name |= kinds[place] == CODE and byte_class == LETTER
                has_literal |= kinds[place] == STRING or (kinds[place] == CODE and byte_class == DIGIT)
            value = mixed(value)
            slot = put(table, value)
            counts[LINE_BYTES] += last - first
            counts[REPEATED_BYTES] += last - first if table[slot] == value else 0
            table[slot] = value
            counts[DATA_LINES] += 1 if has_literal and not has_name else 0
            if kinds[first] == COMMENT:
                counts[COMMENT_LINES] += 1
                counts[CODE_IN_COMMENT] += 1 if looks_like_code(data, classes, first, last) else 0
        start = end + 1


def looks_like_code(data: Array, classes: Array, first: int, last: int) -> bool:
    """Whether a line of comment ends as a statement does, or has a call at its end or an assignment in it."""
    end = data[last - 1]
    if end == 59 or end == 123 or end == 125:  # ; { }
        return True
    for place in range(first + 1, last - 1):
        is_named = classes[data[place - 1]] == LETTER or classes[data[place - 1]] == DIGIT
        if data[place] == 40 and is_named and end == 41:  # name(...)
            return True
        if data[place] == 61 and data[place - 1] == 32 and data[place + 1] == 32 and place - 2 > first and (
            classes[data[place - 2]] in (LETTER, DIGIT, CLOSE)  # name = ...
        ):
            return True
    return False


def depths(data: Array, starts: Array, ends: Array, found: Array) -> None:
    """Depth of each of some nested spans, from 1; one after `else` (`else if`) is not deeper than the one around it.

    Args:
        data: the text.
        starts: first bytes, ascending; of spans that begin together the longer first.
        ends: the bytes after the last.
        found: room for a depth each.
    """
    stack = np.zeros(len(starts) + 1, np.int64)
    level = np.zeros(len(starts) + 1, np.int64)
    height = 0
    for number in range(len(starts)):
        while height > 0 and stack[height - 1] <= starts[number]:
            height -= 1
        around = level[height - 1] if height > 0 else 0
        found[number] = max(around + (0 if follows_else(data, starts[number]) else 1), 1)
        stack[height], level[height] = ends[number], found[number]
        height += 1


def follows_else(data: Array, place: int) -> bool:
    """Whether `else` and white space stand before a place."""
    place -= 1
    while place >= 0 and (data[place] == 32 or data[place] == 10):
        place -= 1
    return place >= 3 and data[place] == 101 and data[place - 1] == 115 and data[place - 2] == 108 and (
        data[place - 3] == 101
    )


class Kernels:
    """The loops, compiled or not."""

    def __init__(self) -> None:
        """Compile what can be compiled."""
        one, bytes_, numbers = np.ones(16, np.uint64), np.zeros(3, np.uint8), np.zeros(16, np.int64)
        empty = np.zeros(16, np.uint64)
        self.paint = _compiled(paint, bytes_, numbers[:1], numbers[:1], 1)
        self.tally = _compiled(tally, bytes_, bytes_, CLASSES, numbers, numbers)
        self.tokens = _compiled(tokens, bytes_, bytes_, CLASSES, empty, numbers, one, np.zeros(16, np.uint16), numbers,
                                calls=(mixed, put))
        self.repeats = _compiled(repeats, one[:4], 2, empty.copy(), calls=(put, mixed))
        self.occurrences = _compiled(occurrences, one[:4], empty.copy(), numbers, calls=(put,))
        self.lines = _compiled(lines, bytes_, bytes_, CLASSES, empty.copy(), numbers,
                               calls=(put, mixed, looks_like_code))
        self.depths = _compiled(depths, bytes_, numbers[:3], numbers[:3], numbers[:3].copy(), calls=(follows_else,))


@cache
def kernels() -> Kernels:
    """The loops, made ready once per process."""
    return Kernels()


def _compiled(function: Callable[..., Any], *example: Any, calls: tuple[Callable[..., Any], ...] = ()) -> Any:
    return compile_kernel(function, *example, calls=calls) or _wrapping(function)


def _wrapping(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function in Python, in which numpy need not warn that hashes wrap around."""
    def call(*arguments: Any) -> Any:
        with np.errstate(over="ignore"):
            return function(*arguments)

    return call
