"""Where a file names something that another file of its repository defines.

What is defined where comes from the parse (top-level names that a file declares) and from the graph (which statement
leads to which file), not from names that happen to be equal: a name counts only as the statement brings it in.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.imports.edge import Edge
from pipeline.parsing.parsed_file import ParsedFile
from pipeline.quality.features import unpacked

_NAME = re.compile(rb"[A-Za-z_$\x80-\xff][\w$\x80-\xff]*+")
_PARTS = re.compile(r"[^\w$]+")
_RECEIVER = re.compile(rb"([\w$\x80-\xff]++)\s*+(?:\.|::|->)\s*+$")
_MEMBER = re.compile(rb"(?:\.|::|->)\s*+$")
_DECLARES = re.compile(rb"\b(?:def|class|func|fn|function|interface|struct|enum|trait|type)\s++$")
_ASSIGNED = re.compile(rb"\s*+=(?![=>])")
LOOK_BACK = 200  # bytes before a name that may say what it belongs to
IMPLICIT = frozenset({"same-package", "qualified", "global-import"})  # kinds that no statement spells


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Bytes of a file's text that name something, the file that defines it, and whether an import does so."""

    start: int
    end: int
    path: str
    imported: bool


@dataclass(slots=True)
class _Brought:
    """Names that dependencies bring into a file: by themselves, or behind the name of what they are members of.

    Attributes:
        bare: the file that defines a name.
        members: the same by what stands before the name.
        listed: for names that a statement lists, the line where it begins.
    """

    bare: dict[str, str] = field(default_factory=dict)
    members: dict[str, dict[str, str]] = field(default_factory=dict)
    listed: dict[str, int] = field(default_factory=dict)


def mentions(text: bytes, parsed: ParsedFile, edges: Iterable[Edge], others: Mapping[str, ParsedFile]) -> list[Mention]:
    """The places in a file, outside of comments and strings, that name what one of its dependencies defines.

    Args:
        text: UTF-8 of the file.
        parsed: what the parser read of it.
        edges: its dependencies.
        others: what the parser read of the files that these lead to.
    """
    brought = _brought(parsed, edges, others)
    if not brought.bare and not brought.members:
        return []
    return list(_found(text, parsed, brought))


def _brought(parsed: ParsedFile, edges: Iterable[Edge], others: Mapping[str, ParsedFile]) -> _Brought:
    found, uses, own = _Brought(), set(parsed.uses), set(parsed.defines)
    for edge in sorted(edges):
        defined = set(others[edge.dst].defines) if edge.dst in others else set()
        if edge.kind in IMPLICIT:
            found.bare.update(dict.fromkeys((defined & uses) - own, edge.dst))
            continue
        for statement in parsed.imports:
            if statement.line != edge.line:
                continue
            last = _PARTS.split(statement.module)[-1]
            names = defined & {*statement.names, last}
            if statement.wildcard:
                names |= {name for name in defined - own if not name.startswith("_")}
            found.bare.update(dict.fromkeys(names, edge.dst))
            found.listed.update(dict.fromkeys(names & set(statement.names), statement.line))
            stem = edge.dst.rsplit("/", 1)[-1].split(".", 1)[0]
            for receiver in {last, *({stem} & set(statement.names))} - {""}:
                found.members.setdefault(receiver, {}).update(dict.fromkeys(defined, edge.dst))
    return found


def _found(text: bytes, parsed: ParsedFile, brought: _Brought) -> Iterator[Mention]:
    hidden, listed = iter(_hidden(parsed, len(text))), dict(brought.listed)
    start, end = next(hidden, (len(text), len(text)))
    line, place = 1, 0
    for match in _NAME.finditer(text):
        while match.start() >= end:
            start, end = next(hidden, (len(text), len(text) + 1))
        name = match.group().decode("utf-8", "replace")
        path = None if match.end() > start else _definer(text, match, name, brought)
        if path is not None:
            line, place = line + text.count(b"\n", place, match.start()), match.start()
            # The statement itself is the first place from its line on.
            imported = name in listed and line >= listed[name]
            if imported:
                del listed[name]
            yield Mention(match.start(), match.end(), path, imported)


def _definer(text: bytes, match: re.Match[bytes], name: str, brought: _Brought) -> str | None:
    """The file that defines a name as it stands at a place; None for a name of the file's own."""
    before = text[max(0, match.start() - LOOK_BACK) : match.start()]
    if _MEMBER.search(before):
        receiver = _RECEIVER.search(before)
        owner = receiver[1].decode("utf-8", "replace") if receiver else ""
        return brought.members.get(owner, {}).get(name)
    if name not in brought.bare or _ASSIGNED.match(text, match.end()) or _DECLARES.search(before):
        return None  # not brought in, or a keyword, or a new meaning
    return brought.bare[name]


def _hidden(parsed: ParsedFile, size: int) -> list[tuple[int, int]]:
    """Bytes of comments and strings, ascending and disjoint."""
    spans = unpacked(parsed.nodes, size)
    both = sorted(pair for role in ("comment", "string")
                  for pair in zip(spans[role].starts.tolist(), spans[role].ends.tolist(), strict=True))
    found: list[tuple[int, int]] = []
    for start, end in both:
        if not found or start >= found[-1][1]:
            found.append((start, end))
        else:
            found[-1] = found[-1][0], max(end, found[-1][1])
    return found
