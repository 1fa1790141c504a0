"""Where any of many short literals stands in a text, in one pass (Aho and Corasick, CACM 18(6), 1975).

Letters are compared without case and all digits are alike: what is found is a place worth a regular expression,
no more.
"""

from collections import deque
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.compiled import compile_kernel


class Anchors:
    """An automaton over the literals' bytes."""

    def __init__(self, literals: Iterable[bytes]) -> None:
        """Build the automaton; literals that are the same when folded count as one, the first."""
        self.literals = list(dict.fromkeys(fold(literal) for literal in literals))
        used = sorted(set(b"".join(self.literals)))
        classes = {byte: number for number, byte in enumerate(used, 1)}
        self._classes = np.array([classes.get(byte, 0) for byte in fold(bytes(range(256)))], dtype=np.int32)
        nodes = self._trie(classes)
        self._steps, self._ends, self._links = _automaton(nodes, len(used) + 1)

    def places(self, text: bytes) -> list[tuple[int, int]]:
        """Start and number of every literal in the text, by where they end."""
        found = _kernel()(np.frombuffer(text, dtype=np.uint8), self._classes, self._steps, self._ends, self._links)
        return [(end - len(self.literals[number]), number) for end, number in found.tolist()]

    def _trie(self, classes: dict[int, int]) -> list[tuple[dict[int, int], int]]:
        """Nodes as children by class and the number of the literal that ends there, -1 for none."""
        children: list[dict[int, int]] = [{}]
        ends = [-1]
        for number, literal in enumerate(self.literals):
            node = 0
            for byte in literal:
                if classes[byte] not in children[node]:
                    children[node][classes[byte]] = len(children)
                    children.append({})
                    ends.append(-1)
                node = children[node][classes[byte]]
            ends[node] = number
        return list(zip(children, ends, strict=True))


def fold(text: bytes) -> bytes:
    """Small letters, and 0 for every digit."""
    return text.lower().translate(bytes.maketrans(b"123456789", b"0" * 9))


def _automaton(nodes: list[tuple[dict[int, int], int]], width: int) -> tuple[npt.NDArray[np.int32], ...]:
    """Next state by state and class; the literal that ends in a state; the state of the next shorter, 0 for none."""
    steps = np.zeros((len(nodes), width), dtype=np.int32)
    ends = np.array([end for _, end in nodes], dtype=np.int32)
    links, fails = np.zeros(len(nodes), dtype=np.int32), np.zeros(len(nodes), dtype=np.int32)
    queue = deque([0])
    while queue:
        node = queue.popleft()
        if node:
            steps[node] = steps[fails[node]]
            links[node] = fails[node] if ends[fails[node]] >= 0 else links[fails[node]]
        for label, child in nodes[node][0].items():
            fails[child] = steps[node, label]
            queue.append(child)
        for label, child in nodes[node][0].items():
            steps[node, label] = child
    return steps, ends, links


def _scan(text: Any, classes: Any, steps: Any, ends: Any, links: Any) -> Any:
    """Rows of (end, literal)."""
    found = np.empty((256, 2), dtype=np.int64)
    count, state = 0, 0
    for place in range(len(text)):
        state = steps[state, classes[text[place]]]
        here = state if ends[state] >= 0 else links[state]
        while here > 0:
            if count == len(found):
                larger = np.empty((2 * count, 2), dtype=np.int64)
                larger[:count] = found
                found = larger
            found[count, 0] = place + 1
            found[count, 1] = ends[here]
            count += 1
            here = links[here]
    return found[:count]


@cache
def _kernel() -> Callable[..., Any]:
    """The pass, compiled; where it cannot be, the same in plain Python, a hundred times as slow."""
    numbers = np.zeros(1, dtype=np.int32)
    text = np.frombuffer(b"a", dtype=np.uint8)
    return compile_kernel(_scan, text, np.zeros(256, dtype=np.int32), np.zeros((1, 1), dtype=np.int32),
                          np.full(1, -1, dtype=np.int32), numbers) or _scan
