"""Where composer.json says the classes of a PHP namespace are (PSR-4, https://www.php-fig.org/psr/psr-4/)."""

import json
from collections.abc import Iterator, Mapping, Set
from posixpath import basename, dirname, join, normpath
from typing import Any


class Psr4:
    """The `autoload` and `autoload-dev` maps of every composer.json of a repository."""

    def __init__(self, manifests: Mapping[str, str]) -> None:
        """Read the maps; a manifest that is no proper composer.json says nothing."""
        self._roots: list[tuple[tuple[str, ...], str]] = []
        for path, text in manifests.items():
            if basename(path) == "composer.json":
                for prefix, directory in _entries(text):
                    space = tuple(part for part in prefix.split("\\") if part)
                    self._roots.append((space, normpath(join(dirname(path), directory))))
        self._roots.sort(key=lambda root: (-len(root[0]), root))

    def candidates(self, name: tuple[str, ...], paths: Set[str]) -> list[str]:
        """The file of `paths` in which class `name` should be, by the longest prefix that has it."""
        for space, directory in self._roots:
            if name[: len(space)] == space and len(name) > len(space):
                path = normpath(join(directory, *name[len(space) :]) + ".php")
                if path in paths:
                    return [path]
        return []


def _entries(text: str) -> Iterator[tuple[str, str]]:
    try:
        manifest = json.loads(text)
    except (ValueError, RecursionError):
        return
    for section in ("autoload", "autoload-dev"):
        for prefix, directories in _mapping(_mapping(manifest).get(section), "psr-4").items():
            for directory in directories if isinstance(directories, list) else [directories]:
                if isinstance(directory, str):
                    yield prefix, directory


def _mapping(value: Any, key: str | None = None) -> dict[str, Any]:
    if isinstance(value, dict) and key is not None:
        value = value.get(key)
    return value if isinstance(value, dict) else {}
