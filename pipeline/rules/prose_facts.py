"""What rules for prose ask of a text: words, lines, paragraphs and n-grams, each measured when it is asked for."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.minhash.shingles import kernels, mixed

# Chinese characters and kana, whose words have no spaces between them. Korean has.
CJK = "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
_CJK = re.compile(f"[{CJK}]")
# One character of such a script, one sign of theirs, or a run of others up to white space.
_SIGNS = "\u3001-\u3004\u3008-\u303f\uff01-\uff65"
_TOKEN = re.compile(f"[{CJK}{_SIGNS}]|[^\\s{CJK}{_SIGNS}]+")
_BULLETS = ("\u2022", "\u2023", "\u25e6", "\u25aa", "\u2013", "-", "*")
_ELLIPSES = ("...", "\u2026")
_EDGES = ".,;:!?()[]\"'"  # of a word that may be a stop word
Flags = npt.NDArray[np.bool_]


class ProseFacts:
    """Measures of a text. A word is what stands between white space, in a text of CJK each character of these scripts.

    Attributes:
        script: `cjk` where more than half of the words are single characters of Chinese or kana; else `words`.
        words: the words in order.
        chars: characters of the text, white space included.
    """

    def __init__(self, text: str, per_word: dict[str, int]) -> None:
        """Take a text apart; `per_word` says how many words of a script stand for one in the n of an n-gram."""
        self.text, self.chars = text, max(1, len(text))
        self.words = text.split()
        self.script = "words"
        if _CJK.search(text):
            words = _TOKEN.findall(text)
            if 2 * sum(len(word) == 1 and _CJK.match(word) is not None for word in words) > len(words):
                self.words, self.script = words, "cjk"
        self._scale = per_word[self.script]
        self._lines = [line for line in map(str.strip, text.splitlines()) if line]

    @property
    def text_words(self) -> float:
        """Words."""
        return len(self.words)

    @property
    def word_length(self) -> float:
        """Mean characters of a word."""
        return sum(map(len, self.words)) / max(1, len(self.words))

    @property
    def symbol_words(self) -> float:
        """Number signs or ellipses, whichever are more, for each word."""
        ellipses = sum(map(self.text.count, _ELLIPSES))
        return max(self.text.count("#"), ellipses) / max(1, len(self.words))

    @property
    def bullet_lines(self) -> float:
        """Share of the lines that begin with a bullet."""
        return sum(line.startswith(_BULLETS) for line in self._lines) / max(1, len(self._lines))

    @property
    def ellipsis_lines(self) -> float:
        """Share of the lines that end in an ellipsis."""
        return sum(line.endswith(_ELLIPSES) for line in self._lines) / max(1, len(self._lines))

    @property
    def alphabetic_words(self) -> float:
        """Share of the words that have a letter."""
        return sum(word.isalpha() or any(map(str.isalpha, word)) for word in self.words) / max(1, len(self.words))

    def stop_words(self, known: Sequence[str]) -> float:
        """How many different ones of these words there are, upper and lower case being the same."""
        return len(set(known) & {word.strip(_EDGES).lower() for word in self.words})

    @property
    def duplicate_lines(self) -> float:
        """Share of the lines that are not blank and came before."""
        return self._repeated(self._lines)[0]

    @property
    def duplicate_line_chars(self) -> float:
        """Share of the characters in such lines."""
        return self._repeated(self._lines)[1]

    @property
    def duplicate_paragraphs(self) -> float:
        """Share of the paragraphs, which have blank lines between them, that came before."""
        return self._repeated(self._paragraphs)[0]

    @property
    def duplicate_paragraph_chars(self) -> float:
        """Share of the characters in such paragraphs."""
        return self._repeated(self._paragraphs)[1]

    def top_ngrams(self, n: int) -> float:
        """Share of the characters in the n-gram that is there most often; 0 where none is there twice."""
        n *= self._scale
        if len(self.words) < n:
            return 0.0
        hashes = self._ngrams(n)
        _, first, counts = np.unique(hashes, return_index=True, return_counts=True)
        most = counts.max()
        if most < 2:
            return 0.0
        # Of several that are there as often, the longest.
        sizes = self._ends[first[counts == most] + n] - self._ends[first[counts == most]]
        return int(most) * int(sizes.max()) / self.chars

    def duplicate_ngrams(self, n: int) -> float:
        """Share of the characters in n-grams that came before, none counted twice; never more for a larger n."""
        n *= self._scale
        if len(self.words) < n:
            return 0.0
        again = _came_before(self._ngrams(n))
        if not again.any():
            return 0.0
        # A word is in a repeated n-gram where one of the n that hold it is one.
        steps = np.zeros(len(self.words) + 1, dtype=np.int64)
        starts = np.flatnonzero(again)
        np.add.at(steps, starts, 1)
        np.add.at(steps, starts + n, -1)
        return int(np.diff(self._ends)[np.cumsum(steps[:-1]) > 0].sum()) / self.chars

    def _repeated(self, parts: list[str]) -> tuple[float, float]:
        """Share of the parts that came before, and of the characters in them."""
        seen: set[str] = set()
        count = chars = 0
        for part in parts:
            if part in seen:
                count += 1
                chars += len(part)
            seen.add(part)
        return count / max(1, len(parts)), chars / self.chars

    @cached_property
    def _paragraphs(self) -> list[str]:
        found: list[list[str]] = [[]]
        for line in map(str.strip, self.text.splitlines()):
            if line:
                found[-1].append(line)
            elif found[-1]:
                found.append([])
        return ["\n".join(lines) for lines in found if lines]

    @cached_property
    def _ends(self) -> "npt.NDArray[np.int64]":
        """Characters of the words before each word, and of all of them."""
        sizes = np.fromiter(map(len, self.words), np.int64, len(self.words))
        return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(sizes)))

    @cached_property
    def _numbers(self) -> "npt.NDArray[np.uint64]":
        """A number for each word, equal for equal words, spread over 64 bits."""
        number_of: dict[str, int] = {}
        numbers = (number_of.setdefault(word, len(number_of) + 1) for word in self.words)
        return mixed(np.fromiter(numbers, np.uint64, len(self.words)))

    def _ngrams(self, n: int) -> Any:
        """Hashes of every n words in a row."""
        return kernels()[1](self._numbers, n)


def segmented(text: bytes) -> bytes:
    """The text with spaces around each CJK character and instead of their signs.

    Shingles of such a text are of characters in a row; without, a whole clause would be one token.
    """
    if text.isascii():
        return text
    spaced = _CJK.sub(lambda match: f" {match[0]} ", text.decode("utf-8", "replace"))
    return re.sub(f"[{_SIGNS}]", " ", spaced).encode("utf-8")


def _came_before(hashes: "npt.NDArray[np.uint64]") -> Flags:
    order = np.argsort(hashes, kind="stable")
    again = np.zeros(len(hashes), dtype=np.bool_)
    again[order[1:]] = hashes[order[1:]] == hashes[order[:-1]]
    return again
