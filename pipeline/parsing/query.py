"""Import queries: the grammar of a language with the tree-sitter query that finds its imports and names.

The import query of a language (imports.scm) says what is what by the names of its captures:

    @import    the whole statement; its first row gives the line. Without it the row of @module does.
    @module    what is asked for, without one pair of surrounding quotes (' " ` or < >). Several in one match are joined
               by "." or by what `(#set! join "::")` says.
    @name      a name imported from the module; several are allowed.
    @wildcard  its presence says that everything is imported.
    @package   a name the file declares itself to be in.
    @define    a top-level name it declares.
    @body      a node inside of which no @define is one, such as that of a function.
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
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import tree_sitter

from pipeline.kinds import KINDS
from pipeline.languages.language import Grammar, Roles
from pipeline.parsing.grammars import GrammarError, load
from pipeline.parsing.roles import role_query
from pipeline.parsing.syntax import bracket_query

CAPTURES = frozenset({
    "import", "module", "name", "wildcard", "package", "define", "use", "local", "scope", "after", "aside", "ignored",
    "body",
})
SETTINGS = frozenset({"kind", "style", "join", "each", "as"})


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
    """What reads one kind of file: a parser, the import query, settings of its patterns; roles and brackets."""

    parser: tree_sitter.Parser
    query: tree_sitter.Query | None = None
    patterns: tuple[Pattern, ...] = ()
    roles: tree_sitter.Query | None = None
    brackets: tree_sitter.Query | None = None


@cache
def reader(
    language: str, grammar: Grammar, query: str | None, roles: Roles = (), brackets: bool = False
) -> Reader:
    """Load a grammar and compile the queries of a language for it, once per process.

    Raises:
        GrammarError: the grammar cannot be loaded, or a query does not fit it or the contract of captures above.
    """
    try:
        loaded = load(grammar)
    except GrammarError as error:
        raise GrammarError(f"{language}: {error}") from error
    parser = tree_sitter.Parser(loaded)
    try:
        by_role = role_query(loaded, roles)
    except (ValueError, re.error) as error:
        raise GrammarError(f"{language}: roles: {error}") from error
    in_pairs = bracket_query(loaded) if brackets else None
    if query is None:
        return Reader(parser, roles=by_role, brackets=in_pairs)
    try:
        compiled = tree_sitter.Query(loaded, query)
        # Never freed, not even at exit: tree-sitter 0.26.1 corrupts memory when it frees a query in which a pattern has
        # a predicate before a #set!.
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(compiled))
        patterns = _patterns(query, compiled)
    except (ValueError, re.error) as error:
        place = re.sub(r"row (\d+)", lambda row: f"line {int(row[1]) + 1}", str(error))
        raise GrammarError(f"{language}: import query: {place}") from error
    return Reader(parser, compiled, patterns, by_role, in_pairs)


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
