"""What rules ask of a text, measured once."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

# Line ends of str.splitlines beside "\n"; "\r\n" is one end.
RARE_ENDS = b"\r\x0b\x0c\x1c\x1d\x1e"
WIDE_ENDS = "\x85\u2028\u2029"
_ENDS_AS_NEWLINE = bytes.maketrans(RARE_ENDS, b"\n" * len(RARE_ENDS))
_NEWLINE, _LONE_END, _LETTER, _DIGIT, _OTHER = b"\n\x0ba0?"


@dataclass(frozen=True, slots=True)
class TextFacts:
    """Measures of a text. Lengths are in characters, lines are those of str.splitlines().

    Attributes:
        chars: characters.
        lines: lines.
        longest_line: characters of the longest line.
        mean_line: mean characters of a line, without line ends; 0 when there is no line.
        letters: characters that are alphabetic (str.isalpha).
        digits: characters that are alphanumeric but no letters (str.isalnum).
        blank: nothing but white space.
    """

    chars: int
    lines: int
    longest_line: int
    mean_line: float
    letters: int
    digits: int
    blank: bool

    @property
    def alphabetic_share(self) -> float:
        """Letters per character, 0 to 1; 0 for an empty text."""
        return self.letters / self.chars if self.chars else 0.0

    @property
    def alphanumeric_share(self) -> float:
        """Letters and digits per character, 0 to 1; 0 for an empty text."""
        return (self.letters + self.digits) / self.chars if self.chars else 0.0


def measure(text: bytes) -> TextFacts:
    """Measure a UTF-8 text."""
    string = text.decode("utf-8", "replace")
    if not string:
        return TextFacts(0, 0, 0, 0.0, 0, 0, True)
    flat = _one_end(text if string.isascii() else _one_byte_each(string))
    codes = np.frombuffer(flat, np.uint8)
    # Lines lie between ends; the text before the first and behind the last one counts, the latter unless it is empty.
    ends = np.flatnonzero(codes == _NEWLINE)
    last = len(flat) if flat[-1] != _NEWLINE else len(flat) - 1
    borders = np.concatenate(([-1], ends[:-1] if last < len(flat) else ends, [last]))
    lines = len(borders) - 1
    return TextFacts(
        chars=len(string), lines=lines, longest_line=int(np.diff(borders).max()) - 1,
        mean_line=(len(flat) - len(ends)) / lines,
        letters=int(np.count_nonzero((codes | 32) - 97 < 26)),  # wraps below "a": uint8
        digits=int(np.count_nonzero(codes - 48 < 10)),
        blank=string.isspace(),
    )


def _one_end(flat: bytes) -> bytes:
    """The same lines, each ended by a newline alone."""
    if not any(end in flat for end in RARE_ENDS):
        return flat
    # In this order: of "\r\r\n" the first step leaves "\r\n", which still is two ends.
    return flat.replace(b"\r\n", b"\n").translate(_ENDS_AS_NEWLINE)


def _one_byte_each(string: str) -> bytes:
    """A byte for each character: ASCII as it is; for others a line end, letter, digit or mark, as they are."""
    points = np.frombuffer(string.encode("utf-32-le", "surrogatepass"), "<u4")
    return bytes(_classes()[points].tobytes())


@cache
def _classes() -> "np.ndarray[Any, np.dtype[np.uint8]]":
    """What stands for each of the 1.1 million code points; made once per process, in about 0.1 s."""
    every = "".join(map(chr, range(0x110000)))
    is_letter, is_alphanumeric = (
        np.fromiter(map(test, every), np.bool_, len(every)) for test in (str.isalpha, str.isalnum)
    )
    classes = np.where(is_letter, np.uint8(_LETTER), np.where(is_alphanumeric, np.uint8(_DIGIT), np.uint8(_OTHER)))
    classes[:128] = np.arange(128)
    classes[[ord(end) for end in WIDE_ENDS]] = _LONE_END  # not a newline, which one end with a "\r" before it
    return classes
