"""What rules ask of a text, measured once."""

import re
from dataclasses import dataclass

NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
NOT_LETTERS = bytes(set(range(256)) - set(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))


@dataclass(frozen=True, slots=True)
class TextFacts:
    """Measures of a text. Lengths are in characters, lines are those of str.splitlines().

    Attributes:
        chars: characters.
        lines: lines.
        longest_line: characters of the longest line.
        mean_line: mean characters of a line, without line ends; 0 when there is no line.
        letters: characters that are alphabetic (str.isalpha).
        blank: nothing but white space.
    """

    chars: int
    lines: int
    longest_line: int
    mean_line: float
    letters: int
    blank: bool

    @property
    def alphabetic_share(self) -> float:
        """Letters per character, 0 to 1; 0 for an empty text."""
        return self.letters / self.chars if self.chars else 0.0


def measure(text: bytes) -> TextFacts:
    """Measure a UTF-8 text."""
    string = text.decode("utf-8", "replace")
    lengths = list(map(len, string.splitlines()))
    letters = len(text.translate(None, NOT_LETTERS))
    if not string.isascii():
        letters += sum(sum(map(str.isalpha, run)) for run in NOT_ASCII.findall(string))
    return TextFacts(
        len(string), len(lengths), max(lengths, default=0), sum(lengths) / len(lengths) if lengths else 0.0, letters,
        not string or string.isspace(),
    )
