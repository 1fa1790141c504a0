"""What a text is compared by: its words, or the structure of its code with names taken away.

Words are those of deduplication (pipeline.minhash.shingles) in lower case: white space and punctuation do not count.

Structure is the sequence of names, numbers and operators outside comments, without the marks that formatters move
(brackets, commas, semicolons, quotes). In a window of it a name that is no keyword counts as the distance to its last
occurrence in the window, 0 where there is none, so that two windows are equal when renaming makes one of the other
(parameterized matching, Baker 1993).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256

import numpy as np
import numpy.typing as npt

from pipeline.compiled import compile_kernel
from pipeline.minhash.shingles import BYTE_STEP, IN_TOKEN, MIX_1, MIX_2, ONE, SHIFT, TOKEN_STEP, kernels, mixed

Bytes = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]

# Words that carry the structure of a program: reserved in most languages that have them, and so no variable's name.
KEYWORDS = b"""
    and append as assert async await break case catch class const continue def default del do elif else elseif elsif
    except extends false finally for foreach from function if implements import in is lambda none not null or package
    pass print private protected public raise range return self static struct super switch this throw throws true try
    unless until using var void while with yield
"""
LOOSE_MARKS = b"()[]{},;\"'`\\ \t\r\n\f\v"

# Comments by what starts a line of comment in the language; a text whose language is not known has the first two.
_LINE = rb"%s[^\n]*"
# Possessive, and one that nothing closes is matched to the end of the text, so that no place is ever read twice.
_C_STYLE = rb"//[^\n]*|/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/)?"
_COMMENTS = {mark: re.compile(_LINE % mark.encode()) for mark in ("#", "--", ";", "%", "!", "'")}
_COMMENTS |= {"//": re.compile(_C_STYLE), "": re.compile(_LINE % b"#" + b"|" + _C_STYLE)}
_LINES = {"//": re.compile(_LINE % b"//"), "": re.compile(_LINE % b"(?:#|//)")}

WORD = re.compile(rb"[0-9A-Za-z_\x80-\xff]+")
LEXEME = re.compile(rb"[0-9A-Za-z_\x80-\xff]+|[^0-9A-Za-z_\x80-\xff" + re.escape(LOOSE_MARKS) + rb"]")


def word_hashes(text: bytes) -> Hashes:
    """Hashes of the words of a text in order."""
    data = np.frombuffer(text.lower(), dtype=np.uint8)
    found = np.empty(len(data) // 2 + 1, dtype=np.uint64)
    return found[: kernels()[0](data, IN_TOKEN, found)]


def gram_hashes(tokens: Hashes, n: int) -> Hashes:
    """Hashes of every n tokens in a row, in order; none when there are fewer."""
    return kernels()[1](tokens, n) if len(tokens) >= n else np.empty(0, dtype=np.uint64)


def gram_hashes_at(tokens: Hashes, places: Places, n: int) -> Hashes:
    """The same for the grams that start at some places only; each place has n tokens."""
    if len(places) * n > len(tokens):
        found: Hashes = gram_hashes(tokens, n)[places]
        return found
    hashes = np.zeros(len(places), dtype=np.uint64)
    for place in range(n):
        hashes = (hashes + tokens[places + place]) * TOKEN_STEP
    return mixed(hashes)


def exact_hash(text: bytes) -> int:
    """64 bits of a hash of the text without white space and the marks that formatters move."""
    return int.from_bytes(sha256(text.translate(None, LOOSE_MARKS)).digest()[:8], "little")


def without_comments(text: bytes, comment: str) -> bytes:
    """The text with blanks for its comments, places unchanged; `comment` starts a line of comment, empty if unknown."""
    return _COMMENTS.get(comment, _COMMENTS[""]).sub(partial(_without_comment, comment), text)


def _without_comment(comment: str, match: re.Match[bytes]) -> bytes:
    found = match[0]
    if not found.startswith(b"/*") or (found.endswith(b"*/") and len(found) > len(b"/*/")):
        return b" " * len(found)
    # Nothing closes it, so that it is none; what follows can have comments of one line only.
    return found[:2] + _LINES.get(comment, _LINES[""]).sub(lambda line: b" " * len(line[0]), found[2:])


@dataclass(frozen=True, slots=True)
class Lexemes:
    """Structural tokens of a text in order.

    Attributes:
        hashes: of each token as it is spelled.
        is_name: which of them are names that may be changed.
        is_number: which of them start with a digit.
        last: place of the same name's last occurrence before, -1 for the first and for what is no name.
    """

    hashes: Hashes
    is_name: Flags
    is_number: Flags
    last: Places

    def skeletons(self, n: int) -> Hashes:
        """Hashes of every n tokens in a row, all names taken for one; none when there are fewer."""
        return _kernels().skeletons(self.hashes, self.is_name, n) if len(self.hashes) >= n else self.hashes[:0]

    def structures(self, places: Places, n: int) -> Hashes:
        """Hashes of the windows of n tokens that start at some places, names as distances."""
        return _kernels().structures(self.hashes, self.is_name, self.last, places, n)


def lexemes(text: bytes, comment: str) -> Lexemes:
    """The structural tokens of a text; for `comment` see without_comments."""
    data = np.frombuffer(without_comments(text, comment).lower(), dtype=np.uint8)
    hashes = np.empty(len(data), dtype=np.uint64)
    is_name, is_number = np.empty(len(data), dtype=np.bool_), np.empty(len(data), dtype=np.bool_)
    count = _kernels().lexemes(data, IN_TOKEN, _loose(), keyword_hashes(), hashes, is_name, is_number)
    hashes, is_name = hashes[:count], is_name[:count]
    return Lexemes(hashes, is_name, is_number[:count], _kernels().last_places(hashes, is_name))


@cache
def keyword_hashes() -> Hashes:
    """Sorted hashes of KEYWORDS."""
    return np.sort(word_hashes(KEYWORDS))


@cache
def _loose() -> Flags:
    loose = np.zeros(256, dtype=np.bool_)
    loose[list(LOOSE_MARKS)] = True
    return loose


@dataclass(frozen=True, slots=True)
class _Kernels:
    lexemes: Callable[[Bytes, Flags, Flags, Hashes, Hashes, Flags, Flags], int]
    last_places: Callable[[Hashes, Flags], Places]
    skeletons: Callable[[Hashes, Flags, int], Hashes]
    structures: Callable[[Hashes, Flags, Places, Places, int], Hashes]


@cache
def _kernels() -> _Kernels:
    """The loops, compiled where numba is."""
    tokens, flags, places = np.zeros(2, np.uint64), np.zeros(2, np.bool_), np.zeros(2, np.int64)
    data = np.frombuffer(b"a ", np.uint8)
    return _Kernels(
        compile_kernel(_lexemes_loop, data, IN_TOKEN, _loose(), keyword_hashes(), tokens, flags, flags.copy())
        or _lexemes_loop,
        compile_kernel(_last_places_loop, tokens, flags) or _last_places_loop,
        compile_kernel(_skeletons_loop, tokens, flags, 2) or _skeletons_loop,
        compile_kernel(_structures_loop, tokens, flags, places, places[:1], 2) or _structures_loop,
    )


def _lexemes_loop(
    data: Bytes, in_word: Flags, loose: Flags, keywords: Hashes, found: Hashes, is_name: Flags, is_number: Flags
) -> int:
    """Write hashes and kinds of the structural tokens and return their number.

    Words hash as in pipeline.minhash.shingles; one that starts with a digit is a number, not a name.
    """
    count = 0
    place = 0
    while place < len(data):
        byte = data[place]
        value = np.uint64(0)
        if not in_word[byte]:
            place += 1
            if not loose[byte]:
                found[count] = (np.uint64(byte) + ONE) * MIX_2
                is_name[count] = is_number[count] = False
                count += 1
            continue
        starts_with_digit = 48 <= byte <= 57
        while place < len(data) and in_word[data[place]]:
            value = (value + np.uint64(data[place]) + ONE) * BYTE_STEP
            place += 1
        value = (value ^ (value >> SHIFT)) * MIX_1
        value = (value ^ (value >> SHIFT)) * MIX_2
        value = value ^ (value >> SHIFT)
        at = np.searchsorted(keywords, value)
        found[count] = value
        is_number[count] = starts_with_digit
        is_name[count] = not starts_with_digit and not (at < len(keywords) and keywords[at] == value)
        count += 1
    return count


def _last_places_loop(tokens: Hashes, is_name: Flags) -> Places:
    """Lexemes.last. `table` is a hash table of names: each slot holds the last place of one."""
    size = 16
    while size < 2 * len(tokens):
        size *= 2
    table = np.full(size, -1, dtype=np.int64)
    last = np.full(len(tokens), -1, dtype=np.int64)
    for place in range(len(tokens)):
        if is_name[place]:
            slot = np.int64(tokens[place] & np.uint64(size - 1))
            while table[slot] >= 0 and tokens[table[slot]] != tokens[place]:
                slot = (slot + 1) & (size - 1)
            last[place] = table[slot]
            table[slot] = place
    return last


def _skeletons_loop(tokens: Hashes, is_name: Flags, n: int) -> Hashes:
    """Lexemes.skeletons: a polynomial that rolls over the tokens."""
    highest = ONE
    for _ in range(n):
        highest *= TOKEN_STEP
    hashes = np.empty(len(tokens) - n + 1, dtype=np.uint64)
    h = np.uint64(0)
    for place in range(len(tokens)):
        h = (h + (ONE if is_name[place] else tokens[place])) * TOKEN_STEP
        if place >= n:
            h -= (ONE if is_name[place - n] else tokens[place - n]) * highest * TOKEN_STEP
        if place >= n - 1:
            hashes[place - n + 1] = (h ^ (h >> SHIFT)) * MIX_1
    return hashes


def _structures_loop(tokens: Hashes, is_name: Flags, last: Places, places: Places, n: int) -> Hashes:
    """Lexemes.structures."""
    hashes = np.empty(len(places), dtype=np.uint64)
    for number in range(len(places)):
        h, start = np.uint64(0), places[number]
        for place in range(start, start + n):
            if is_name[place]:
                h = (h + (np.uint64(place - last[place]) if last[place] >= start else np.uint64(0)) + ONE) * TOKEN_STEP
            else:
                h = (h + tokens[place]) * TOKEN_STEP
        h = (h ^ (h >> SHIFT)) * MIX_1
        h = (h ^ (h >> SHIFT)) * MIX_2
        hashes[number] = h ^ (h >> SHIFT)
    return hashes
