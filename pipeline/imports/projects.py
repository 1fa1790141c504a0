"""Packages that are directories: a manifest makes them, and may name them."""

import re
from collections.abc import Mapping
from fnmatch import fnmatch
from itertools import islice
from posixpath import basename, dirname
from typing import Any

from pipeline.imports.index import RepositoryIndex
from pipeline.imports.places import directories_above
from pipeline.imports.spelling import Name

_MOST_NAMES = 50  # that one manifest may give its directory
MOST_TEXT = 100_000  # characters of one manifest that are searched


class Projects:
    """Which packages a file is in by where it lies; the nearest directory with a manifest counts.

    Options:
        projects: per manifest (a glob on its name) a regular expression whose groups are names of the package, such as
            `^Package: (.+)` in R's DESCRIPTION; one that does not match gives a package that only its own files see.
        open_projects: per manifest a regular expression; where it is found, others know the modules of the package
            without its name (dune's `(wrapped false)`).
        capitals: names of packages and files begin with a capital when code spells them, and `_` stands for
            `-` (OCaml).
    """

    def __init__(self, index: RepositoryIndex, options: Mapping[str, Any]) -> None:
        self._capitals = bool(options.get("capitals"))
        self._names: dict[str, list[Name]] = {}
        self._open: set[str] = set()
        patterns: Mapping[str, str] = options.get("projects", {})
        opening: Mapping[str, str] = options.get("open_projects", {})
        for path, text in index.manifests.items():
            head = text[:MOST_TEXT]
            for glob, pattern in patterns.items():
                if fnmatch(basename(path), glob):
                    names = self._names.setdefault(dirname(path), [])
                    names += (name for name in self._found(pattern, head) if name not in names)
                    if glob in opening and re.search(opening[glob], head):
                        self._open.add(dirname(path))

    def home(self, path: str) -> str | None:
        """The directory of the package that `path` is in; None when it is in none."""
        return next((above for above in directories_above(path) if above in self._names), None)

    def names(self, home: str) -> list[Name]:
        """What others call the package in `home`."""
        return self._names.get(home, [])

    def is_open(self, home: str) -> bool:
        """Whether others know the modules of the package in `home` without its name."""
        return home in self._open

    def spelled(self, name: str) -> str:
        """A name of a package or file as code spells it."""
        if not self._capitals:
            return name
        name = name.replace("-", "_").replace(".", "_")
        return name[:1].upper() + name[1:]

    def _found(self, pattern: str, text: str) -> list[Name]:
        found = islice(re.finditer(pattern, text), _MOST_NAMES)
        return [(self.spelled(group),) for match in found for group in match.groups() if group]


def inside(home: str) -> Name:
    """The package in the directory `home` as only its own files know it; no name in code has a slash."""
    return (f"{home}/",)
