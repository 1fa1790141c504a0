"""The features of a file: from its text and from the spans that the one parse gave. Names: schemas.files.FEATURES."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import isnan, log2
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.languages.language import ROLES
from pipeline.parsing.parsed_file import ParsedFile
from pipeline.parsing.roles import LIMIT, SHIFT
from pipeline.quality import kernels as k
from schemas.files import FEATURES

RUN, SHAPE_RUN = 10, 20  # tokens of a run that is looked for again
ASSERTIONS = b"""assert Assert ASSERT assertEquals assertEqual assert_equal assert_eq assertTrue assertFalse assertThat
 assertIs assertIn assertRaises assert_eq_ ASSERT_EQ ASSERT_TRUE EXPECT_EQ EXPECT_TRUE expect EXPECT require REQUIRE
 CHECK should""".split()
OUTPUT = b"""print println printf fprintf puts echo cout cerr console Console Println Printf System debug putStrLn
 display format write writeln WriteLine""".split()
TO_DO = b"TODO FIXME XXX HACK todo fixme Todo".split()
Values = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Spans:
    """First bytes and ends of nodes with one role, ascending; of those that begin together the longest first."""

    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts)


def features(text: bytes, parsed: ParsedFile) -> Values:
    """The features of a file in the order of schemas.files.FEATURES; NaN where nothing could tell.

    Args:
        text: its UTF-8 text.
        parsed: what the parser read of it; without a tree there are no functions, control flow or (without patterns,
            too) comments and strings.
    """
    data = np.frombuffer(text, np.uint8)
    spans = unpacked(parsed.nodes, len(text))
    kinds = np.zeros(len(data), np.uint8)
    loops = k.kernels()
    for role, kind in (("string", k.STRING), ("comment", k.COMMENT)):  # a docstring is a comment
        loops.paint(kinds, spans[role].starts, spans[role].ends, kind)
    lines = np.zeros(k.LINE_COUNTS, np.int64)
    loops.lines(data, kinds, k.CLASSES, _table(1 + text.count(b"\n")), lines)
    found = {
        **_bytes(data, kinds), **_lines(lines), **_tokens(data, kinds, int(lines[k.LINES])),
        **_structure(data, spans, int(lines[k.LINES])),
        "imports": _share(100 * parsed.import_count, lines[k.LINES]),
    }
    unknown = _unknown(parsed.status)
    return np.array([np.nan if name in unknown else found[name] for name in FEATURES], np.float32)


def named(values: Values) -> dict[str, float | None]:
    """The same by name, as the ledger has them."""
    return {name: None if isnan(value) else value for name, value in zip(FEATURES, values.tolist(), strict=True)}


def values_of(measured: Mapping[str, float | None]) -> Values:
    """The inverse of `named`."""
    return np.array([np.nan if measured[name] is None else measured[name] for name in FEATURES], np.float32)


def unpacked(nodes: bytes, size: int) -> dict[str, Spans]:
    """The spans by role out of pipeline.parsing.roles.packed, none beyond the `size` bytes of the text."""
    values = np.frombuffer(nodes, "<i8").astype(np.int64)
    borders = np.searchsorted(values, [number << 60 for number in range(len(ROLES) + 1)])
    starts, ends = np.minimum(values >> SHIFT & LIMIT, size), np.minimum(LIMIT - (values & LIMIT), size)
    return {role: Spans(starts[first:last], ends[first:last])
            for role, (first, last) in zip(ROLES, pairwise(borders.tolist()), strict=True)}


def _unknown(status: str) -> frozenset[str]:
    if status == "ok":
        return frozenset()
    return IN_TREE if status == "patterns" else IN_TREE | IN_MARKS


def _bytes(data: k.Array, kinds: k.Array) -> dict[str, float]:
    size, classes, inside = len(data), np.zeros(7, np.int64), np.zeros(3, np.int64)
    wide = k.kernels().tally(data, kinds, k.CLASSES, classes, inside)
    return {
        "comment_share": _share(inside[k.COMMENT], size), "string_share": _share(inside[k.STRING], size),
        "digit_share": _share(classes[k.DIGIT], size),
        "space_share": _share(classes[k.SPACE] + classes[k.NEWLINE], size),
        "mark_share": _share(classes[k.OTHER] + classes[k.OPEN] + classes[k.CLOSE], size),
        "wide_share": _share(wide, size),
    }


def _lines(counts: k.Array) -> dict[str, float]:
    filled = counts[k.LINES] - counts[k.BLANK]
    indented = counts[k.TAB_INDENT] + counts[k.SPACE_INDENT]
    return {
        "mean_line": _share(counts[k.LINE_BYTES], filled), "blank_lines": _share(counts[k.BLANK], counts[k.LINES]),
        "trailing_space": _share(counts[k.TRAILING], filled),
        "mixed_indent": _share(min(counts[k.TAB_INDENT], counts[k.SPACE_INDENT]), indented),
        "comment_lines": _share(counts[k.COMMENT_LINES], filled),
        "code_in_comments": _share(counts[k.CODE_IN_COMMENT], filled),
        "data_lines": _share(counts[k.DATA_LINES], filled),
        "repeated_lines": _share(counts[k.REPEATED_BYTES], counts[k.LINE_BYTES]),
    }


def _tokens(data: k.Array, kinds: k.Array, lines: int) -> dict[str, float]:
    loops = k.kernels()
    hashes, shapes = np.empty(len(data), np.uint64), np.empty(len(data), np.uint16)
    counts = np.zeros(k.COUNTS, np.int64)
    number = loops.tokens(data, kinds, k.CLASSES, *_words(), hashes, shapes, counts)
    hashes, shapes = hashes[:number], shapes[:number]
    names = hashes[shapes == k.NAME_TOKEN]
    table = _table(len(names))
    times = np.zeros(len(table), np.int64)
    different = loops.occurrences(names, table, times)
    return {
        "names": _share(100 * len(names), number), "distinct_names": _share(different, len(names)),
        "name_entropy": _entropy(times), "name_length": _share(counts[k.NAME_BYTES], len(names)),
        "short_names": _share(counts[k.SHORT_NAMES], len(names)),
        "numbered_names": _share(counts[k.NUMBERED_NAMES], len(names)),
        "numbers": _share(100 * counts[k.NUMBERS], number), "magic_numbers": _share(100 * counts[k.MAGIC], number),
        "hex_share": _share(counts[k.HEX_BYTES], len(data)), "strings": _share(100 * counts[k.STRINGS], number),
        "long_strings": _share(100 * counts[k.LONG_STRINGS], lines),
        "long_word_share": _share(counts[k.LONG_WORD_BYTES], len(data)),
        "brackets_depth": float(counts[k.DEPTH]), "calls": _share(100 * counts[k.CALLS], lines),
        "asserts": _share(100 * counts[k.ASSERTS], lines), "output": _share(100 * counts[k.PRINTS], lines),
        "to_do": _share(100 * counts[k.TODOS], lines),
        "repeated_tokens": _share(loops.repeats(hashes, RUN, _table(number)), number),
        "repeated_shape": _share(loops.repeats(shapes.astype(np.uint64), SHAPE_RUN, _table(number)), number),
    }


def _structure(data: k.Array, spans: dict[str, Spans], lines: int) -> dict[str, float]:
    functions, control = spans["function"], spans["control"]
    newlines = np.flatnonzero(data == ord("\n"))
    first, last = (np.searchsorted(newlines, places) for places in (functions.starts, functions.ends - 1))
    lengths = last - first + 1
    depths = np.zeros(len(control), np.int64)
    k.kernels().depths(data, control.starts, control.ends, depths)
    inside = np.zeros(lines + 2, np.int64)
    np.add.at(inside, np.minimum(first, lines), 1)
    np.add.at(inside, np.minimum(last + 1, lines + 1), -1)
    return {
        "functions": _share(100 * len(functions), lines),
        "function_lines": float(lengths.mean()) if len(functions) else 0.0,
        "longest_function": float(lengths.max(initial=0)),
        "in_functions": _share(int(np.count_nonzero(np.cumsum(inside) > 0)), lines),
        "control": _share(100 * len(control), lines),
        "nesting": float(depths.mean()) if len(control) else 0.0, "deepest_nesting": float(depths.max(initial=0)),
    }


def _entropy(times: k.Array) -> float:
    """Bits per name, of how often each occurs."""
    some = times[times > 0].astype(np.float64)
    whole = float(some.sum())
    return log2(whole) - float((some * np.log2(some)).sum()) / whole if whole else 0.0


@cache
def _words() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
    """A table of the words that mean something, and what they mean by their place in it."""
    table, meanings = np.zeros(256, np.uint64), np.zeros(256, np.int64)
    for words, meaning in ((ASSERTIONS, k.ASSERTS), (OUTPUT, k.PRINTS), (TO_DO, k.TODOS)):
        for word in words:
            place = k.put(table, np.uint64(_hash(word)))
            table[place], meanings[place] = _hash(word), meaning
    return table, meanings


def _hash(word: bytes) -> int:
    """What pipeline.quality.kernels.tokens makes of a word."""
    value, mask = 0, (1 << 64) - 1
    for byte in word:
        value = (value * int(k.STEP) + byte + 1) & mask
    value = (value ^ value >> 33) * int(k.MIX) & mask
    return value ^ value >> 33 or 1


def _table(entries: int) -> npt.NDArray[np.uint64]:
    """A table of zeros for so many hashes, at most two thirds of it full."""
    return np.zeros(1 << (entries + entries // 2 + 8).bit_length(), np.uint64)


def _share(part: Any, whole: Any) -> float:
    return float(part) / float(whole) if whole else 0.0


IN_TREE = frozenset({
    "functions", "function_lines", "longest_function", "in_functions", "control", "nesting", "deepest_nesting",
})
IN_MARKS = frozenset({
    "comment_share", "string_share", "comment_lines", "code_in_comments", "data_lines", "strings", "long_strings",
    "long_word_share", "to_do",
})
