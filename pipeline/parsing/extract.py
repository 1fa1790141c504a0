"""What is read from a syntax tree: errors, imports, declared and used names.

Captures of a catalogue query (imports.scm):

    @import     the whole statement; its first line is the line of the dependency
    @module     what is asked for; one pair of quotes or angle brackets around it is taken off. Several in one match are
                one dependency each, or one name when the pattern says `(#set! join ".")`
    @name       a name imported from the module
    @wildcard   everything of the module is imported
    @package    a name the file declares itself to be in
    @define     a top-level name that the file declares
    @use        a name it refers to that may be declared elsewhere
    @local      a name of the file's own that hides the same name elsewhere: taken off the used names
    @_anything  private to the query

A pattern may `(#set! kind "type-only")` and `(#set! style "system")`. Matches of one statement with the same module,
kind and style are one ImportStatement.
"""

import re
from dataclasses import dataclass

import tree_sitter
from tree_sitter import Node, Query, QueryCursor

from pipeline.parsing.parsed_file import ImportStatement, ParsedFile

MOST_IMPORTS = 20_000
MOST_NAMES = 50_000
LONGEST_NAME = 500
QUOTES = {b'""', b"''", b"``", b"<>"}
IMPORTING = re.compile(r"@(import|module)\b")
# py-tree-sitter 0.26.1 frees the strings of a query once too often when two of its patterns `#set!` the same value, so
# that freeing such a query breaks the heap. Compiled queries therefore live as long as the process.
_IMMORTAL: list[Query] = []


@dataclass(frozen=True)
class Reader:
    """A grammar with the language's query, split in two: import statements are matched, names only captured.

    Matching keeps the captures of a statement together and costs several times what capturing names does.
    """

    parser: tree_sitter.Parser
    statements: Query | None
    names: Query | None


def make_reader(language: tree_sitter.Language, query: str | None, place: str) -> Reader:
    """Compile a query for a grammar.

    Raises:
        ValueError: the query does not fit the grammar; names `place` and the position.
    """
    parser = tree_sitter.Parser(language)
    if not query:
        return Reader(parser, None, None)
    try:
        statements, names = Query(language, query), Query(language, query)
    except tree_sitter.QueryError as error:
        raise ValueError(f"{place}: {error}") from None
    spelled, matched = query.encode(), 0
    for number in range(statements.pattern_count):
        pattern = spelled[statements.start_byte_for_pattern(number) : statements.end_byte_for_pattern(number)].decode()
        is_statement = IMPORTING.search("\n".join(line.split(";")[0] for line in pattern.splitlines())) is not None
        (names if is_statement else statements).disable_pattern(number)
        matched += is_statement
    _IMMORTAL.extend((statements, names))
    # tree-sitter crashes on a query without patterns.
    return Reader(parser, statements if matched else None, names if matched < statements.pattern_count else None)


def read_tree(reader: Reader, text: bytes) -> ParsedFile:
    """Parse a text and read from its tree all that ParsedFile holds except `visible_chars`."""
    root = reader.parser.parse(text).root_node
    names = QueryCursor(reader.names).captures(root) if reader.names is not None else {}
    imports, packages = _imports(reader, root, text)
    packages += [name for name in _names(names.get("package", []), text) if name not in packages]
    uses = set(_names(names.get("use", []), text)) - set(_names(names.get("local", []), text))
    return ParsedFile(
        "ok",
        error_share(root, len(text)),
        tuple(packages),
        tuple(imports),
        tuple(sorted(_names(names.get("define", []), text))),
        tuple(sorted(uses)),
    )


def error_share(root: Node, size: int) -> float:
    """Share of the text under outermost ERROR nodes; a MISSING node counts one byte. Walks no healthy subtree."""
    if not root.has_error or not size:
        return 0.0
    wrong = 0
    cursor = root.walk()
    while True:
        node = cursor.node
        assert node is not None
        deeper = False
        if node.is_error:
            wrong += node.end_byte - node.start_byte
        elif node.is_missing:
            wrong += 1
        else:
            deeper = node.has_error and cursor.goto_first_child()
        while not deeper and not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return min(1.0, wrong / size)
        # The next sibling, or the first child, is looked at next.


def _imports(reader: Reader, root: Node, text: bytes) -> tuple[list[ImportStatement], list[str]]:
    if reader.statements is None:
        return [], []
    found: dict[tuple[int, str, str, str], tuple[int, list[str], bool]] = {}
    packages: list[str] = []
    for pattern, captures in QueryCursor(reader.statements).matches(root):
        settings = reader.statements.pattern_settings(pattern)
        modules = _spelled(captures.get("module", []), text)
        if settings.get("join") is not None:
            modules = [str(settings["join"]).join(modules)] if modules else []
        packages += [name for name in _spelled(captures.get("package", []), text) if name not in packages]
        anchor = (captures.get("import") or captures.get("module") or [root])[0]
        names = _spelled(captures.get("name", []), text)
        for module in modules:
            key = (anchor.start_byte, module, settings.get("kind") or "import", settings.get("style") or "")
            if key not in found and len(found) >= MOST_IMPORTS:
                continue
            line, known, wildcard = found.get(key, (anchor.start_point[0] + 1, [], False))
            known += [name for name in names if name not in known]
            found[key] = (line, known, wildcard or "wildcard" in captures)
    statements = [
        ImportStatement(module, tuple(names), line, kind, wildcard, style)
        for (_, module, kind, style), (line, names, wildcard) in sorted(found.items())
    ]
    return statements, packages


def _spelled(nodes: list[Node], text: bytes) -> list[str]:
    found = []
    for node in nodes:
        spelled = text[node.start_byte : node.end_byte].strip()
        if len(spelled) >= 2 and spelled[:1] + spelled[-1:] in QUOTES:
            spelled = spelled[1:-1]
        if len(spelled) <= LONGEST_NAME:
            found.append(spelled.decode("utf-8", "replace"))
    return found


def _names(nodes: list[Node], text: bytes) -> list[str]:
    """Different names of nodes in order of appearance."""
    spelled = dict.fromkeys(text[node.start_byte : node.end_byte] for node in nodes)
    kept = [name for name in spelled if len(name) <= LONGEST_NAME][:MOST_NAMES]
    return list(dict.fromkeys(_spelled_bytes(name) for name in kept))


def _spelled_bytes(name: bytes) -> str:
    name = name.strip()
    if len(name) >= 2 and name[:1] + name[-1:] in QUOTES:
        name = name[1:-1]
    return name.decode("utf-8", "replace")
