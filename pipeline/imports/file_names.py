"""Modules that are called like their files, wherever these lie: OCaml, Erlang."""

from collections import defaultdict
from collections.abc import Mapping
from posixpath import basename, dirname
from typing import Any

from pipeline.imports.index import RepositoryIndex
from pipeline.imports.projects import Projects, inside
from pipeline.imports.spelling import Name


class FileNames:
    """Under which qualified names a file is known as a module.

    In its own package, or its own directory where no manifest makes packages, a module is known by its name. To others
    it is known as `Package.Module`; where a module is called like its package, that one alone is what others see.

    Options:
        file_names: endings of the files that are modules; of several with one stem the earliest ending counts.
        standard: names that belong to the language, unless a module of the same package has them.
    """

    def __init__(self, index: RepositoryIndex, projects: Projects, options: Mapping[str, Any]) -> None:
        self._index = index
        self._projects = projects
        self._endings: tuple[str, ...] = tuple(options["file_names"])
        self._standard = frozenset(options.get("standard", ()))
        self._modules: dict[Name, set[str]] = defaultdict(set)
        for path in index.paths:
            name = self._name(path)
            if name is not None:
                self._modules[self.package(path)].add(name)

    def package(self, path: str) -> Name:
        """The package that `path` is in, as its own files know it."""
        home = self._projects.home(path)
        return inside(dirname(path) if home is None else home)

    def names(self, path: str) -> list[Name]:
        """All qualified names of the module; none for a file that is no module or the lesser part of one."""
        name = self._name(path)
        if name is None:
            return []
        home = self._projects.home(path)
        found: list[Name] = [(*self.package(path), name)]
        if home is None:
            return found if name in self._standard else [*found, (name,)]
        if self._projects.is_open(home):
            return [*found, (name,)]
        for package in self._projects.names(home):
            if package == (name,):
                found.append(package)
            elif package[0] not in self._modules[inside(home)]:
                found.append((*package, name))
        return found

    def _name(self, path: str) -> str | None:
        number, ending = next(
            ((number, ending) for number, ending in enumerate(self._endings) if path.endswith(ending)), (0, "")
        )
        stem = path.removesuffix(ending)
        if not ending or any(stem + earlier in self._index.paths for earlier in self._endings[:number]):
            return None
        return self._projects.spelled(basename(stem))
