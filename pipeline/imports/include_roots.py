"""Roots that build files name: include directories in CMake, Meson, make, compile_commands.json; module paths."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from posixpath import dirname
from typing import Any

from pipeline.imports.completion import Completion, normal
from pipeline.imports.places import directories_above, is_dotted, present

# A build file is not run; these are the ways in which it writes a directory in plain text.
_HINTS = (
    r"(?i:include_directories)\s*\(([^()]{0,4000})\)",
    r"(?m:^|[\s\"'=,])-(?:I|isystem|iquote)\s*[\"']?([^\s\"',;]{1,300})",
)
_WORD = re.compile(r"[^\s\"',;]{1,300}")
_GENERATOR = re.compile(r"^\$<(?:BUILD_INTERFACE|BUILD_LOCAL_INTERFACE):(.*)>$")
_VARIABLE = re.compile(r"^\$[({]\w{1,100}[)}]/?")


class HintedRoots:
    """Directories that the build files above the importer name as include roots, those of the deepest file first.

    A variable at the start of a path (`${CMAKE_CURRENT_SOURCE_DIR}/inc`, `$(top_srcdir)/inc`) may stand for any
    directory from the build file's up to the repository root: the deepest that has the rest is taken.

    Options:
        hints: regular expressions for the places in the text of a build file that name roots; group 1 is one or several
            directories. By default those that name include directories.
    """

    def __init__(self, completion: Completion, options: Mapping[str, Any]) -> None:
        self._completion = completion
        self._index = completion.index
        self._hints = [re.compile(hint) for hint in options.get("hints", _HINTS)]

    def find(self, importer: str, spelled: str) -> Iterator[str]:
        """Files in the roots that hold for the importer, then in those of other build files."""
        if is_dotted(spelled):
            return
        for directory in directories_above(importer):
            for root in self._roots.get(directory, ()):
                yield from present(self._completion.below(root, spelled))

    @cached_property
    def _roots(self) -> dict[str, tuple[str, ...]]:
        """Include roots by the directory of the build files that name them."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for path, text in self._index.manifests.items():
            home = dirname(path)
            for word in self._words(text):
                root = self._directory(home, word)
                if root is not None:
                    found[home][root] = None
        return {home: tuple(roots) for home, roots in found.items()}

    def _words(self, text: str) -> Iterator[str]:
        for hint in self._hints:
            for place in hint.finditer(text):
                yield from _WORD.findall(place.group(1))

    def _directory(self, home: str, word: str) -> str | None:
        """The directory of the repository that a build file in `home` means by `word`."""
        generator = _GENERATOR.match(word)
        word = generator.group(1) if generator else word
        rest, variables = _VARIABLE.subn("", word)
        if "$" in rest or "@" in rest or "<" in rest:
            return None
        if word.startswith("/"):
            return self._tail(word)
        starts = list(directories_above(f"{home}/x" if home else "x")) if variables else [home]
        places = (normal(f"{start}/{rest}" if start else rest or ".") for start in starts)
        return next((place for place in places if place is not None and self._index.is_directory(place)), None)

    def _tail(self, absolute: str) -> str | None:
        """The longest end of another machine's path that is a directory here."""
        parts = absolute.strip("/").split("/")
        ends = ("/".join(parts[start:]) for start in range(len(parts)))
        return next((end for end in ends if end and self._index.is_directory(end)), None)
