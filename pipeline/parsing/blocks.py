"""The blocks of a tree: its nodes of more than one line, such as functions, bodies and calls over several lines.

They are what fill-in-the-middle takes out whole (pipeline.fim). Any named node of any grammar counts, so that no
language has to say which of its nodes are worth it; nodes within a line are not kept, as lines tell enough of those.
"""

from collections.abc import Sequence

import numpy as np
import tree_sitter

SPACING = 256  # bytes of text for each block that is kept
FEWEST, MOST = 8, 20_000  # that are kept of one file if it has them
PAIR_BYTES = 8
_WHITE = b" \t\r\n"


def block_spans(root: tree_sitter.Node, source: bytes) -> bytes:
    """The blocks of a file as `packed` gives them, without white space at their ends.

    Of more than one for every SPACING bytes the largest are kept: what draws them does so by size (pipeline.fim).
    """
    found: set[tuple[int, int]] = set()
    ends: dict[int, int] = {}
    waiting = [root]
    while waiting:
        for node in waiting.pop().named_children:
            start, end = node.start_byte, node.end_byte
            if source.find(b"\n", start, end) < 0:
                continue
            waiting.append(node)
            if end not in ends:
                ends[end] = _without_white(source, end)
            if not node.is_error and source.find(b"\n", start, ends[end]) >= 0:
                found.add((start, ends[end]))
    most = min(MOST, max(FEWEST, len(source) // SPACING))
    return packed(sorted(found, key=lambda span: (span[0] - span[1], span))[:most])


def packed(spans: Sequence[tuple[int, int]]) -> bytes:
    """First bytes and ends as little-endian uint32 in pairs, ascending; of those that begin together longest first."""
    ordered = sorted(spans, key=lambda span: (span[0], -span[1]))
    return np.array(ordered, "<u4").tobytes()


def unpacked(blocks: bytes, size: int) -> list[tuple[int, int]]:
    """The pairs of `packed` that lie in a text of `size` bytes: the child that made them may have been led astray."""
    pairs = np.frombuffer(blocks, "<u4").reshape(-1, 2).astype(np.int64)
    good = (pairs[:, 0] < pairs[:, 1]) & (pairs[:, 1] <= size)
    return [(start, end) for start, end in pairs[good].tolist()]


def _without_white(source: bytes, end: int) -> int:
    while end and source[end - 1] in _WHITE:
        end -= 1
    return end
