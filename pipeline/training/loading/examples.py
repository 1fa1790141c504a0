"""A piece of a document as the ids that a model reads, and which of them the loss counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipeline.fim import Layout, Range, choose, generator, join
from pipeline.tokenizing import Encoded, Tokenizer
from pipeline.training.batch import Mode
from pipeline.training.data_options import FimOptions
from pipeline.training.loading.cut import Cut, Marked, within

ATTEMPTS = 4  # at holes that break so few tokens that the example fits; after them holes are of whole lines
Ids = NDArray[np.int32]
Bools = NDArray[np.bool_]
Shares = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    """What a row takes of a piece.

    Attributes:
        ids: tokens, control tokens included.
        counted: whether the loss counts a token when it is the one to follow.
        mode: how it was made.
        remaining: share of its middle that follows a token; NaN outside middles. None where nobody asked, or without
            a middle.
    """

    ids: Ids
    counted: Bools
    mode: Mode
    remaining: Shares | None = None

    def __len__(self) -> int:
        """Tokens."""
        return len(self.ids)

    def part(self, start: int, end: int) -> "Example":
        """The tokens from `start` up to `end`."""
        remaining = None if self.remaining is None else self.remaining[start:end]
        return Example(self.ids[start:end], self.counted[start:end], self.mode, remaining)


@dataclass(frozen=True, slots=True)
class _Run:
    """Tokens in a row of an example; of a middle, or not."""

    ids: Ids
    counted: Bools
    remaining: Shares | None = None


class Examples:
    """Makes examples of pieces, always the same one of the same piece in the same epoch."""

    def __init__(self, tokenizer: Tokenizer, options: FimOptions, window: int, seed: int) -> None:
        self._tokenizer, self._options, self._window, self._seed = tokenizer, options, window, seed
        self._kinds = sorted(kind for kind, weight in options.middles.items() if weight)
        weights = np.array([options.middles[kind] for kind in self._kinds])  # type: ignore[index]
        self._weights = weights / weights.sum()

    def of(self, marked: Marked, piece: Cut, epoch: int, copy: int) -> Example:
        """The example of a piece: with holes, if the draw for it says so and it has text for one, else as it is."""
        if marked.document.domain not in self._options.domains or not self._options.rate:
            return self._plain(marked, piece)
        random = generator(self._seed, "fim", marked.document.document_id, piece.number, epoch, copy)
        regions = self._regions(marked, piece)
        drawn = [region for region, draw in zip(regions, random.random(len(regions)), strict=True)
                 if draw < self._options.rate]
        mode: Literal["psm", "spm"] = "spm" if random.random() < self._options.spm else "psm"
        attempt = 0
        while drawn:
            holes = [self._hole(marked, region, attempt, random) for region in drawn]
            example = self._with_holes(marked, piece, drawn, holes, mode)
            if len(example) <= self._window:
                return example
            attempt += 1
            if attempt > ATTEMPTS:
                drawn = drawn[: len(drawn) // 2]
        return self._plain(marked, piece)

    def _regions(self, marked: Marked, piece: Cut) -> list[Range]:
        """The stretches of a piece that have a hole each or none: those with text for one."""
        regions = [(piece.start, piece.end)]
        if self._options.scope == "file":
            regions = within(marked.files, piece.start, piece.end)
        return [region for region in regions if marked.trained_in(*region)]

    def _hole(self, marked: Marked, region: Range, attempt: int, random: np.random.Generator) -> Range:
        kinds = ["line"] if attempt >= ATTEMPTS else [str(random.choice(self._kinds, p=self._weights)), "character"]
        for kind in kinds:
            hole = choose(kind, marked.text, marked.trained_in(*region), random, marked.blocks)
            if hole is not None:
                return hole
        raise AssertionError("a region has text for a hole of any characters")

    def _plain(self, marked: Marked, piece: Cut) -> Example:
        runs = [self._control("bos"), _Run(piece.tokens.ids, marked.counted(piece.tokens))]
        if piece.last:
            runs.append(self._control("eos", counted=bool(len(runs[-1].counted) and runs[-1].counted[-1])))
        return _example(runs, "left_to_right")

    def _with_holes(
        self, marked: Marked, piece: Cut, regions: Sequence[Range], holes: Sequence[Range], mode: Literal["psm", "spm"]
    ) -> Example:
        """Text around and between the regions as it is, each region as prefix, suffix and middle."""
        layouts = [Layout.of(*region, hole, mode) for region, hole in zip(regions, holes, strict=True)]
        edges = [piece.start, *(edge for region in regions for edge in region), piece.end]
        between = list(zip(edges[::2], edges[1::2], strict=True))
        ranges = [each for layout in layouts for each in layout.parts()]
        runs = self._runs(marked, piece, [*between, *ranges])
        plain, parts = runs[: len(between)], runs[len(between) :]
        found = [self._control("bos"), plain[0][0]]
        for number, layout in enumerate(layouts):
            triple = [run for run, _ in parts[3 * number : 3 * number + 3]]
            middle = parts[3 * number + 2][1]
            found += [self._example(triple, middle.starts >= layout.hole[0]), plain[number + 1][0]]
        if piece.last and len(plain[-1][0].ids):
            found.append(self._control("eos", counted=bool(plain[-1][0].counted[-1])))
        return _example(found, mode)

    def _example(self, parts: Sequence[_Run], in_middle: Bools) -> _Run:
        """One fill-in-the-middle example; its marks are never what a model should say, the closing `eos` is."""
        prefix, suffix, middle = parts
        no, yes = np.array([False]), np.array([True])
        counted = np.concatenate([no, prefix.counted, no, suffix.counted, no, middle.counted, yes])
        ids = join(prefix.ids, suffix.ids, middle.ids, self._tokenizer.controls)
        if not self._options.remaining:
            return _Run(ids, counted)
        remaining = np.full(len(ids), np.nan, np.float32)
        size = int(in_middle.sum())
        remaining[len(ids) - 1 - size : -1] = np.arange(size - 1, -1, -1) / max(1, size)
        return _Run(ids, counted, remaining)

    def _runs(self, marked: Marked, piece: Cut, ranges: Sequence[Range]) -> list[tuple[_Run, Encoded]]:
        """Tokens of ranges of a piece, with their places. Those of its whole lines are there already."""
        plans = [_plan(marked.text, piece, *one) for one in ranges]
        wanted = [each for plan in plans for each in plan if isinstance(each, tuple)]
        encoded = iter(self._tokenizer.encode_all([marked.text[start:end] for start, end in wanted]))
        runs = []
        for plan in plans:
            parts = [piece.tokens.part(each.start, each.stop) if isinstance(each, range)
                     else (found := next(encoded)).part(0, len(found.ids), each[0]) for each in plan]
            tokens = Encoded.joined(parts)
            runs.append((_Run(tokens.ids, marked.counted(tokens)), tokens))
        return runs

    def _control(self, role: str, *, counted: bool = False) -> _Run:
        return _Run(np.array([getattr(self._tokenizer.controls, role)], np.int32), np.array([counted]))


def _plan(text: str, piece: Cut, start: int, end: int) -> list[Range | range]:
    """A stretch of a piece as characters to encode, and tokens of the piece: those of whole lines within it.

    The same as encoding all of it with a tokenizer that joins nothing over a line end; with others, too, tokens of it.
    """
    first = start if start == piece.start else text.find("\n", start - 1, end) + 1
    last = end if end == piece.end else text.rfind("\n", start, end) + 1
    if not start <= first < last:
        return [(start, end)]
    numbers = [_token_at(piece.tokens, place) for place in (first, last)]
    if None in numbers:
        return [(start, end)]
    return [(start, first), range(*numbers), (last, end)]  # type: ignore[arg-type]


def _token_at(tokens: Encoded, place: int) -> int | None:
    """The number of tokens before a place; None where it is within one."""
    number = int(np.searchsorted(tokens.starts, place))
    return number if number == 0 or tokens.ends[number - 1] <= place else None


def _example(runs: Sequence[_Run], mode: Mode) -> Example:
    ids, counted = np.concatenate([run.ids for run in runs]), np.concatenate([run.counted for run in runs])
    if all(run.remaining is None for run in runs):
        return Example(ids, counted, mode)
    remaining = [np.full(len(run.ids), np.nan, np.float32) if run.remaining is None else run.remaining for run in runs]
    return Example(ids, counted, mode, np.concatenate(remaining))
