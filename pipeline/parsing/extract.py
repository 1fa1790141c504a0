"""What is read from one tree: syntax errors, imports, declared and used names.

The import query of a language (imports.scm) says what is what by the names of its captures:

    @import    the whole statement; its first row gives the line. Without it the row of @module does.
    @module    what is asked for, without one pair of surrounding quotes (' " ` or < >). Several in one match are joined
               by "." or by what `(#set! join "::")` says.
    @name      a name imported from the module; several are allowed.
    @wildcard  its presence says that everything is imported.
    @package   a name the file declares itself to be in.
    @define    a top-level name it declares.
    @use       a name it uses that may be declared elsewhere.
    @local     a name declared below the top level: a @use of the same text means it, and is not reported.
    @scope     with @local: only within this node, and from the end of the @local or of what is @after, it is the file's
               own; there it hides every @use and @module that is it or begins with it and a dot.
    @aside     a node inside of which no @use is one, such as a type that another pattern reports.
    @ignored   a node inside of which neither uses nor statements count: code that is commented out or quoted.
    @_...      private to the query, for its predicates.

A pattern may set, for its statements:

    kind, style    `(#set! kind "type-only")`, `(#set! style "system")`: those of the statement. Kinds are the keys of
                   pipeline.kinds.KINDS, `import` where none is set.
    each           a regular expression for what the grammar leaves whole (a recipe, a list of pages): each match in
                   the text of a @module is a statement of its own; its last group, if it has groups, is the module.
    as             how the module is spelled in place of `*`: with `Find*.cmake`, `X` asks for `FindX.cmake`; and so
                   the names of @define and @use: with `*!`, those of macros are kept apart from others.

Matches with the same first byte of the statement, module, kind and style are one statement with the names of all.
"""

import ctypes
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, product

import tree_sitter

from pipeline.kinds import KINDS
from pipeline.languages.language import Grammar
from pipeline.parsing.grammars import GrammarError, load
from pipeline.parsing.parsed_file import ImportStatement, ParsedFile
from pipeline.parsing.scopes import Scopes, Span, Spans

CAPTURES = frozenset({
    "import", "module", "name", "wildcard", "package", "define", "use", "local", "scope", "after", "aside", "ignored",
})
NAMES = ("package", "define", "use", "local", "aside", "ignored")
SETTINGS = frozenset({"kind", "style", "join", "each", "as"})

# Bounds on what one file can make us carry; of more than that the first in the file are kept.
MAX_IMPORTS = 20_000
MAX_NAMES = 20_000  # of each: declared, packages, imported by one statement
MAX_USES = 50_000
MAX_NAME_BYTES = 500
MAX_MODULE_BYTES = 8_000  # a module may be a whole tree of names, as in Rust's `use a::{b, c::{d, e}};`
MISSING_BYTES = 1  # what a token that the parser had to invent counts as

_QUOTES = frozenset({"''", '""', "``", "<>"})
_Captures = Mapping[str, list[tree_sitter.Node]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a pattern of a query sets for the statements it finds."""

    kind: str
    style: str
    join: str
    each: re.Pattern[bytes] | None
    spelled_as: str


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads one kind of file: a parser, and the import query with the settings of its patterns."""

    parser: tree_sitter.Parser
    query: tree_sitter.Query | None = None
    patterns: tuple[Pattern, ...] = ()


@dataclass(slots=True)
class _Statement:
    """An import statement as matches add to it."""

    line: int
    place: int
    wildcard: bool
    names: list[tree_sitter.Node]
    named: tree_sitter.Node


@cache
def reader(language: str, grammar: Grammar, query: str | None) -> Reader:
    """Load a grammar and compile the import query of a language for it, once per process.

    Raises:
        GrammarError: the grammar cannot be loaded, or the query does not fit it or the contract of captures above.
    """
    try:
        loaded = load(grammar)
    except GrammarError as error:
        raise GrammarError(f"{language}: {error}") from error
    parser = tree_sitter.Parser(loaded)
    if query is None:
        return Reader(parser)
    try:
        compiled = tree_sitter.Query(loaded, query)
        # Never freed, not even at exit: tree-sitter 0.26.1 corrupts memory when it frees a query in which a pattern has
        # a predicate before a #set!.
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(compiled))
        patterns = _patterns(query, compiled)
    except (ValueError, re.error) as error:
        place = re.sub(r"row (\d+)", lambda row: f"line {int(row[1]) + 1}", str(error))
        raise GrammarError(f"{language}: import query: {place}") from error
    return Reader(parser, compiled, patterns)


def _patterns(text: str, query: tree_sitter.Query) -> tuple[Pattern, ...]:
    """The settings of each pattern.

    Raises:
        ValueError: a capture, setting or kind that is not known.
        re.error: a setting is no regular expression.
    """
    names = {query.capture_name(number) for number in range(query.capture_count)}
    _check_known("capture", {f"@{name}" for name in names if not name.startswith("_")}, {f"@{n}" for n in CAPTURES})
    patterns = []
    for number in range(query.pattern_count):
        settings = query.pattern_settings(number)
        kind = settings.get("kind") or "import"
        try:
            _check_known("setting", settings, SETTINGS)
            _check_known("kind", [kind], KINDS)
        except ValueError as error:
            row = text.encode()[: query.start_byte_for_pattern(number)].count(b"\n") + 1
            raise ValueError(f"pattern at line {row}: {error}") from None
        each = settings.get("each")
        patterns.append(Pattern(
            kind,
            settings.get("style") or "",
            settings.get("join", ".") or "",
            re.compile(each.encode()) if each else None,
            settings.get("as") or "*",
        ))
    return tuple(patterns)


def _check_known(what: str, names: Iterable[str], known: Iterable[str]) -> None:
    if wrong := sorted(set(names) - set(known)):
        raise ValueError(f"no such {what} {', '.join(wrong)}; known are {', '.join(sorted(known))}")


def extract(reader: Reader, source: bytes) -> ParsedFile:
    """Parse a file and read from its tree what curation needs; takes as long as the parser takes.

    The text is given to the parser whole, not as a callable, whose progress callback could stop it: every predicate of
    the query would call back for its text (20 times slower), and the callback comes too late on hostile text anyway.
    """
    tree = reader.parser.parse(source)
    share = min(1.0, _error_bytes(tree) / len(source)) if source else 0.0
    if reader.query is None:
        return ParsedFile("ok", share)
    statements: dict[tuple[int, str, str, str], _Statement] = {}
    found: dict[str, dict[str, list[tree_sitter.Node]]] = {name: defaultdict(list) for name in NAMES}
    scopes = Scopes()
    for number, captures in tree_sitter.QueryCursor(reader.query).matches(tree.root_node):
        if "module" in captures:
            _add_statement(statements, captures, reader.patterns[number], source)
        if "scope" in captures:
            _add_scope(scopes, captures, source)
            continue
        for kind, nodes in captures.items():
            if kind in found:
                found[kind][reader.patterns[number].spelled_as] += nodes
    ignored = _spans(found["ignored"])
    aside = Spans([*ignored, *_spans(found["aside"])])
    visible = {
        spelling: [node for node in nodes if node.start_byte not in aside and not _hidden(node, scopes, source)]
        for spelling, nodes in found["use"].items()
    }
    used = _spellings(visible, source, MAX_USES)
    uses = sorted(used.keys() - _spellings(found["local"], source, MAX_USES).keys())
    nowhere = Spans(ignored)
    seen = {
        key: statement for key, statement in statements.items()
        if statement.place not in nowhere and not _hidden(statement.named, scopes, source)
    }
    return ParsedFile(
        "ok",
        share,
        packages=tuple(_spellings(found["package"], source, MAX_NAMES)),
        imports=_imports(seen, source),
        defines=tuple(sorted(_spellings(found["define"], source, MAX_NAMES))),
        uses=tuple(uses),
        use_lines=tuple(used[name] for name in uses),
    )


def _add_scope(scopes: Scopes, captures: _Captures, source: bytes) -> None:
    for scope, local in product(captures["scope"], captures.get("local", ())):
        after = captures["after"][0] if "after" in captures else local
        scopes.add(source[local.start_byte : local.end_byte], (after.end_byte, scope.end_byte))


def _hidden(node: tree_sitter.Node, scopes: Scopes, source: bytes) -> bool:
    return scopes.hide(source[node.start_byte : node.end_byte], node.start_byte)


def _spans(found: Mapping[str, list[tree_sitter.Node]]) -> list[Span]:
    return [(node.start_byte, node.end_byte) for nodes in found.values() for node in nodes]


def _add_statement(
    statements: dict[tuple[int, str, str, str], _Statement], captures: _Captures, pattern: Pattern, source: bytes
) -> None:
    for start, line, place, module in _asked(captures, pattern, source):
        spelled = pattern.spelled_as.replace("*", module, 1)
        key = (start, spelled, pattern.kind, pattern.style)
        statement = statements.setdefault(key, _Statement(line, place, False, [], captures["module"][-1]))
        statement.place = min(statement.place, place)
        statement.wildcard |= "wildcard" in captures
        statement.names += captures.get("name", ())


def _asked(captures: _Captures, pattern: Pattern, source: bytes) -> Iterator[tuple[int, int, int, str]]:
    """Per module that a match asks for: first byte and line of its statement, its own first byte, its spelling."""
    modules = captures["module"]
    if pattern.each is not None:
        for node in modules:
            yield from _searched(node, pattern.each, source)
        return
    module = pattern.join.join(_spelled(node, source) for node in modules)
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


def _imports(
    statements: Mapping[tuple[int, str, str, str], _Statement], source: bytes
) -> tuple[ImportStatement, ...]:
    ordered = sorted(statements.items(), key=lambda item: (item[0][0], item[1].place, item[0]))
    return tuple(
        ImportStatement(module, tuple(_names(found.names, source, MAX_NAMES)), found.line, kind, found.wildcard, style)
        for (_, module, kind, style), found in ordered[:MAX_IMPORTS]
    )


def _spellings(found: Mapping[str, list[tree_sitter.Node]], source: bytes, limit: int) -> dict[str, int]:
    """Names as their patterns want them spelled, at most `limit` of each, with the line where they come first."""
    lines: dict[str, int] = {}
    for to, nodes in found.items():
        for name, line in _names(nodes, source, limit).items():
            spelled = to.replace("*", name, 1)
            lines[spelled] = min(line, lines.get(spelled, line))
    return lines


def _names(nodes: Iterable[tree_sitter.Node], source: bytes, limit: int) -> dict[str, int]:
    """Texts of the nodes in order of the file, at most `limit`, each with the line where it comes first."""
    names: dict[str, int] = {}
    for node in sorted(nodes, key=_start):
        if node.end_byte - node.start_byte <= MAX_NAME_BYTES and (name := _spelled(node, source)) and name not in names:
            names[name] = node.start_point[0] + 1
            if len(names) == limit:
                break
    return names


def _start(node: tree_sitter.Node) -> tuple[int, int]:
    return node.start_byte, node.end_byte


def _spelled(node: tree_sitter.Node, source: bytes) -> str:
    return unquoted(source[node.start_byte : node.end_byte].decode("utf-8", "replace"))


def unquoted(text: str) -> str:
    """The text without spaces around it, and then without one pair of surrounding quotes (' " ` or < >)."""
    text = text.strip()
    return text[1:-1] if len(text) >= 2 and text[0] + text[-1] in _QUOTES else text


def _error_bytes(tree: tree_sitter.Tree) -> int:
    """Bytes below outermost ERROR nodes, plus MISSING_BYTES per missing token; healthy subtrees are not entered."""
    cursor, covered = tree.walk(), 0
    while True:
        node = cursor.node
        assert node is not None
        if node.is_error:
            covered += max(MISSING_BYTES, node.end_byte - node.start_byte)
        elif node.is_missing:
            covered += MISSING_BYTES
        elif node.has_error and cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return covered


def with_visible_text(parsed: ParsedFile, source: bytes) -> ParsedFile:
    """The same with the count of visible characters of HTML."""
    from pipeline.parsing.visible_text import visible_chars

    count: Callable[[str], int] = visible_chars
    return replace(parsed, visible_chars=count(source.decode("utf-8", "replace")))
