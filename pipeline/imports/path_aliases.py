"""Aliases of paths that tsconfig.json and jsconfig.json define: `baseUrl` and `paths`, with `extends`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import basename, dirname
from typing import Any

from pipeline.imports.completion import Completion, normal
from pipeline.imports.json_text import json_object
from pipeline.imports.node_packages import NodePackages, split_name
from pipeline.imports.places import directories_above, is_dotted, present

_LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class _Aliases:
    """Settings of one configuration file, its bases included; paths are from the repository root."""

    base: str | None
    patterns: tuple[tuple[str, tuple[str, ...]], ...]


class PathAliases:
    """Bare specifiers through the configuration of the importer's directory or the nearest above that has an answer.

    Of several files in a directory (tsconfig.json, tsconfig.app.json) the shortest name is asked first; all are asked,
    because which of them a build uses is not written down. Rules: TypeScript handbook, Modules reference, `paths`.

    Options:
        usual_aliases: aliases that bundlers and frameworks are set up with in code, as `paths` has them, looked up from
            every directory above the importer, nearest first, when no configuration has an answer.
    """

    def __init__(self, completion: Completion, options: Mapping[str, Any]) -> None:
        self._completion = completion
        self._packages = NodePackages(completion, options)
        self._usual = _patterns(options.get("usual_aliases", {}), "")
        names = {path: basename(path) for path in completion.index.manifests}
        self._texts = {
            path: text
            for path, text in completion.index.manifests.items()
            if names[path].startswith(("tsconfig", "jsconfig")) and path.endswith(".json")
        }
        self._read: dict[str, dict[str, Any]] = {}
        self._configs: dict[str, list[_Aliases]] = {}
        for path in sorted(self._texts, key=lambda path: (len(path), path)):
            self._configs.setdefault(dirname(path), []).append(self._aliases(path))

    def find(self, importer: str, spelled: str) -> Iterator[str]:
        """Files that the aliases lead to."""
        if is_dotted(spelled) or spelled.startswith("/"):
            return
        for directory in directories_above(importer):
            for config in self._configs.get(directory, ()):
                for target in _matches(config.patterns, spelled):
                    yield from self._packages.directory(target)
                    yield from present(self._completion.existing(target))
                if config.base is not None:
                    yield from present(self._completion.below(config.base, spelled))
        usual = list(_matches(self._usual, spelled))
        for directory in directories_above(importer) if usual else ():
            for target in usual:
                yield from present(self._completion.below(directory, target))

    def _aliases(self, path: str) -> _Aliases:
        """Settings of `path`: what it does not set comes from what it extends, the last of these first."""
        base: str | None = None
        patterns: tuple[tuple[str, tuple[str, ...]], ...] | None = None
        waiting, seen = [path], set[str]()
        while waiting and len(seen) < _LONGEST_CHAIN:
            current = waiting.pop()
            if current in seen:
                continue
            seen.add(current)
            settings = self._settings(current)
            options = settings.get("compilerOptions")
            options = options if isinstance(options, dict) else {}
            home = dirname(current)
            url = options.get("baseUrl")
            here = normal(f"{home}/{url}" if home else url) if isinstance(url, str) else None
            base = here if base is None else base
            paths = options.get("paths")
            if patterns is None and isinstance(paths, dict):
                patterns = _patterns(paths, here if here is not None else home)
            waiting += self._extended(home, settings.get("extends"))
        return _Aliases(base, patterns or ())

    def _settings(self, path: str) -> dict[str, Any]:
        if path not in self._read:
            self._read[path] = json_object(self._texts[path])
        return self._read[path]

    def _extended(self, home: str, spelled: Any) -> list[str]:
        """Configuration files of the repository that an `extends` names."""
        found = []
        for name in spelled if isinstance(spelled, list) else [spelled]:
            if isinstance(name, str):
                place = normal(f"{home}/{name}" if home else name) if is_dotted(name) else self._packaged(home, name)
                ends = (place, f"{place}.json", f"{place}/tsconfig.json")
                found += [end for end in ends if end in self._texts][:1]
        return found

    def _packaged(self, home: str, name: str) -> str | None:
        """Where a package of the repository has the configuration `name`; its package.json may say which is its own."""
        package, sub = split_name(name)
        place = self._packages.home(f"{home}/x" if home else "x", package)
        if place is None:
            return None
        listed = self._packages.manifests[place].get("tsconfig")
        tail = sub or (listed if isinstance(listed, str) else "tsconfig.json")
        return normal(f"{place}/{tail}" if place else tail)


def _patterns(paths: Mapping[str, Any], base: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Alias patterns with their targets: exact ones first, then by longest beginning, as the compiler ranks them."""
    found = []
    for pattern, targets in paths.items():
        kept = [target for target in targets if isinstance(target, str)] if isinstance(targets, list) else []
        found.append((pattern, tuple(f"{base}/{target}" if base else target for target in kept)))
    return tuple(sorted(found, key=lambda item: ("*" in item[0], -len(item[0].split("*")[0]), item[0])))


def _matches(patterns: tuple[tuple[str, tuple[str, ...]], ...], spelled: str) -> Iterator[str]:
    for pattern, targets in patterns:
        start, star, end = pattern.partition("*")
        if spelled == pattern if not star else _between(spelled, start, end):
            middle = spelled[len(start) : len(spelled) - len(end)] if star else ""
            yield from (target.replace("*", middle, 1) for target in targets)


def _between(spelled: str, start: str, end: str) -> bool:
    return len(spelled) >= len(start) + len(end) and spelled.startswith(start) and spelled.endswith(end)
