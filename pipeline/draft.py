"""A version of a corpus in the making: what was written for it, what it keeps, and the commit that makes it one."""

import shutil
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline import delta
from pipeline.delta import DataFile
from pipeline.errors import CorpusError, OutputError
from pipeline.folder import FORMAT, HEAD, KEYED, STAGES, STAGING, CorpusFolder
from pipeline.tables import Part
from schemas import TABLES

TRIES = 5  # of a table's transaction, when another one comes first
DIGITS = 32  # of a file's SHA-256 in its name


class Draft:
    """The next version of a corpus folder. Nothing of it can be seen by readers until `publish`.

    Holds what the version before holds, until tables are put in its place.
    """

    def __init__(self, folder: CorpusFolder) -> None:
        """Start from the last version of a folder; its files are written to `staging`."""
        self.base = folder.pinned()
        self.root = folder.root
        self.staging = folder.root / STAGING
        manifest = self.base.manifest()
        self.stages: dict[str, Any] = dict(manifest.get("stages", {}))
        self.oldest: int = manifest.get("oldest", 0)
        self.revoked = self.base.revoked()
        # Files by table: those that the table has already, and those that wait in `staging`.
        self._kept = {name: self.base.files(name) for name in manifest.get("tables", {})}
        self._new: dict[str, list[DataFile]] = {}
        # What the stage at work has counted, for its line in the log (pipeline.tally).
        self.counts: Mapping[str, int] = {}

    def require_free(self, stage: str, overwrite: bool) -> None:
        """Raise an OutputError if tables of a stage are there already and may not be replaced."""
        present = [name for name in STAGES[stage] if self.has(name)]
        if present and not overwrite:
            raise OutputError(
                f"{self.root}: already holds {', '.join(present)}; choose another folder, or replace them with "
                "output.overwrite: true in the run file"
            )

    def has(self, table: str) -> bool:
        """Whether the version will hold the table."""
        return table in self._kept or table in self._new

    def rows(self, table: str) -> int:
        """Rows of a table, those of readings that are not current included."""
        return sum(file.rows for file in self._files(table))

    def table(self, name: str) -> list[Path]:
        """Places of the files of a table.

        Raises:
            InputError: the version will not hold it; says which stage writes it.
            CorpusError: files of the table are not there any more.
        """
        if not self.has(name):
            return self.base.table(name)  # says what is missing
        new = [self.staging / name / file.name for file in self._new.get(name, ())]
        old = [self.root / name / file.name for file in self._kept.get(name, ())]
        missing = [place.name for place in old if not place.is_file()]
        if missing:
            raise CorpusError(f"{self.root / name}: damaged: {', '.join(missing[:5])} is missing")
        return sorted(new + old)

    def written(self, table: str) -> list[Path]:
        """Places of those files of a table that were written for this version."""
        return [self.staging / table / file.name for file in self._new.get(table, ())]

    def put(
        self, stage: str, parts: Iterable[Part], facts: Mapping[str, Any], keep: Collection[str] = frozenset()
    ) -> None:
        """Take what a stage wrote below `staging` as the content of its tables; tables of later stages go.

        Args:
            stage: the stage.
            parts: files of the tasks that succeeded; any others in the tables' folders are left-overs and are deleted.
            facts: what the version should say about the stage.
            keep: what the names of files begin with that stay in tables of readings beside what was written.
        """
        order = list(STAGES)
        stale = [name for other in order[order.index(stage):] for name in STAGES[other]]
        before = {name: self._kept.pop(name, []) for name in stale}
        for name in stale:
            self._new.pop(name, None)
        found = list(parts)
        for name in STAGES[stage]:
            files = named(self.staging / name, name, found)
            kept = [file for file in before[name] if name in KEYED and begin_of(file) in keep]
            if kept:
                self._kept[name] = kept
            if files or not kept:
                self._new[name] = files or [empty(self.staging / name, name)]
        self.stages = {name: self.stages[name] for name in order[:order.index(stage)] if name in self.stages}
        self.stages[stage] = dict(facts)

    def beside(self, table: str, files: Iterable[DataFile]) -> None:
        """Leave files of the version before in a table that was put, beside those that were written for it."""
        kept = sorted(files)
        if kept:
            self._kept[table] = kept
            self._new[table] = [file for file in self._new[table] if file.rows]

    def drop(self, stage: str) -> None:
        """Leave the tables of a stage out of the version."""
        for name in STAGES[stage]:
            self._kept.pop(name, None)
            self._new.pop(name, None)
        self.stages.pop(stage, None)

    def take(self, table: str, files: Iterable[DataFile]) -> None:
        """Take files that lie below `staging` under their final names as the whole content of a table."""
        self._kept.pop(table, None)
        self._new[table] = sorted(files)

    def publish(self, kind: str, more: Mapping[str, Any] | None = None) -> int:
        """Make it a version: every table is committed, the table `corpus` last.

        Args:
            kind: what made the version, e.g. build.
            more: other facts about it.

        Returns:
            The version.

        Raises:
            OutputError: another run made a version since this one began.
        """
        facts = {"format": FORMAT, "kind": kind, "oldest": self.oldest, "stages": self.stages,
                 "revoked": self.revoked, **(more or {})}
        names = sorted({*self._kept, *self._new} - {HEAD})
        entries = {name: {"version": self._commit(name)} | self._size(name) for name in names}
        if self.has(HEAD):
            entries[HEAD] = {"version": -1} | self._size(HEAD)  # this one: its own number
        version = self._commit_head(facts | {"tables": entries})
        shutil.rmtree(self.staging, ignore_errors=True)
        return version

    def _files(self, table: str) -> list[DataFile]:
        return sorted({*self._kept.get(table, ()), *self._new.get(table, ())})

    def _size(self, table: str) -> dict[str, int]:
        return {"rows": self.rows(table), "bytes": sum(file.bytes for file in self._files(table))}

    def _commit(self, name: str) -> int:
        """Make the draft's files those of a table's last version; its number."""
        path, files = self.root / name, self._files(name)
        if not delta.is_table(path):
            with suppress(delta.ConflictError):
                self._create(name, files, {})
                return 0
        self._move(name)
        for _ in range(TRIES):
            last = delta.latest(path)
            assert last is not None
            if delta.files_at(path, last) == files:
                return last
            try:
                return delta.replace(path, TABLES[name], files, {}, last)
            except delta.ConflictError:
                continue
        raise OutputError(f"{path}: other runs write to this table all the time; end them and run this again")

    def _commit_head(self, facts: Mapping[str, Any]) -> int:
        path = self.root / HEAD
        try:
            if self.base.version is None:
                self._create(HEAD, self._files(HEAD), facts)
                return 0
            self._move(HEAD)
            return delta.replace(path, TABLES[HEAD], self._files(HEAD), facts, self.base.version)
        except delta.ConflictError:
            raise OutputError(
                f"{self.root}: another run made a version of this corpus meanwhile, so this one's is not used; "
                "run it again") from None

    def _create(self, name: str, files: list[DataFile], facts: Mapping[str, Any]) -> None:
        """Make the table beside its place, so that it appears there whole."""
        staged = self.staging / name
        staged.mkdir(parents=True, exist_ok=True)
        delta.create(staged, TABLES[name], files, facts)
        try:
            staged.rename(self.root / name)
        except OSError:
            raise delta.ConflictError(f"{self.root / name}: is there already") from None

    def _move(self, name: str) -> None:
        for file in self._new.get(name, ()):
            (self.staging / name / file.name).replace(self.root / name / file.name)


def begin_of(file: DataFile) -> str:
    """What the name of a file begins with, without the digest of its content."""
    return file.name.rpartition("-")[0]


def named(folder: Path, table: str, parts: Iterable[Part]) -> list[DataFile]:
    """Give the files that tasks reported their final names, which end in a digest of what is in them."""
    files = []
    for part in only_reported(folder, table, parts):
        name = final_name(part)
        (folder / part.file).rename(folder / name)
        files.append(DataFile(name, part.rows, part.bytes))
    return files


def final_name(part: Part) -> str:
    """What the file of a part is called in a version."""
    return f"{part.file.split('~')[0]}-{part.sha256[:DIGITS]}.parquet"


def empty(folder: Path, table: str) -> DataFile:
    """The file of a table without rows, so that any reader finds its columns."""
    place = folder / "part-none.parquet"
    pq.write_table(TABLES[table].arrow.empty_table(), place, compression="zstd")
    return DataFile(place.name, 0, place.stat().st_size)


def only_reported(folder: Path, table: str, parts: Iterable[Part]) -> list[Part]:
    """Delete what failed attempts left in the folder of a table that is being written; the parts that remain."""
    folder.mkdir(parents=True, exist_ok=True)
    mine = sorted((part for part in parts if part.table == table), key=lambda part: part.file)
    reported = {part.file for part in mine}
    for path in folder.iterdir():
        if path.name not in reported:
            path.unlink()
    return mine


def clear(root: Path) -> None:
    """Remove what a run that was killed left: its staging folder, and files that no version of a table names."""
    if not (root / STAGING).exists():
        return
    for name in TABLES:
        path = root / name
        if delta.is_table(path):
            known = delta.logged(path)
            for file in path.glob("*.parquet"):
                if file.name not in known:
                    file.unlink()
    shutil.rmtree(root / STAGING)


