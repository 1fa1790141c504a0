"""Import clauses such as `a.b.{C, D => E}`, taken apart into the paths they name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
_KEYWORDS = re.compile(r"\s*(?:\w+\s+(?!as\b|=|\s))+")
_PIECE = re.compile(r"`[^`]+`|(?:r#)?[\w$]+|=>|[{},=*<>]|::|[.\\]")
_SEPARATORS = frozenset({"::", ".", "\\"})
_PARTS = 64
"""Longest path that is taken seriously, so that nested braces cannot blow up."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One path of an import.

    Attributes:
        path: its parts, without separators and quotes.
        alias: the name it is known by in the importing file; empty for a wildcard.
        wildcard: everything below `path` is imported.
        absolute: the path starts with a separator.
    """

    path: tuple[str, ...]
    alias: str = ""
    wildcard: bool = False
    absolute: bool = False


def clauses(text: str) -> list[Clause]:
    """Paths named by an import, in order.

    Understands what the curly languages share: separators (`.`, `::`, the backslash), nested braces, `*` and `_` for
    all, `x as y`, `x => y` and `y = x` for renaming; type arguments and leading keywords (`import static`) are ignored.
    """
    return list(_read(_COMMENT.sub(" ", text)))


def parts(text: str) -> tuple[str, ...]:
    """The parts of a path without braces: `a::b` or `a.b` as `(a, b)`; type arguments are left out."""
    found = clauses(text)
    return found[0].path if found else ()


@dataclass
class _Reader:
    """The clause under way: `prefixes` are the open braces, `path` what was read since the last comma or brace."""

    prefixes: list[tuple[str, ...]]
    path: tuple[str, ...]
    alias: str = ""
    renames: bool = False
    wildcard: bool = False
    separated: bool = True
    absolute: bool = False

    def word(self, word: str) -> None:
        if self.renames:
            self.alias, self.renames = word, False
        elif word == "_":
            self.wildcard = True
        elif self.separated:
            self.path += (word,)
        else:
            self.path = (*self.path[:-1], word)  # two words in a row: the first was a keyword
        self.separated = False

    def assign(self) -> None:
        self.alias, self.path, self.separated = self.path[-1] if self.path else "", self.prefixes[-1], True

    def take(self) -> Clause | None:
        """The finished clause; the reader goes back to the prefix of the innermost brace."""
        clause = None
        prefix = self.prefixes[-1]
        if (self.path != prefix or self.wildcard) and 0 < len(self.path) <= _PARTS:
            alias = "" if self.wildcard else self.alias or self.path[-1]
            clause = Clause(self.path, alias, self.wildcard, self.absolute)
        self.path, self.alias, self.renames, self.wildcard, self.separated = prefix, "", False, False, True
        return clause


def _read(text: str) -> Iterator[Clause]:
    keywords = _KEYWORDS.match(text)
    pieces = _PIECE.findall(text, keywords.end() if keywords else 0)
    reader = _Reader([()], (), absolute=bool(pieces) and pieces[0] in _SEPARATORS)
    depth = 0
    for piece in pieces:
        if piece in "<>":
            depth = max(0, depth + (1 if piece == "<" else -1))
        elif depth:
            continue
        elif piece == "{":
            reader.prefixes.append(reader.path[:_PARTS])
        elif piece in "},":
            clause = reader.take()
            if clause is not None:
                yield clause
            if piece == "}" and len(reader.prefixes) > 1:
                reader.prefixes.pop()
                reader.path = reader.prefixes[-1]
        elif piece in _SEPARATORS:
            reader.separated = True
        else:
            _step(reader, piece)
    clause = reader.take()
    if clause is not None:
        yield clause


def _step(reader: _Reader, piece: str) -> None:
    if piece in ("as", "=>") and not reader.separated:
        reader.renames = True
    elif piece == "=":
        reader.assign()
    elif piece == "*":
        reader.wildcard = True
    else:
        reader.word(piece.strip("`").removeprefix("r#"))
