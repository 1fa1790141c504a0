"""The list of packages that the scoreboard reads: packages.yaml."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import yaml

Kind = Literal["pypi", "npm", "debian"]
Half = Literal["tune", "report"]
HALVES: tuple[Half, ...] = get_args(Half)
LIST = Path(__file__).with_name("packages.yaml")


@dataclass(frozen=True, order=True)
class Package:
    """A package of a registry.

    Attributes:
        kind: the registry.
        name: its name there (Debian: of the source package).
        version: the pinned version; empty for Debian, whose release pins it.
        folder: the part of it that is read as the repository; empty for all of it.
    """

    kind: Kind
    name: str
    version: str = ""
    folder: str = ""

    @property
    def label(self) -> str:
        """Name for people: `name version/folder`."""
        return " ".join(filter(None, (self.name, self.version))) + (f"/{self.folder}" if self.folder else "")


def listed(path: Path = LIST) -> dict[str, dict[Half, tuple[Package, ...]]]:
    """Packages by language and half.

    Raises:
        ValueError: a language without one of the halves, a package in both halves or of no known registry.
    """
    found = {}
    for language, halves in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        if set(halves) != set(HALVES):
            raise ValueError(f"{path.name}: {language}: needs the halves {' and '.join(HALVES)}")
        packages = {half: tuple(_package(entry) for entry in halves[half]) for half in HALVES}
        both = {p.name for p in packages["tune"]} & {p.name for p in packages["report"]}
        if both:
            raise ValueError(f"{path.name}: {language}: in both halves: {', '.join(sorted(both))}")
        found[language] = packages
    return found


def _package(entry: dict[str, str]) -> Package:
    package = Package(**entry)  # type: ignore[arg-type]  # unknown keys raise
    if package.kind not in get_args(Kind) or (package.kind == "debian") == bool(package.version):
        raise ValueError(f"{entry}: kind is one of {', '.join(get_args(Kind))}; all but debian have a version")
    return package
