"""Delta tables as sets of files: which files a version names, and the one transaction that names other ones.

Files are written before, by whoever has the rows, and never change. Names and transactions are the protocol's
(https://github.com/delta-io/delta/blob/master/PROTOCOL.md), written and read by delta-rs.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import Any

import pyarrow as pa

from pipeline.errors import CorpusError
from schemas import Table

LOG = "_delta_log"
FACTS = "repomill"  # the key of a commit's metadata that is ours
_ENTRY = re.compile(r"(\d{20})\.json")
# The log is small, and what its oldest entry says of a version is said nowhere else.
_CONFIGURATION = {"delta.enableExpiredLogCleanup": "false"}


class ConflictError(Exception):
    """Somebody else's transaction came first."""


@dataclass(frozen=True, slots=True, order=True)
class DataFile:
    """A Parquet file of a table: its name in the table's folder, its rows and its size in bytes."""

    name: str
    rows: int
    bytes: int


def is_table(path: Path) -> bool:
    """Whether the folder holds a Delta table."""
    return (path / LOG).is_dir()


def latest(path: Path) -> int | None:
    """The last version of a table; None where there is none."""
    return max(map(int, _entries(path)), default=None)


def files_at(path: Path, version: int) -> list[DataFile]:
    """The files that a version names, by name.

    Raises:
        CorpusError: the log has no such version, or is damaged.
    """
    from deltalake import DeltaTable
    from deltalake.exceptions import DeltaError

    try:
        actions = pa.table(DeltaTable(path, version=version).get_add_actions(flatten=True))
    except DeltaError as error:
        raise CorpusError(f"{path / LOG}: damaged: {str(error).splitlines()[0]}") from None
    columns = (actions.column(name).to_pylist() for name in ("path", "num_records", "size_bytes"))
    return sorted(DataFile(*values) for values in zip(*columns, strict=True))


def facts_of(path: Path, version: int) -> dict[str, Any]:
    """What the commit of a version was told to remember.

    Raises:
        CorpusError: the log has no such entry, or it is not one of ours.
    """
    place = path / LOG / f"{version:020}.json"
    try:
        for line in place.read_text(encoding="utf-8").splitlines():
            info = json.loads(line).get("commitInfo")
            if info is not None:
                return dict(info[FACTS]) | {"timestamp": int(info["timestamp"])}
    except (OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise CorpusError(f"{place}: damaged, or no version of a corpus: {type(error).__name__}: {error}") from None
    raise CorpusError(f"{place}: damaged, or no version of a corpus: it says nothing of its commit")


def logged(path: Path) -> set[str]:
    """Names of all files that any version of a table ever named."""
    found = set()
    for entry in _entries(path):
        for line in (path / LOG / f"{entry}.json").read_text(encoding="utf-8").splitlines():
            found.add(json.loads(line).get("add", {}).get("path"))
    return found - {None}


def create(path: Path, table: Table, files: Sequence[DataFile], facts: Mapping[str, Any]) -> None:
    """Make a table of files that lie in the folder; this is its version 0."""
    from deltalake import CommitProperties
    from deltalake.transaction import create_table_with_add_actions

    create_table_with_add_actions(
        str(path), _schema(table), [_add(file) for file in files], mode="error", name=table.name,
        description=table.meaning, configuration=_CONFIGURATION,
        commit_properties=CommitProperties(custom_metadata={FACTS: dict(facts)}),
    )


def replace(path: Path, table: Table, files: Sequence[DataFile], facts: Mapping[str, Any], after: int) -> int:
    """Make a version that names exactly these files, the next after `after`.

    Returns:
        The version.

    Raises:
        ConflictError: there is a version after that one already.
    """
    from deltalake import CommitProperties, DeltaTable
    from deltalake.exceptions import CommitFailedError
    from deltalake.transaction import RemoveAction

    there = {file.name: file for file in files_at(path, after)}
    wanted = {file.name for file in files}
    now = int(time() * 1000)
    actions = [_add(file) for file in files if file.name not in there]
    actions += [RemoveAction(name, True, now, file.bytes) for name, file in there.items() if name not in wanted]
    try:
        DeltaTable(path, version=after).create_write_transaction(
            actions, "append", _schema(table),
            commit_properties=CommitProperties(custom_metadata={FACTS: dict(facts)}, max_commit_retries=0),
        )
    except CommitFailedError:
        raise ConflictError(f"{path}: version {after + 1} was made by somebody else") from None
    return after + 1


def _schema(table: Table) -> Any:
    from deltalake import Schema

    return Schema.from_arrow(table.arrow)


def _add(file: DataFile) -> Any:
    from deltalake.transaction import AddAction

    return AddAction(file.name, file.bytes, {}, 0, True, json.dumps({"numRecords": file.rows}))


def _entries(path: Path) -> list[str]:
    """The numbers in the names of a log's entries, as they are written."""
    if not is_table(path):
        return []
    matches = (_ENTRY.fullmatch(entry.name) for entry in (path / LOG).iterdir())
    return sorted(match[1] for match in matches if match)
