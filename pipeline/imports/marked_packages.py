"""Packages of the same repository that a path names first and a file marks."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.imports.completion import Completion
from pipeline.imports.places import present


class MarkedPackages:
    """`app/include/a.hrl` is `include/a.hrl` of the package `app`, the nearest where there are several.

    Options:
        marks: files that mark a package's directory, with `*` for its name, e.g. Erlang's `src/*.app.src`.
    """

    def __init__(self, completion: Completion, options: Mapping[str, Any]) -> None:
        self._completion = completion
        self._marks: tuple[str, ...] = tuple(options.get("marks", ()))

    def find(self, importer: str, spelled: str) -> Iterator[str]:
        """The file in the package."""
        name, _, rest = spelled.partition("/")
        for mark in self._marks if name and rest else ():
            tail = mark.replace("*", name)
            found = self._completion.index.nearest(self._completion.index.ending_in(tail), importer)
            if found is not None:
                yield from present(self._completion.below(found.removesuffix(tail).rstrip("/"), rest))
