"""The corpus folder: tables that appear whole or not at all, and the manifest that says what is in it."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.errors import CorpusError, InputError, OutputError
from pipeline.tables import Part
from schemas import TABLES

MANIFEST = "manifest.json"
REPORTS = ("report.html", "report.json")
NO_ROWS = "part-none.parquet"  # the file of a table without rows, so that any reader finds its columns
FORMAT = 1
# Which stage writes which tables, in the order of the flow: a stage that runs again makes all later ones stale.
STAGES: dict[str, tuple[str, ...]] = {
    "ingest": ("raw_files",),
    "curate": ("documents", "files", "repos", "edges", "contamination", "timings"),
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
            CorpusError: the manifest cannot be read, is damaged, or a later version of repomill wrote it.
        """
        try:
            manifest = json.loads((self.root / MANIFEST).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except NotADirectoryError:
            raise CorpusError(f"{self.root}: is not a folder") from None
        except (OSError, ValueError, RecursionError) as error:
            raise CorpusError(f"{self.root / MANIFEST}: not a manifest, so the corpus is damaged: {error}") from None
        if not _is_manifest(manifest):
            raise CorpusError(f"{self.root / MANIFEST}: not a manifest of repomill, or a damaged one")
        if manifest["format"] > FORMAT:
            raise CorpusError(f"{self.root}: in format {manifest['format']}; this repomill reads up to {FORMAT}")
        return dict(manifest)

    def has(self, table: str) -> bool:
        """Whether the table was committed."""
        return table in self.manifest().get("tables", {})

    def table(self, name: str) -> Path:
        """Folder of a committed table.

        Raises:
            InputError: the corpus does not hold it; says which stage writes it.
            CorpusError: files of the table are not there any more.
        """
        entry = self.manifest().get("tables", {}).get(name)
        if entry is None:
            stage = next(stage for stage, tables in STAGES.items() if name in tables)
            raise InputError(f"{self.root}: holds no table `{name}`; the stage `{stage}` writes it")
        files = [file["file"] for file in entry["files"]] or [NO_ROWS]
        missing = [file for file in files if not (self.root / name / file).is_file()]
        if missing:
            raise CorpusError(f"{self.root / name}: damaged: {', '.join(missing[:5])} is missing")
        return self.root / name

    def foreign(self) -> list[str]:
        """Names in the folder that repomill did not put there."""
        if not self.root.exists():
            return []
        own = {MANIFEST, f"{MANIFEST}.new", *(f".{stage}" for stage in STAGES)}
        if self.manifest():
            own.update(REPORTS, TABLES)
        return sorted(path.name for path in self.root.iterdir() if path.name not in own)

    def start(self, stage: str, overwrite: bool) -> Path:
        """Make an empty folder for a stage to write its tables into.

        Raises:
            OutputError: the stage's tables are there already and may not be replaced, or the place is not a folder, or
                it is one of other files.
        """
        if not self.manifest() and self.foreign():
            raise OutputError(f"{self.root}: holds files that are no corpus; choose an empty or new folder")
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

    def _write_manifest(self, manifest: Mapping[str, Any]) -> None:
        temporary = self.root / f"{MANIFEST}.new"
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(manifest, file, indent=2, sort_keys=True, ensure_ascii=True)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self.root / MANIFEST)


def _is_manifest(value: object) -> bool:
    """Whether a JSON value has the shape that `commit` writes."""
    match value:
        case {"format": int(), "tables": dict(tables)}:
            return all(name in TABLES and _is_entry(entry) for name, entry in tables.items())
    return isinstance(value, dict) and isinstance(value.get("format"), int) and value["format"] > FORMAT


def _is_entry(entry: object) -> bool:
    match entry:
        case {"rows": int(), "bytes": int(), "files": [*files]}:
            return all(isinstance(file, dict) and isinstance(file.get("file"), str) for file in files)
    return False


def only_reported(folder: Path, table: str, parts: Iterable[Part]) -> list[Part]:
    """Delete what failed attempts left in the folder of a table that is being written; the parts that remain."""
    folder.mkdir(exist_ok=True)
    mine = sorted((part for part in parts if part.table == table), key=lambda part: part.file)
    reported = {part.file for part in mine}
    for path in folder.iterdir():
        if path.name not in reported:
            path.unlink()
    return mine


def _finish(folder: Path, table: str, parts: Iterable[Part]) -> dict[str, Any]:
    """Give the reported files of a table their final names, and describe the table."""
    mine = only_reported(folder, table, parts)
    files = []
    for part in mine:
        name = part.file.split("~")[0] + ".parquet"
        (folder / part.file).rename(folder / name)
        files.append({"file": name, "rows": part.rows, "bytes": part.bytes, "sha256": part.sha256})
    if not files:
        pq.write_table(TABLES[table].arrow.empty_table(), folder / NO_ROWS, compression="zstd")
    digest = hashlib.sha256("".join(f"{file['file']} {file['sha256']}\n" for file in files).encode()).hexdigest()
    return {"rows": sum(part.rows for part in mine), "bytes": sum(part.bytes for part in mine), "sha256": digest,
            "files": files}
