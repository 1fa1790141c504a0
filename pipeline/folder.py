"""The corpus folder: Delta tables, and the versions of the corpus that their versions make up.

Each commit of the table `corpus` is a version of the whole: it names the version of every other table, and what made
them. Readers start there, so they see a version whole or not at all.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline import delta
from pipeline.delta import DataFile
from pipeline.errors import CorpusError, InputError
from schemas import TABLES

HEAD = "corpus"  # the table whose commits are the versions
REPORTS = ("report.html", "report.json")
STAGING = ".draft"
FORMAT = 2
# Which stage writes which tables, in the order of the flow: a stage that runs again makes all later ones stale.
STAGES: dict[str, tuple[str, ...]] = {
    "ingest": ("raw_files",),
    "curate": ("documents", "files", "repos", "edges", "contamination", "timings", "sources"),
    "dedup": ("duplicates", "corpus"),
    "export": ("training_documents",),
}
# Rows of these are of one reading of a repository each (schemas.key); versions share them.
KEYED = frozenset(name for name, table in TABLES.items() if "key" in table.names) - {"sources"}


class CorpusFolder:
    """A folder with a corpus, at one of its versions."""

    def __init__(self, root: str | Path, version: int | None = None) -> None:
        """Name the folder, and a version of it (None: the last); nothing is read or made yet."""
        self.root = Path(root)
        self.version = version

    def pinned(self) -> "CorpusFolder":
        """The same at the version that is the last now; an empty folder stays as it is."""
        return self if self.version is not None else CorpusFolder(self.root, self.latest())

    def latest(self) -> int | None:
        """Number of the last version; None where there is none."""
        return delta.latest(self.root / HEAD)

    def manifest(self) -> dict[str, Any]:
        """What the version says of itself: `tables`, `stages` that made them, `kind`, `oldest`; empty without versions.

        Raises:
            InputError: there is no such version, or it was removed by a vacuum.
            CorpusError: the log is damaged, or another version of repomill wrote it.
        """
        last = self.latest()
        if last is None:
            if (self.root / "manifest.json").exists():
                raise CorpusError(f"{self.root}: made by an earlier repomill (it has a manifest.json); make it again")
            if self.root.exists() and not self.root.is_dir():
                raise CorpusError(f"{self.root}: is not a folder")
            if self.version is None:
                return {}
            raise InputError(f"{self.root}: holds no versions")
        newest = _facts(self.root, last)
        number = last if self.version is None else self.version
        if not newest["oldest"] <= number <= last:
            raise InputError(f"{self.root}: holds no version {number}; it has {newest['oldest']} to {last}")
        return newest if number == last else _facts(self.root, number)

    def revoked(self) -> list[str]:
        """What was revoked: entries as of an opt-out list, which no later version may hold."""
        return list(self.manifest().get("revoked", []))

    def has(self, table: str) -> bool:
        """Whether the version holds the table."""
        return table in self.manifest().get("tables", {})

    def files(self, table: str) -> list[DataFile]:
        """Files of a table of the version, by name.

        Raises:
            InputError: the version does not hold it; says which stage writes it.
        """
        entry = self.manifest().get("tables", {}).get(table)
        if entry is None:
            stage = next(stage for stage, tables in STAGES.items() if table in tables)
            raise InputError(f"{self.root}: holds no table `{table}`; the stage `{stage}` writes it")
        version = self.pinned().version if table == HEAD else entry["version"]
        assert version is not None
        return delta.files_at(self.root / table, version)

    def table(self, name: str) -> list[Path]:
        """Places of the files of a table.

        Raises:
            InputError: as `files`.
            CorpusError: files of the table are not there any more.
        """
        places = [self.root / name / file.name for file in self.files(name)]
        missing = [place.name for place in places if not place.is_file()]
        if missing:
            raise CorpusError(f"{self.root / name}: damaged: {', '.join(missing[:5])} is missing")
        return places

    def foreign(self) -> list[str]:
        """Names in the folder that repomill did not put there."""
        if not self.root.exists():
            return []
        own = {name for name in TABLES if delta.is_table(self.root / name)}
        own.update((STAGING, *REPORTS) if own else (STAGING,))
        return sorted(path.name for path in self.root.iterdir() if path.name not in own)


def _facts(root: Path, version: int) -> dict[str, Any]:
    facts = delta.facts_of(root / HEAD, version)
    if isinstance(facts.get("format"), int) and facts["format"] > FORMAT:
        raise CorpusError(f"{root}: in format {facts['format']}; this repomill reads up to {FORMAT}")
    if not _is_whole(facts):
        raise CorpusError(f"{root / HEAD / delta.LOG}: version {version} is damaged: it does not say what it holds")
    return facts


def _is_whole(facts: Mapping[str, Any]) -> bool:
    """Whether facts have the shape that a draft writes."""
    match facts:
        case {"format": int(), "kind": str(), "oldest": int(), "tables": dict(tables), "stages": dict()}:
            return all(name in TABLES and isinstance(entry, dict) and isinstance(entry.get("version"), int)
                       for name, entry in tables.items())
    return False
