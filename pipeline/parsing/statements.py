"""Import statements of one file, put together from the matches of its query."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

import tree_sitter

from pipeline.parsing.node_names import names_of, spelled, unquoted
from pipeline.parsing.parsed_file import ImportStatement
from pipeline.parsing.query import Pattern

# Bounds on what one file can make us carry; of more than that the first in the file are kept.
MAX_IMPORTS = 20_000
MAX_NAMES = 20_000  # of each: declared, packages, imported by one statement
MAX_MODULE_BYTES = 8_000  # a module may be a whole tree of names, as in Rust's `use a::{b, c::{d, e}};`

Captures = Mapping[str, list[tree_sitter.Node]]
"""Nodes of one match by the names of their captures."""


@dataclass(slots=True)
class _Statement:
    """An import statement as matches add to it."""

    line: int
    place: int
    wildcard: bool
    names: list[tree_sitter.Node]
    named: tree_sitter.Node


class Statements:
    """Matches with the same first byte of the statement, module, kind and style are one statement."""

    def __init__(self, source: bytes) -> None:
        """Take the text of the file."""
        self._source = source
        self._found: dict[tuple[int, str, str, str], _Statement] = {}

    def add(self, captures: Captures, pattern: Pattern) -> None:
        """Add what a match with a @module asks for."""
        for start, line, place, module in _asked(captures, pattern, self._source):
            named = pattern.spelled_as.replace("*", module, 1)
            key = (start, named, pattern.kind, pattern.style)
            statement = self._found.setdefault(key, _Statement(line, place, False, [], captures["module"][-1]))
            statement.place = min(statement.place, place)
            statement.wildcard |= "wildcard" in captures
            statement.names += captures.get("name", ())

    def imports(self, counts: Callable[[int, tree_sitter.Node], bool]) -> tuple[ImportStatement, ...]:
        """Statements in order of the file, of those that count by their first byte and the node of their module."""
        seen = [item for item in self._found.items() if counts(item[1].place, item[1].named)]
        ordered = sorted(seen, key=lambda item: (item[0][0], item[1].place, item[0]))
        return tuple(
            ImportStatement(module, tuple(names_of(found.names, self._source, MAX_NAMES)), found.line, kind,
                            found.wildcard, style)
            for (_, module, kind, style), found in ordered[:MAX_IMPORTS]
        )


def _asked(captures: Captures, pattern: Pattern, source: bytes) -> Iterator[tuple[int, int, int, str]]:
    """Per module that a match asks for: first byte and line of its statement, its own first byte, its spelling."""
    modules = captures["module"]
    if pattern.each is not None:
        for node in modules:
            yield from _searched(node, pattern.each, source)
        return
    module = pattern.join.join(spelled(node, source) for node in modules)
    if module and sum(node.end_byte - node.start_byte for node in modules) <= MAX_MODULE_BYTES:
        whole = captures["import"][0] if "import" in captures else modules[0]
        yield whole.start_byte, whole.start_point[0] + 1, modules[0].start_byte, module


def _searched(node: tree_sitter.Node, each: re.Pattern[bytes], source: bytes) -> Iterator[tuple[int, int, int, str]]:
    text = source[node.start_byte : node.end_byte]
    line, counted = node.start_point[0] + 1, 0
    for match in islice(each.finditer(text), MAX_IMPORTS):
        start, end = match.span(match.lastindex or 0)
        if end - start <= MAX_MODULE_BYTES and (module := unquoted(text[start:end].decode("utf-8", "replace"))):
            line, counted = line + text.count(b"\n", counted, start), start
            yield node.start_byte + start, line, node.start_byte + start, module
