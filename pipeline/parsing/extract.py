"""What is read from one tree: syntax errors, imports, declared and used names, spans of nodes by role.

What the captures of an import query mean is told in pipeline.parsing.query.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

import tree_sitter

from pipeline.parsing.blocks import block_spans
from pipeline.parsing.node_names import spellings
from pipeline.parsing.parsed_file import ParsedFile
from pipeline.parsing.query import Reader
from pipeline.parsing.roles import role_spans
from pipeline.parsing.scopes import Scopes, Span, Spans
from pipeline.parsing.statements import MAX_NAMES, Captures, Statements
from pipeline.parsing.syntax import errors, unbalanced

MAX_USES = 50_000  # that one file can make us carry

_NAMES = ("package", "define", "use", "local", "aside", "ignored", "body")
_Nodes = dict[str, list[tree_sitter.Node]]
"""Nodes by how their patterns want them spelled."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What the matches of a query found in one file."""

    statements: Statements
    scopes: Scopes
    nodes: Mapping[str, _Nodes] = field(default_factory=lambda: {name: defaultdict(list) for name in _NAMES})


def extract(reader: Reader, source: bytes) -> ParsedFile:
    """Parse a file and read from its tree what curation needs; takes as long as the parser takes.

    The text is given to the parser whole, not as a callable, whose progress callback could stop it: every predicate of
    the query would call back for its text (20 times slower), and the callback comes too late on hostile text anyway.
    """
    tree = reader.parser.parse(source)
    read = replace(_syntax(tree, reader, source), blocks=block_spans(tree.root_node, source))
    if reader.roles is not None:
        read = replace(read, nodes=role_spans(reader.roles, tree.root_node))
    if reader.query is None:
        return read
    found = _Found(Statements(source), Scopes())
    for number, captures in tree_sitter.QueryCursor(reader.query).matches(tree.root_node):
        pattern = reader.patterns[number]
        if "module" in captures:
            found.statements.add(captures, pattern)
        if "scope" in captures:
            _add_scope(found.scopes, captures, source)
            continue
        for kind, nodes in captures.items():
            if kind in found.nodes:
                found.nodes[kind][pattern.spelled_as] += nodes
    return _file(read, found, source)


def _syntax(tree: tree_sitter.Tree, reader: Reader, source: bytes) -> ParsedFile:
    """What the tree says of the syntax alone."""
    wrong = errors(tree)
    if wrong.end < 0 or not source:
        return ParsedFile("ok")
    return ParsedFile(
        "ok", min(1.0, wrong.bytes / len(source)), open_end=wrong.end >= len(source.rstrip()),
        unbalanced=reader.brackets is not None and unbalanced(tree, reader.brackets),
    )


def _file(read: ParsedFile, found: _Found, source: bytes) -> ParsedFile:
    """What counts of what was found, without what is hidden, set aside or ignored."""
    scopes, ignored = found.scopes, _spans(found.nodes["ignored"])
    aside, nowhere = Spans([*ignored, *_spans(found.nodes["aside"])]), Spans(ignored)
    visible = {
        spelling: [node for node in nodes if node.start_byte not in aside and not _hidden(node, scopes, source)]
        for spelling, nodes in found.nodes["use"].items()
    }
    bodies = Spans(_spans(found.nodes["body"]))
    declared = {spelling: [node for node in nodes if node.start_byte not in bodies]
                for spelling, nodes in found.nodes["define"].items()}
    used = spellings(visible, source, MAX_USES)
    uses = sorted(used.keys() - spellings(found.nodes["local"], source, MAX_USES).keys())
    return replace(
        read,
        packages=tuple(spellings(found.nodes["package"], source, MAX_NAMES)),
        imports=found.statements.imports(
            lambda place, named: place not in nowhere and not _hidden(named, scopes, source)
        ),
        defines=tuple(sorted(spellings(declared, source, MAX_NAMES))),
        uses=tuple(uses),
        use_lines=tuple(used[name] for name in uses),
    )


def _add_scope(scopes: Scopes, captures: Captures, source: bytes) -> None:
    for scope, local in product(captures["scope"], captures.get("local", ())):
        after = captures["after"][0] if "after" in captures else local
        scopes.add(source[local.start_byte : local.end_byte], (after.end_byte, scope.end_byte))


def _hidden(node: tree_sitter.Node, scopes: Scopes, source: bytes) -> bool:
    return scopes.hide(source[node.start_byte : node.end_byte], node.start_byte)


def _spans(found: _Nodes) -> list[Span]:
    return [(node.start_byte, node.end_byte) for nodes in found.values() for node in nodes]


def with_visible_text(parsed: ParsedFile, source: bytes) -> ParsedFile:
    """The same with the count of visible characters of HTML."""
    from pipeline.parsing.visible_text import visible_chars

    count: Callable[[str], int] = visible_chars
    return replace(parsed, visible_chars=count(source.decode("utf-8", "replace")))
