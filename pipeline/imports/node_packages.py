"""Packages of the same repository that JavaScript names by name: package.json with its `exports` and `imports`."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from posixpath import basename, dirname
from typing import Any

from pipeline.imports.completion import Completion
from pipeline.imports.index import Nearest
from pipeline.imports.json_text import json_object
from pipeline.imports.places import directories_above, is_dotted, present

_MOST_TARGETS = 1000  # of one `exports`; a package lists tens


def split_name(spelled: str) -> tuple[str, str]:
    """The name of the package in a bare specifier, and what follows it: `@a/b/c/d` is `@a/b` and `c/d`."""
    parts = spelled.split("/")
    name = "/".join(parts[: 2 if spelled.startswith("@") else 1])
    return name, spelled[len(name) + 1 :]


class NodePackages:
    """`name`, `name/sub`, `#own` and directories with a package.json. Rules: Node.js documentation, Modules: Packages.

    Packages name what is built (`dist/index.js`), repositories hold what it is built from (`src/index.ts`): a target
    that does not exist is looked for without its first directories, below each of `source_dirs`.

    Options:
        entry_fields: fields of package.json that name the main file, in order of preference.
        conditions: conditions of `exports` in order of preference; others come after them.
        source_dirs: where the sources of built files are, the empty name being the package itself.

    Attributes:
        manifests: what each package.json says, by its directory.
    """

    def __init__(self, completion: Completion, options: Mapping[str, Any]) -> None:
        self._completion = completion
        self._fields: tuple[str, ...] = tuple(options.get("entry_fields", ("main",)))
        self._conditions: tuple[str, ...] = tuple(options.get("conditions", ("default",)))
        self._sources: tuple[str, ...] = tuple(options.get("source_dirs", ("src", "")))
        self.manifests: dict[str, dict[str, Any]] = {}
        self._named: dict[str, list[str]] = defaultdict(list)
        self._nearest: dict[str, Nearest] = {}
        for path, text in completion.index.manifests.items():
            if basename(path) == "package.json":
                self.manifests[dirname(path)] = json_object(text)
                name = self.manifests[dirname(path)].get("name")
                if isinstance(name, str):
                    self._named[name].append(path)

    def find(self, importer: str, spelled: str) -> Iterator[str]:
        """Files that the package or directory leads to, best first."""
        if is_dotted(spelled):
            home = dirname(importer)
            yield from self.directory(f"{home}/{spelled}" if home else spelled)
        elif spelled.startswith("#"):
            own = next((home for home in directories_above(importer) if home in self.manifests), None)
            if own is not None:
                yield from self._listed(own, self.manifests[own].get("imports"), spelled)
        else:
            name, sub = split_name(spelled)
            package = self.home(importer, name)
            if package is not None:
                yield from self._package(package, sub)

    def home(self, importer: str, name: str) -> str | None:
        """The directory of the nearest package of that name."""
        if name not in self._nearest:
            self._nearest[name] = Nearest(self._named.get(name, ()))
        nearest = self._nearest[name].to(importer)
        return None if nearest is None else dirname(nearest)

    def directory(self, path: str) -> Iterator[str]:
        """Main files of the package that `path` is the directory of."""
        place = self._completion.directory(path)
        if place in self.manifests:
            yield from self._main(place)

    def _package(self, home: str, sub: str) -> Iterator[str]:
        yield from self._listed(home, self.manifests[home].get("exports"), f"./{sub}" if sub else ".")
        if not sub:
            yield from self._main(home)
            return
        for source in ("", *self._sources):
            yield from present(self._completion.existing("/".join(filter(None, (home, source, sub)))))

    def _main(self, home: str) -> Iterator[str]:
        for field in self._fields:
            target = self.manifests[home].get(field)
            if isinstance(target, str):
                yield from self._built(home, target)
        for source in ("", *self._sources):
            yield from present(self._completion.existing("/".join(filter(None, (home, source, "index")))))

    def _listed(self, home: str, table: Any, key: str) -> Iterator[str]:
        """Targets of `key` in an `exports` or `imports` table."""
        if key == "." and not (isinstance(table, dict) and any(name.startswith(".") for name in table)):
            table = {".": table}
        if not isinstance(table, dict):
            return
        patterns = sorted(table, key=lambda name: ("*" in name, -len(name.split("*")[0]), name))
        for pattern in patterns:
            start, star, end = pattern.partition("*")
            fits = key.startswith(start) and key.endswith(end) and len(key) >= len(start) + len(end)
            if pattern == key or (star and fits):
                middle = key[len(start) : len(key) - len(end)]
                for target in self._targets(table[pattern]):
                    yield from self._built(home, target.replace("*", middle))

    def _targets(self, value: Any) -> Iterator[str]:
        """Paths in a conditional target, best condition first."""
        waiting, steps = [value], 0
        while waiting and steps < _MOST_TARGETS:
            current, steps = waiting.pop(), steps + 1
            if isinstance(current, str):
                yield current
            elif isinstance(current, list):
                waiting += reversed(current)
            elif isinstance(current, dict):
                best = [name for name in self._conditions if name in current]
                rest = [name for name in current if name not in self._conditions]
                waiting += [current[name] for name in reversed(best + rest)]

    def _built(self, home: str, target: str) -> Iterator[str]:
        """The target, or the source it is built from."""
        yield from present(self._completion.below(home, target))
        parts = [part for part in target.split("/") if part not in {"", "."}]
        if ".." in parts:
            return
        for dropped in range(1, min(len(parts), 4)):
            for source in self._sources:
                place = "/".join(filter(None, (home, source, *parts[dropped:])))
                yield from present(self._completion.existing(place))
