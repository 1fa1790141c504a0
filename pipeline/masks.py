"""Masks: byte ranges of a document's text that are context only, so that no loss counts them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice, takewhile
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from schemas.corpus import CORPUS
from schemas.table import RANGE

Places = npt.NDArray[np.int64]
RANGES = pa.list_(pa.field("element", RANGE, nullable=False))
RULES = pa.list_(pa.string())
MOST_BYTES = 40  # bits of a place in a document; the rest of 63 number the documents of a batch


@dataclass(frozen=True, slots=True, order=True)
class Mask:
    """Bytes from start up to end, the rule that masks them, and of what they are (as in schemas.corpus)."""

    start: int
    end: int
    rule: str
    of: str


def disjoint(masks: Iterable[Mask]) -> list[Mask]:
    """Masks of one document from any number of sources, ascending and cut so that none overlap.

    Where masks overlap, the one that begins first has the shared bytes; among those that begin together, the longest,
    then the first by rule and `of`.
    """
    found: list[Mask] = []
    done = 0
    for mask in sorted(masks, key=lambda mask: (mask.start, -mask.end, mask.rule, mask.of)):
        if mask.end > max(done, mask.start):
            found.append(Mask(max(done, mask.start), mask.end, mask.rule, mask.of))
            done = mask.end
    return found


def disjoint_batch(masks: pa.Array) -> pa.Array:
    """The same for the masks of many documents."""
    found = [[asdict(mask) for mask in disjoint(Mask(**one) for one in each)] for each in masks.to_pylist()]
    return pa.array(found, CORPUS.arrow.field("masks").type)


def by_file(spans: Iterable[Mapping[str, Any]], masks: Sequence[Mapping[str, Any]]) -> list[list[Mask]]:
    """For each file of a document, the parts of the document's masks that lie in its text, in bytes of that text.

    Args:
        spans: of a row of schemas.documents.
        masks: of its row of schemas.corpus.
    """
    found, first = [], 0
    for start, end in ((span["start"], span["end"]) for span in spans):
        while first < len(masks) and masks[first]["end"] <= start:
            first += 1
        mine = takewhile(lambda mask: mask["start"] < end, islice(masks, first, None))  # noqa: B023 (used at once)
        found.append([Mask(max(mask["start"], start) - start, min(mask["end"], end) - start, mask["rule"], mask["of"])
                      for mask in mine])
    return found


def merged(masks: pa.Array) -> pa.Array:
    """Per document the ranges of its masks, those that touch as one."""
    starts, ends, owners, _ = _flat(masks)
    is_new = _begins(starts, ends)
    ranges = pa.StructArray.from_arrays(
        [pa.array(starts[is_new] & _PLACE), pa.array(ends[np.append(is_new[1:], True)[: len(ends)]] & _PLACE)],
        fields=list(RANGE),
    )
    counts = np.bincount(owners[is_new], minlength=len(masks))
    return pa.ListArray.from_arrays(_offsets(counts), ranges, type=RANGES)


def context_rules(spans: pa.Array, masks: pa.Array) -> pa.Array:
    """Per document, for each of its files the rule that makes it context only; None for those that are trained on.

    A file is context only when masks cover all bytes of its text; the rule is that of the mask over its first byte.
    """
    starts, ends, _, flat = _flat(masks)
    first, last, _, _ = _flat(spans)
    counts = pc.list_value_length(spans).to_numpy()
    if not len(starts):
        return pa.ListArray.from_arrays(_offsets(counts), pa.nulls(len(first), pa.string()))
    is_new = _begins(starts, ends)
    run_ends = ends[np.append(is_new[1:], True)]  # of ranges that touch
    mask = np.searchsorted(starts, first, side="right") - 1  # the last mask that does not begin after the file
    run = np.cumsum(is_new)[mask] - 1
    is_covered = (mask >= 0) & (run_ends[run] >= last)
    rules = flat.field("rule").take(pa.array(np.maximum(mask, 0)))
    return pa.ListArray.from_arrays(_offsets(counts), pc.if_else(pa.array(is_covered), rules, None))


_PLACE = np.int64((1 << MOST_BYTES) - 1)


def _flat(ranges: pa.Array) -> tuple[Places, Places, Places, pa.StructArray]:
    """Starts and ends of all ranges as numbers that ascend over documents, the document of each, and the ranges."""
    flat = ranges.flatten()
    owners = np.repeat(np.arange(len(ranges), dtype=np.int64), pc.list_value_length(ranges).to_numpy())
    base = owners << MOST_BYTES
    return base + flat.field("start").to_numpy(), base + flat.field("end").to_numpy(), owners, flat


def _begins(starts: Places, ends: Places) -> npt.NDArray[np.bool_]:
    """Which ranges do not touch the one before them."""
    return np.append(np.ones(min(1, len(starts)), dtype=np.bool_), starts[1:] > ends[:-1])


def _offsets(counts: npt.NDArray[Any]) -> pa.Array:
    return pa.array(np.append(0, np.cumsum(counts)), pa.int32())
