"""Where a file names something that another file of its repository defines.

What is defined where comes from the parse (top-level names that a file declares) and from the graph (which statement
leads to which file), not from names that happen to be equal: a name counts only as the statement brings it in.
"""

import re
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice, takewhile

from pipeline.imports.edge import Edge
from pipeline.parsing.parsed_file import ImportStatement, ParsedFile
from pipeline.quality.features import unpacked

_NAME = re.compile(rb"[A-Za-z_$\x80-\xff][\w$\x80-\xff]*+")
_PARTS = re.compile(r"[^\w$]+")
_RECEIVER = re.compile(rb"([\w$\x80-\xff]++)\s*+(?:\.|::|->)\s*+$")
_MEMBER = re.compile(rb"(?:\.|::|->)\s*+$")
_DECLARES = re.compile(rb"\b(?:def|class|func|fn|function|interface|struct|enum|trait|type)\s++$")
_ASSIGNED = re.compile(rb"\s*+=(?![=>])")
MOST_VISITS = 20_000  # of files, to find what is passed on to one
LOOK_BACK = 200  # bytes before a name that may say what it belongs to
PASSED_ON, MEMBERS = "pub", "members"  # styles: names are the file's own, too; names are those of what holds others
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
    members: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    listed: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Names:
    """What the files of a repository define and name of one another.

    Attributes:
        files: what the parser read of each (`Language.with_names`), by path.
        edges: the dependencies of each.
    """

    files: Mapping[str, ParsedFile]
    edges: Mapping[str, Sequence[Edge]]

    def mentions(self, path: str, text: bytes) -> list[Mention]:
        """The places in a file, outside of comments and strings, that name what it depends on defines.

        Args:
            path: of the file.
            text: its UTF-8.
        """
        brought = self._brought(path)
        if not brought.bare and not brought.members:
            return []
        return list(_found(text, self.files[path], brought))

    def _brought(self, path: str) -> _Brought:
        found, file, everything = _Brought(), self.files[path], []
        uses, own = set(file.uses), set(file.defines)
        for edge in sorted(self.edges.get(path, ())):
            if edge.kind in IMPLICIT and edge.dst in self.files:
                found.bare.update(dict.fromkeys((set(self.files[edge.dst].defines) & uses) - own, edge.dst))
            statements = [] if edge.kind in IMPLICIT else _spelling(file, edge)
            if any(statement.wildcard for statement in statements):
                everything.append(edge.dst)
            elif statements:
                _list(found, statements, edge.dst, self._given([edge.dst]))
        for name, place in self._given(everything).items():
            # Where uses are read, those of the file's own things are told from others.
            if name not in own and not name.startswith("_") and (name in uses or not uses):
                found.bare.setdefault(name, place)
                for package in self.files[place].packages:
                    found.members[_PARTS.split(package)[-1]].setdefault(name, place)
        return found

    def _given(self, paths: Iterable[str]) -> dict[str, str]:
        """The names that files give to those that import them, and where each is defined.

        Those are their own, and those that they import and pass on; what is nearer goes first.
        """
        found: dict[str, str] = {}
        asked: dict[str, set[str] | None] = {}  # by file, names it was asked for; None for all
        waiting: deque[tuple[str, set[str] | None]] = deque((path, None) for path in paths)
        for _ in range(MOST_VISITS):
            if not waiting:
                break
            path, wanted = waiting.popleft()
            known = asked.setdefault(path, set())
            if path not in self.files or known is None or (wanted is not None and wanted <= known):
                continue
            asked[path] = None if wanted is None else known | wanted
            for name in self.files[path].defines:
                if wanted is None or name in wanted:
                    found.setdefault(name, path)
            waiting += self._passed_on(path, wanted)
        return found

    def _passed_on(self, path: str, wanted: set[str] | None) -> Iterator[tuple[str, set[str] | None]]:
        """The files whose names a file passes on, and which of them; None for all."""
        for edge in self.edges.get(path, ()):
            for statement in _spelling(self.files[path], edge):
                if statement.style == PASSED_ON:
                    listed = None if statement.wildcard else _listed(statement)
                    yield edge.dst, wanted if listed is None else listed if wanted is None else listed & wanted


def _spelling(file: ParsedFile, edge: Edge) -> list[ImportStatement]:
    """The statements of a file that a dependency may come from: those of its line."""
    first = bisect_left(file.imports, edge.line, key=lambda statement: statement.line)
    return list(takewhile(lambda statement: statement.line == edge.line, islice(file.imports, first, None)))


def _listed(statement: ImportStatement) -> set[str]:
    return {*statement.names} or {_PARTS.split(statement.module)[-1]}


def _list(found: _Brought, statements: Sequence[ImportStatement], path: str, given: Mapping[str, str]) -> None:
    """Add what statements list of the names that a file gives; without a list, that after which they are members."""
    stem = path.rsplit("/", 1)[-1].split(".", 1)[0]
    receivers = {name for statement in statements if statement.style == MEMBERS for name in statement.names}
    plain = not receivers and all(statement.style != PASSED_ON for statement in statements)
    for statement in statements:
        last, listed = _PARTS.split(statement.module)[-1], set(statement.names)
        names = given.keys() & {*listed, *([last] if plain else ())}
        found.bare.update((name, given[name]) for name in names)
        found.listed.update(dict.fromkeys(names & listed, statement.line))
        receivers |= {last, *({stem} & listed)} - {""} if plain else set()
    for receiver in receivers:
        found.members[receiver].update(given)


def _found(text: bytes, parsed: ParsedFile, brought: _Brought) -> Iterator[Mention]:
    hidden, listed = iter(_hidden(parsed, len(text))), dict(brought.listed)
    start, end = next(hidden, (len(text), len(text)))
    line, place, uses = 1, 0, set(parsed.uses)
    for match in _NAME.finditer(text):
        while match.start() >= end:
            start, end = next(hidden, (len(text), len(text) + 1))
        name = match.group().decode("utf-8", "replace")
        path = None if match.end() > start else _definer(text, match, name, brought, uses)
        if path is not None:
            line, place = line + text.count(b"\n", place, match.start()), match.start()
            # The statement itself is the first place from its line on.
            imported = name in listed and line >= listed[name]
            if imported:
                del listed[name]
            yield Mention(match.start(), match.end(), path, imported)


def _definer(text: bytes, match: re.Match[bytes], name: str, brought: _Brought, uses: Set[str]) -> str | None:
    """The file that defines a name as it stands at a place; None for a name of the file's own."""
    before = text[max(0, match.start() - LOOK_BACK) : match.start()]
    if _MEMBER.search(before):
        receiver = _RECEIVER.search(before)
        owner = receiver[1].decode("utf-8", "replace") if receiver else ""
        return brought.members.get(owner, {}).get(name)
    # A keyword or a new meaning, where the tree was not asked.
    new = name not in uses and (_ASSIGNED.match(text, match.end()) or _DECLARES.search(before))
    return None if new else brought.bare.get(name)


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
