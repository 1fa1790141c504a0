"""How a language spells qualified names."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.imports.clauses import Clause, clauses

Name = tuple[str, ...]
"""A qualified name by its parts; the empty tuple is the package without a name."""


class Spelling:
    """Reads names as the curly languages spell them, or by options of the language.

    Options:
        separator: regular expression between the parts of a name; every other character belongs to a part, as in
            Lisp's `make-table` and R's `is.table`.
        fold: names that differ in their case only are the same (Visual Basic).
        full_names: names are written in full everywhere, in declarations too (Elixir, Erlang).
    """

    def __init__(self, options: Mapping[str, Any]) -> None:
        separator = options.get("separator")
        self._separator = re.compile(separator) if separator else None
        self._fold = bool(options.get("fold"))
        self._qualified = bool(options.get("full_names"))

    def clauses(self, text: str) -> list[Clause]:
        """What an import or a use names."""
        if self._separator is None:
            return clauses(self._folded(text))
        path = tuple(filter(None, self._separator.split(self._folded(text.strip()))))
        return [Clause(path, path[-1])] if path else []

    def parts(self, text: str) -> Name:
        """The parts of a package's name."""
        found = self.clauses(text)
        return found[0].path if found else ()

    def declared(self, text: str) -> Name:
        """The parts of a declared name: one, unless names are written in full."""
        return self.parts(text) if self._qualified else (self._folded(text),)

    def heads(self, names: Iterable[str]) -> frozenset[str]:
        """First parts of declared names."""
        return frozenset(name[0] for name in map(self.declared, names) if name)

    def _folded(self, text: str) -> str:
        return text.lower() if self._fold else text
