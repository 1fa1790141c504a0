"""Which files of rows a path of the run file names, and how each is cut into pieces of work."""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import InputError
from pipeline.sources.paths import escape, located
from pipeline.sources.regular_file import open_regular

# What a name ends in says how the rows are written; a compressed file of JSON lines is told by its first bytes.
PARQUET = (".parquet", ".pq")
AVRO = (".avro",)
PACKED = ("", ".gz", ".zst", ".bz2", ".xz")
JSON_LINES = tuple(form + packed for form in (".jsonl", ".ndjson", ".json") for packed in PACKED)


@dataclass(frozen=True, slots=True)
class TableFile:
    """One file of rows.

    Attributes:
        location: its path, as text made by pipeline.sources.paths.escape.
        name: its path below the folder that the run file names, escaped; its own name where that names the file.
        format: parquet, avro or jsonl.
        bytes: its size.
        mark: what it is recognised by without being read: size and time of change.
    """

    location: str
    name: str
    format: str
    bytes: int
    mark: str

    @property
    def path(self) -> Path:
        """Where it is."""
        return located(self.location)

    def fingerprint(self) -> str:
        """Hex SHA-256 of its bytes: what has it unchanged has the same rows.

        Raises:
            OSError: it cannot be read.
        """
        with open_regular(self.path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Piece:
    """What one task reads of a file.

    Attributes:
        file: the file.
        row_groups: numbers of the row groups of a Parquet file; None for all of the file.
        first_row: number of its first row in the file, from 1.
        bytes: rough size.
    """

    file: TableFile
    row_groups: tuple[int, ...] | None
    first_row: int
    bytes: int


def table_files(path: str) -> list[TableFile]:
    """The files of rows at a path, in the byte order of their names; below a folder at any depth.

    Links and names that begin with `.` or `_`, which Spark gives to what is no data, are not followed.

    Raises:
        InputError: the path does not exist, cannot be read or holds no such file.
    """
    root = Path(path)
    try:
        status = root.stat()
        if stat.S_ISDIR(status.st_mode):
            top = os.fsencode(root.resolve())
            found = [_file(entry.path, entry.path[len(top) + 1:], entry.stat()) for entry in _below(top)]
        else:
            found = [_file(os.fsencode(root.resolve()), os.fsencode(root.name), status)]
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file or folder") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    files = sorted((file for file in found if file is not None), key=lambda file: file.name)
    if not files:
        known = " ".join(PARQUET + AVRO + JSON_LINES)
        raise InputError(f"{path}: holds no file of rows; read are names that end in {known}")
    return files


def pieces(file: TableFile, most_bytes: int) -> list[Piece]:
    """A Parquet file in runs of row groups of about `most_bytes` of it, any other file whole.

    Raises:
        InputError: a Parquet file has no footer that can be read.
    """
    if file.format != "parquet":
        return [Piece(file, None, 1, file.bytes)] if file.bytes or file.format != "jsonl" else []
    found: list[Piece] = []
    groups: list[int] = []
    held, rows, first = 0, 0, 1
    metadata = parquet_metadata(file)
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        size = sum(group.column(column).total_compressed_size for column in range(group.num_columns))
        if groups and held + size > most_bytes:
            found.append(Piece(file, tuple(groups), first, held))
            groups, held, first = [], 0, rows + 1
        groups.append(number)
        held += size
        rows += group.num_rows
    return [*found, Piece(file, tuple(groups), first, held)] if groups else found


def parquet_metadata(file: TableFile) -> "pq.FileMetaData":
    """The footer of a Parquet file.

    Raises:
        InputError: it cannot be read.
    """
    try:
        with open_regular(file.path) as source:
            return pq.read_metadata(source)
    except (OSError, pa.ArrowException) as error:
        said = str(error).partition("\n")[0]
        raise InputError(f"{file.location}: not a Parquet file, or a damaged one: {said}") from None


def _file(location: bytes, name: bytes, status: os.stat_result) -> TableFile | None:
    lower = os.fsdecode(name).lower()
    forms = {"parquet": PARQUET, "avro": AVRO, "jsonl": JSON_LINES}
    form = next((form for form, ends in forms.items() if lower.endswith(ends)), None)
    mark = f"{status.st_size} {status.st_mtime_ns}"
    return TableFile(escape(location), escape(name), form, status.st_size, mark) if form is not None else None


def _below(folder: bytes) -> Iterator["os.DirEntry[bytes]"]:
    folders = [folder]
    while folders:
        with os.scandir(folders.pop()) as entries:
            shown = [entry for entry in entries if not entry.name.startswith((b".", b"_")) and not entry.is_symlink()]
        folders.extend(entry.path for entry in shown if entry.is_dir())
        yield from (entry for entry in shown if entry.is_file())
