"""Beginnings of paths that a manifest gives a meaning: `package:name/` in Dart, remappings in Solidity, Zig modules."""

import re
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch
from functools import cached_property
from itertools import islice
from posixpath import basename, dirname
from typing import Any

from pipeline.imports.completion import Completion, normal
from pipeline.imports.index import MOST_ENDINGS
from pipeline.imports.places import present

MOST_NAMES = 1_000  # that one manifest may give
MOST_MANIFESTS = 20  # that are asked about one name
LONGEST_START = 200  # characters of a beginning that is taken seriously


class NamedPlaces:
    """Files below what the nearest manifest says that the beginning of the spelled path stands for.

    A beginning that more than MOST_ENDINGS manifests give a meaning says nothing.

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
            named = self._named.get(start, {})
            nearest = self._completion.index.by_nearness(named, importer, MOST_MANIFESTS)
            for target in (target for manifest in nearest for target in named[manifest]):
                yield from present(self._completion.existing(target + spelled[len(start):]))

    @cached_property
    def _named(self) -> dict[str, dict[str, list[str]]]:
        """By beginning and manifest the paths, from the repository root, that it stands for."""
        found: dict[str, dict[str, list[str]]] = {}
        for path, text in self._completion.index.manifests.items():
            for glob, pattern, start, target in self._rules:
                if fnmatch(basename(path), glob):
                    for match in islice(pattern.finditer(text), MOST_NAMES):
                        meant = _below(dirname(path), match.expand(target))
                        found.setdefault(match.expand(start), {}).setdefault(path, []).append(meant)
        return {start: named for start, named in found.items() if start and len(named) <= MOST_ENDINGS}


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
