"""What project files say of their sources, where a source sees only those before it and referenced projects (F#)."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from posixpath import basename, dirname
from typing import Any

from pipeline.imports.completion import normal
from pipeline.imports.index import RepositoryIndex

_MOST_REFERENCES = 2_000  # of the projects that one project may see


class ListedSources:
    """Places of files in the projects that list them, and the projects that these refer to.

    Options:
        sources: per project file (a glob on its name) a regular expression whose group is the path of a source file
            relative to the project file; their order is that in which they are compiled.
        references: likewise, whose group is the path of another project file.
    """

    def __init__(self, index: RepositoryIndex, options: Mapping[str, Any]) -> None:
        self._places: dict[str, dict[str, int]] = defaultdict(dict)
        self._references: dict[str, set[str]] = {}
        self._reached: dict[str, set[str]] = {}
        for project in index.manifests:
            for number, path in enumerate(_listed(index, project, options.get("sources", {}))):
                self._places[path].setdefault(project, number)
            self._references[project] = set(_listed(index, project, options.get("references", {})))

    def allows(self, importer: str, target: str) -> bool:
        """Whether `importer` may use what `target` declares; a file that no project lists may, and may be used."""
        mine, others = self._places.get(importer), self._places.get(target)
        if not mine or not others:
            return True
        earlier = any(place <= mine[project] for project, place in others.items() if project in mine)
        return earlier or any(not others.keys().isdisjoint(self._seen_by(project)) for project in mine)

    def _seen_by(self, project: str) -> set[str]:
        """Projects that `project` refers to, directly or through others."""
        if project not in self._reached:
            reached: set[str] = set()
            todo = [project]
            while todo and len(reached) < _MOST_REFERENCES:
                new = self._references.get(todo.pop(), set()) - reached
                reached |= new
                todo += sorted(new)
            self._reached[project] = reached - {project}
        return self._reached[project]


def _listed(index: RepositoryIndex, project: str, patterns: Mapping[str, str]) -> Iterator[str]:
    """Files of the repository that a project file names, in order."""
    home = dirname(project)
    for pattern in (pattern for glob, pattern in patterns.items() if fnmatch(basename(project), glob)):
        for found in re.finditer(pattern, index.manifests[project]):
            path = normal(f"{home}/{found.group(1)}".replace("\\", "/"))
            if path in index.paths:
                yield path
