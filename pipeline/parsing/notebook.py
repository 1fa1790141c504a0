"""The code of a Jupyter notebook, with the line of the JSON file in which each line of code stands."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# A string that nothing closes is a lone quote, at which reading ends. Possessive: nothing is ever tried again.
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]:,]|"|[^\s{}\[\]:,"]+', re.DOTALL)
_SOURCES = frozenset({"source", "input"})  # nbformat 4 and 3
# A cell is an object in the array `cells`: of the notebook, or of its worksheets in nbformat 3.
_CELL_DEPTHS = frozenset({3, 5})
# Magics that hand the rest of the cell to the kernel as it is; after others it is in another language.
TRANSPARENT = frozenset({"%%time", "%%timeit", "%%capture", "%%prun", "%%memit"})


@dataclass(slots=True)
class _Frame:
    """An open object or array, the key under way, and whether a string would be the next key."""

    is_object: bool
    key: str = ""
    expects_key: bool = True


@dataclass(slots=True)
class _Cell:
    """What is known of a cell so far: its type, and its lines of code, each with the pieces it is written in."""

    kind: str = ""
    pieces: list[tuple[int, list[str]]] = field(default_factory=list)
    goes_on: bool = False

    def add(self, number: int, text: str) -> None:
        first, *others = text.split("\n")
        if self.goes_on and self.pieces:
            self.pieces[-1][1].append(first)
        else:
            self.pieces.append((number, [first]))
        self.pieces += [(number, [line]) for line in others]
        self.goes_on = any(self.pieces[-1][1])
        if not self.goes_on:
            self.pieces.pop()

    def lines(self) -> list[tuple[int, str]]:
        return [(number, "".join(pieces)) for number, pieces in self.pieces]


def notebook_code(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The language as the notebook names it, in lower case (empty if it does not), and its lines of code in order.

    Magics, shell commands and questions to the kernel are empty lines; text that is no notebook has no code.
    """
    cells: list[_Cell] = []
    words: dict[str, str] = {}
    stack: list[_Frame] = []
    for number, piece in _tokens(text):
        top = stack[-1] if stack else None
        if piece in "{[":
            stack.append(_Frame(piece == "{"))
            if piece == "{" and _in_cell(stack, 0):
                cells.append(_Cell())
        elif piece in "}]":
            if not stack:
                break
            stack.pop()
        elif piece == ",":
            if top is not None:
                top.expects_key = True
        elif top is not None and top.is_object and top.expects_key and piece[0] == '"':
            top.key, top.expects_key = piece[1:-1], False
        elif piece[0] == '"':
            _value(stack, cells, words, number, piece)
    code = [line for cell in cells if cell.kind == "code" for line in _plain(cell.lines())]
    return words.get("language") or words.get("language_info") or words.get("name") or "", code


def _tokens(text: str) -> Iterator[tuple[int, str]]:
    """Tokens of JSON with their lines, up to what cannot be one."""
    number, counted = 1, 0
    for found in _TOKEN.finditer(text):
        if found.group() == '"':
            return
        number += text.count("\n", counted, found.start())
        counted = found.start()
        yield number, found.group()


def _in_cell(stack: list[_Frame], depth: int) -> bool:
    """Whether the frame `depth` above the innermost is a cell."""
    place = len(stack) - depth
    return place in _CELL_DEPTHS and stack[place - 3].key == "cells" and not stack[place - 2].is_object


def _value(stack: list[_Frame], cells: list[_Cell], words: dict[str, str], number: int, piece: str) -> None:
    """Take note of a string that is a value."""
    keys = [frame.key for frame in stack] if len(stack) <= 3 else []
    if _in_cell(stack, 0) and stack[-1].key == "cell_type":
        cells[-1].kind = _decoded(piece)
    elif (_in_cell(stack, 0) and stack[-1].key in _SOURCES) or (
        _in_cell(stack, 1) and stack[-2].key in _SOURCES and not stack[-1].is_object
    ):
        cells[-1].add(number, _decoded(piece))
    elif keys[:2] == ["metadata", "kernelspec"] and keys[2:] in (["language"], ["name"]):
        words[keys[2]] = _decoded(piece).lower()
    elif keys == ["metadata", "language_info", "name"]:
        words["language_info"] = _decoded(piece).lower()


def _decoded(piece: str) -> str:
    try:
        return str(json.loads(piece, strict=False))
    except ValueError:
        return ""


def _plain(lines: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Lines of a cell without what only the notebook understands; none if another language follows."""
    first = next((text.split()[0] for _, text in lines if text.strip()), "")
    if first.startswith("%%") and first not in TRANSPARENT:
        return
    for number, text in lines:
        yield number, "" if text.lstrip().startswith(("%", "!", "?")) else text
