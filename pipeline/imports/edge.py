"""A resolved dependency."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """`src` depends on `dst`, as the statement on `line` (from 1; 0 when there is no single line) says."""

    src: str
    dst: str
    kind: str
    line: int
