r"""The nodes of a text: those of its syntax tree, as far as they are known, else read from indentation and brackets.

Nothing is parsed here: curation parsed every file whole, and kept its nodes of more than one line (the column `blocks`
of schemas.documents). Where there are none, because a language has no grammar, lines and brackets tell what a tree
would show of statements, blocks, bodies and argument lists, in linear time for any text. They do not tell strings and
comments apart, so a bracket in one may hide or add a node. Never a border within a word.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_LINE = re.compile(r"[ \t]*+[^\n]*+\n?")
_SPACES = re.compile(r"\s++")
_BRACKETS = re.compile(r"[()\[\]{}]")
_CLOSING = {")": "(", "]": "[", "}": "{"}
_CLOSER = re.compile(r"[ \t]*+(?:[)\]}]|end\b|fi\b|done\b|esac\b|</)")
_TAB = 8  # columns


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """Characters from `start` up to `end`, within those of `parent` (None: of the text)."""

    start: int
    end: int
    parent: "Node | None"


@dataclass(frozen=True, slots=True)
class _Line:
    start: int  # of its first character that is no indentation
    end: int  # of its text, without white space behind
    indent: int
    closes: bool


def nodes(text: str, blocks: Sequence[tuple[int, int]] = ()) -> list[Node]:
    """The nodes of a text, no two of which overlap without one being in the other, in the order of their beginnings.

    They are: a line without its indentation, unless a bracket of it closes in another line; and the blocks. Without
    blocks: a line with all deeper ones below it, and the line that closes them; these deeper lines alone; brackets with
    what is between; what is between.

    Args:
        text: any text.
        blocks: nodes of its tree of more than one line.
    """
    lines, groups = _lines(text), list(_groups(text))
    larger = blocks or {*_blocks(lines), *groups}
    ranges = sorted({*_whole(lines, groups), *larger}, key=lambda found: (found[0], -found[1]))
    found: list[Node] = []
    above: list[Node] = []
    for start, end in ranges:
        while above and above[-1].end <= start:
            above.pop()
        if not above or end <= above[-1].end:
            above.append(Node(start, end, above[-1] if above else None))
            found.append(above[-1])
    return found


def _lines(text: str) -> list[_Line]:
    found = []
    for match in _LINE.finditer(text):
        line = match.group()
        body = line.strip()
        if body:
            lead = line[: len(line) - len(line.lstrip())]
            start = match.start() + len(lead)
            found.append(_Line(start, start + len(body), len(lead.expandtabs(_TAB)), bool(_CLOSER.match(line))))
    return found


def _whole(lines: Sequence[_Line], groups: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The lines in which no group begins or ends that reaches into another one."""
    starts = [line.start for line in lines]
    broken: set[int] = set()
    for first, last in groups:
        one, other = bisect_right(starts, first), bisect_right(starts, last - 1)
        if one != other:
            broken.update((one - 1, other - 1))
    for number, line in enumerate(lines):
        if number not in broken:
            yield line.start, line.end


def _blocks(lines: Sequence[_Line]) -> Iterator[tuple[int, int]]:
    """Lines with what is deeper below them, and what is deeper."""
    open_lines: list[int] = []  # numbers of lines whose deeper ones are being read, ever deeper
    last = len(lines) - 1
    for number, line in enumerate(lines):
        while open_lines and lines[open_lines[-1]].indent >= line.indent:
            head = open_lines.pop()
            if number - head > 1:
                yield lines[head + 1].start, lines[number - 1].end
                closed = line.closes and line.indent == lines[head].indent
                yield lines[head].start, line.end if closed else lines[number - 1].end
        open_lines.append(number)
    for head in open_lines:
        if head < last:
            yield lines[head + 1].start, lines[last].end
            yield lines[head].start, lines[last].end


def _groups(text: str) -> Iterator[tuple[int, int]]:
    """Brackets with what is between them, and what is between without the white space around it."""
    spaces = [match.span() for match in _SPACES.finditer(text)]
    behind, before = dict(spaces), {end: start for start, end in spaces}
    opened: list[tuple[str, int]] = []
    for match in _BRACKETS.finditer(text):
        bracket, place = match.group(), match.start()
        if bracket not in _CLOSING:
            opened.append((bracket, place))
        elif opened and opened[-1][0] == _CLOSING[bracket]:
            start = opened.pop()[1]
            yield start, place + 1
            first, last = behind.get(start + 1, start + 1), before.get(place, place)
            if first < last:
                yield first, last
        elif opened:
            opened.pop()
