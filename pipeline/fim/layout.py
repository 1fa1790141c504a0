"""The order of the parts of an example, DeepSeek-Coder's spelling of it, and the way back.

A prefix P, a middle M and a suffix S become, with the control tokens of pipeline.tokenizing.Controls,

* psm: `begin P hole S end M eos`, as in the paper (arXiv 2401.14196, section 3.1.2);
* spm: `begin hole S end P M eos`: psm with an empty prefix, and P and M encoded as one text, so that the middle begins
  at a border of tokens (Bavarian et al., arXiv 2207.14255, appendix D; Code Llama).

So one way back serves both: P is before `hole`, the rest is what follows `end`, and S comes last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipeline.tokenizing.controls import Controls

Ids = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Layout:
    """The texts of an example as they are encoded: between `begin` and `hole`, `hole` and `end`, `end` and `eos`.

    Attributes:
        prefix: first character of the text, and the one after the last.
        suffix: the same.
        middle: the same; begins before the hole for spm.
        hole: the hole itself.
    """

    prefix: tuple[int, int]
    suffix: tuple[int, int]
    middle: tuple[int, int]
    hole: tuple[int, int]

    @classmethod
    def of(cls, start: int, end: int, hole: tuple[int, int], mode: Literal["psm", "spm"]) -> "Layout":
        """The layout of the text from `start` to `end` around a hole in it."""
        if mode == "psm":
            return cls((start, hole[0]), (hole[1], end), hole, hole)
        return cls((start, start), (hole[1], end), (start, hole[1]), hole)

    def parts(self) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
        """Prefix, suffix, middle: the order in which they stand."""
        return self.prefix, self.suffix, self.middle


def join(prefix: Ids, suffix: Ids, middle: Ids, controls: Controls) -> Ids:
    """The example of three encoded parts, `eos` included."""
    marks = (np.array([number], np.int32) for number in (controls.begin, controls.hole, controls.end, controls.eos))
    begin, hole, end, eos = marks
    return np.concatenate([begin, prefix, hole, suffix, end, middle, eos])


def prompt(prefix: Ids, suffix: Ids, limit: int, controls: Controls) -> Ids:
    """What a model is asked to go on from, in at most `limit` tokens: `begin P hole S end`.

    Too much text is cut where it is farthest from the hole: the beginning of P and the end of S, each down to half of
    the room at most, so that neither vanishes.

    Raises:
        ValueError: the limit has no room for the control tokens and a token of each part.
    """
    room = limit - 3
    if room < 2:
        raise ValueError(f"a limit of {limit} tokens leaves no room for prefix and suffix; 5 or more are needed")
    for_suffix = min(len(suffix), max(room - len(prefix), room // 2))
    for_prefix = min(len(prefix), room - for_suffix)
    kept = prefix[len(prefix) - for_prefix :], suffix[:for_suffix]
    return join(*kept, np.empty(0, np.int32), controls)[:-1]


def unfim(ids: Sequence[int] | Ids, controls: Controls) -> list[list[int]]:
    """The token runs of the source of a piece in their order; decoded each by itself and joined they are its text.

    Args:
        ids: ids of a piece: text and examples in any number, with or without a leading `bos` and a closing `eos`.
        controls: of the tokenizer.

    Raises:
        ValueError: an example lacks one of its marks.
    """
    values = np.asarray(ids)
    values = values[1:] if len(values) and values[0] == controls.bos else values
    runs: list[list[int]] = []
    place = 0
    while place < len(values):
        begin = _find(values, controls.begin, place)
        if begin is None:
            break
        hole, end = (_find(values, mark, begin) for mark in (controls.hole, controls.end))
        eos = None if end is None else _find(values, controls.eos, end)
        if hole is None or end is None or eos is None or not begin < hole < end:
            raise ValueError(f"no whole example at token {begin}: its marks are not all there")
        parts = (place, begin), (begin + 1, hole), (end + 1, eos), (hole + 1, end)
        runs += [values[first:last].tolist() for first, last in parts]
        place = eos + 1
    rest = values[place:]
    runs.append((rest[:-1] if len(rest) and rest[-1] == controls.eos else rest).tolist())
    return runs


def _find(values: Ids, number: int, start: int) -> int | None:
    found = np.flatnonzero(values[start:] == number)
    return start + int(found[0]) if len(found) else None
