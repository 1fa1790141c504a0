"""Beginnings of paths that a manifest gives a meaning: `package:name/` in Dart, remappings in Solidity, Zig modules."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cached_property
from itertools import islice
from posixpath import basename, dirname
from typing import Any

from pipeline.imports.completion import Completion, normal
from pipeline.imports.places import present

MOST_NAMES = 1_000  # that one manifest may give
MOST_MANIFESTS = 20  # that are asked about one name
LONGEST_START = 200  # characters of a beginning that is taken seriously


@dataclass(frozen=True, slots=True)
class _Named:
    """What starts with `start` is meant to start with `target`, a path from the repository root."""

    manifest: str
    start: str
    target: str


class NamedPlaces:
    """Files below what the nearest manifest says that the beginning of the spelled path stands for.

    Options:
        named: rules of `manifest` (glob on the file name, one of the language's manifests), `pattern` (regular
            expression, each match in it is one name), `start` and `target` (templates with the groups of the pattern:
            the beginning of spelled paths, and what it stands for, from the manifest's directory).
    """

    def __init__(self, completion: Completion, options: Mapping[str, Any]) -> None:
        self._completion = completion
        self._rules = [
            (rule["manifest"], re.compile(rule["pattern"], re.MULTILINE), rule["start"], rule["target"])
            for rule in options["named"]
        ]

    def find(self, importer: str, spelled: str) -> Iterator[str]:
        """Files by the longest beginning that is known, of the nearest manifest first."""
        for start in _beginnings(spelled):
            named = self._named.get(start, [])
            manifests = {entry.manifest for entry in named}
            for _ in range(min(len(manifests), MOST_MANIFESTS)):
                nearest = self._completion.index.nearest(manifests, importer)
                manifests -= {nearest}
                for entry in named:
                    if entry.manifest == nearest:
                        yield from present(self._completion.existing(entry.target + spelled[len(start):]))

    @cached_property
    def _named(self) -> dict[str, list[_Named]]:
        found: dict[str, list[_Named]] = {}
        for path, text in self._completion.index.manifests.items():
            for glob, pattern, start, target in self._rules:
                if fnmatch(basename(path), glob):
                    for match in islice(pattern.finditer(text), MOST_NAMES):
                        named = _Named(path, match.expand(start), _below(dirname(path), match.expand(target)))
                        if named.start:
                            found.setdefault(named.start, []).append(named)
        return found


def _below(directory: str, target: str) -> str:
    """`target` from the repository root; a slash at its end stays, one that leads out is nowhere."""
    inside = normal(f"{directory}/{target}")
    return "../" if inside is None else inside + "/" * (target.endswith("/") and bool(inside))


def _beginnings(spelled: str) -> Iterable[str]:
    """The path itself, then what ends with or before a slash, longest first."""
    yield spelled
    for position in range(min(len(spelled) - 1, LONGEST_START), 0, -1):
        if "/" in spelled[position - 1 : position + 1]:
            yield spelled[:position]
