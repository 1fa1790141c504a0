"""Roots that manifests state, as a place where spelled paths are searched for."""

from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.imports.completion import Completion
from pipeline.imports.places import present
from pipeline.imports.source_roots import SourceRoots


class StatedRoots:
    """Directories that manifests say are roots, the nearest file first. Options: those of SourceRoots."""

    def __init__(self, completion: Completion, options: Mapping[str, Any]) -> None:
        self._completion = completion
        self._roots = SourceRoots(completion.index, frozenset(), options)

    def find(self, importer: str, spelled: str) -> Iterable[str]:
        """The nearest file in a root."""
        found = (path for root, path in self._completion.ending(spelled) if root in self._roots.all)
        return present(self._completion.index.nearest(found, importer))
