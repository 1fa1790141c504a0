"""The corpus folder: tables that appear whole or not at all, and the manifest that says what is in it."""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.errors import InputError, OutputError
from pipeline.tables import Part
from schemas import TABLES

MANIFEST = "manifest.json"
FORMAT = 1
# Which stage writes which tables, in the order of the flow: a stage that runs again makes all later ones stale.
STAGES: dict[str, tuple[str, ...]] = {
    "ingest": ("raw_files",),
    "curate": ("documents", "files", "repos", "edges", "timings"),
    "dedup": ("duplicates", "corpus"),
    "export": ("training_documents",),
}


class CorpusFolder:
    """A folder with the tables of one corpus.

    Readers start from the manifest, which is replaced in one step; a table that is not in it does not exist.
    """

    def __init__(self, root: str | Path) -> None:
        """Name the folder; nothing is read or made yet."""
        self.root = Path(root)

    def manifest(self) -> dict[str, Any]:
        """The manifest, empty where there is none.

        Raises:
            OutputError: the manifest cannot be read, or a later version of repomill wrote it.
        """
        try:
            manifest = json.loads((self.root / MANIFEST).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise OutputError(f"{self.root / MANIFEST}: not a manifest: {error}") from None
        if manifest.get("format", 0) > FORMAT:
            raise OutputError(f"{self.root}: in format {manifest['format']}; this repomill reads up to {FORMAT}")
        return dict(manifest)

    def has(self, table: str) -> bool:
        """Whether the table was committed."""
        return table in self.manifest().get("tables", {})

    def table(self, name: str) -> Path:
        """Folder of a committed table.

        Raises:
            InputError: the corpus does not hold it; says which stage writes it.
        """
        if not self.has(name):
            stage = next(stage for stage, tables in STAGES.items() if name in tables)
            raise InputError(f"{self.root}: holds no table `{name}`; the stage `{stage}` writes it")
        return self.root / name

    def start(self, stage: str, overwrite: bool) -> Path:
        """Make an empty folder for a stage to write its tables into.

        Raises:
            OutputError: the stage's tables are there already and may not be replaced, or the place is not a folder.
        """
        present = [name for name in STAGES[stage] if self.has(name)]
        if present and not overwrite:
            raise OutputError(
                f"{self.root}: already holds {', '.join(present)}; choose another folder, or replace them with "
                "output.overwrite: true in the run file"
            )
        staging = self.root / f".{stage}"
        try:
            shutil.rmtree(staging, ignore_errors=True)
            staging.mkdir(parents=True)
        except OSError as error:
            raise OutputError(f"{self.root}: cannot be written to: {error.strerror}") from None
        return staging

    @contextmanager
    def replaced(self, overwrite: bool) -> Iterator["CorpusFolder"]:
        """A new corpus folder that takes this one's place when the block ends without an error.

        Until then, and after any error, what is here stays as it is.

        Raises:
            OutputError: the folder holds a corpus and `overwrite` is false, it holds something else, or another run is
                writing it at this moment.
        """
        building = self.root.with_name(f".{self.root.name}.building")
        old = self.root.with_name(f".{self.root.name}.old")
        with _only_writer(self.root):
            if old.exists() and not self.root.exists():
                old.rename(self.root)  # a run was killed between the two renames below
            self._may_replace(overwrite)
            shutil.rmtree(building, ignore_errors=True)
            building.mkdir()
            try:
                yield CorpusFolder(building)
                shutil.rmtree(old, ignore_errors=True)
                if self.root.exists():
                    self.root.rename(old)
                building.rename(self.root)
                shutil.rmtree(old, ignore_errors=True)
            finally:
                shutil.rmtree(building, ignore_errors=True)

    def _may_replace(self, overwrite: bool) -> None:
        if not self.root.exists():
            return
        if not self.root.is_dir():
            raise OutputError(f"{self.root}: is not a folder")
        if self.manifest():
            if not overwrite:
                raise OutputError(
                    f"{self.root}: already holds a corpus; choose another folder, or replace it with --overwrite "
                    "(output.overwrite: true in the run file)"
                )
        elif any(self.root.iterdir()):
            raise OutputError(f"{self.root}: holds files that are no corpus; choose an empty or new folder")

    def commit(self, stage: str, parts: Sequence[Part], facts: Mapping[str, Any]) -> None:
        """Make what a stage wrote the content of its tables, and drop the tables of later stages.

        Args:
            stage: the stage.
            parts: files of the tasks that succeeded; any others in the stage's folder are left-overs and are deleted.
            facts: what the manifest should say about the stage.
        """
        staging = self.root / f".{stage}"
        tables = {name: _finish(staging / name, name, parts) for name in STAGES[stage]}
        earlier = list(STAGES)[: list(STAGES).index(stage)]
        stale = [name for other in STAGES if other not in earlier for name in STAGES[other]]
        manifest = self.manifest()
        kept = {name: entry for name, entry in manifest.get("tables", {}).items() if name not in stale}
        known = {name: entry for name, entry in manifest.get("stages", {}).items() if name in earlier}
        self._write_manifest({"format": FORMAT, "stages": known, "tables": kept})
        for name in stale:
            shutil.rmtree(self.root / name, ignore_errors=True)
        for name in STAGES[stage]:
            (staging / name).rename(self.root / name)
        shutil.rmtree(staging)
        self._write_manifest({"format": FORMAT, "stages": {**known, stage: dict(facts)}, "tables": {**kept, **tables}})

    def forget(self, table: str) -> None:
        """Remove a table that nothing needs any more."""
        manifest = self.manifest()
        manifest.get("tables", {}).pop(table, None)
        self._write_manifest(manifest)
        shutil.rmtree(self.root / table, ignore_errors=True)

    def note(self, **facts: Any) -> None:
        """Set top-level entries of the manifest."""
        self._write_manifest({**self.manifest(), **facts})

    def _write_manifest(self, manifest: Mapping[str, Any]) -> None:
        temporary = self.root / f"{MANIFEST}.new"
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(manifest, file, indent=2, sort_keys=True, ensure_ascii=True)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self.root / MANIFEST)


@contextmanager
def _only_writer(root: Path) -> Iterator[None]:
    """Hold the lock file beside a corpus folder, so that two runs never write it at once."""
    lock = root.with_name(f".{root.name}.lock")
    try:
        root.parent.mkdir(parents=True, exist_ok=True)
        file = lock.open("w")
    except OSError as error:
        raise OutputError(f"{root.parent}: cannot be written to: {error.strerror}") from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OutputError(f"{root}: another run is writing this corpus now; wait for it or choose another folder") \
                from None
        yield


def _finish(folder: Path, table: str, parts: Iterable[Part]) -> dict[str, Any]:
    """Give the reported files of a table their final names, delete the others, and describe the table."""
    folder.mkdir(exist_ok=True)
    mine = sorted((part for part in parts if part.table == table), key=lambda part: part.file)
    reported = {part.file for part in mine}
    for path in folder.iterdir():
        if path.name not in reported:
            path.unlink()
    files = []
    for part in mine:
        name = part.file.split("~")[0] + ".parquet"
        (folder / part.file).rename(folder / name)
        files.append({"file": name, "rows": part.rows, "bytes": part.bytes, "sha256": part.sha256})
    if not files:
        pq.write_table(TABLES[table].arrow.empty_table(), folder / "part-none.parquet", compression="zstd")
    digest = hashlib.sha256("".join(f"{file['file']} {file['sha256']}\n" for file in files).encode()).hexdigest()
    return {"rows": sum(part.rows for part in mine), "bytes": sum(part.bytes for part in mine), "sha256": digest,
            "files": files}
