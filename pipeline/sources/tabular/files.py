"""Which files of rows a path of the run file names, and how each is cut into pieces of work."""

import io
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.config import AMAZON, S3
from pipeline.errors import InputError
from pipeline.sources.paths import escape, located
from pipeline.sources.regular_file import open_regular
from pipeline.sources.rows import SourceError
from pipeline.sources.s3.block_file import BlockFile
from pipeline.sources.s3.listing import Listed, below
from pipeline.sources.s3.place import S3Place, is_s3, refuse_hadoop

# What a name ends in says how the rows are written; a compressed file of JSON lines is told by its first bytes.
PARQUET = (".parquet", ".pq")
AVRO = (".avro",)
PACKED = ("", ".gz", ".zst", ".bz2", ".xz")
_BUFFER_BYTES = 1 << 18
JSON_LINES = tuple(form + packed for form in (".jsonl", ".ndjson", ".json") for packed in PACKED)


@dataclass(frozen=True, slots=True)
class TableFile:
    """One file of rows.

    Attributes:
        location: its path or s3://bucket/key, as text made by pipeline.sources.paths.escape.
        name: its path below the folder that the run file names, escaped; its own name where that names the file.
        format: parquet, avro or jsonl.
        bytes: its size.
        mark: what it is recognised by without being read: size and time of change, or ETag.
        etag: of an object of S3; None for a file of this machine.
        store: how to reach the object, which says nothing of what it is.
    """

    location: str
    name: str
    format: str
    bytes: int
    mark: str
    etag: str | None = None
    store: S3 = field(default=AMAZON, repr=False, compare=False)

    def opened(self) -> BinaryIO:
        """The file at its start, for reading; it can be sought in.

        Raises:
            OSError: it cannot be opened.
        """
        if self.etag is None:
            return open_regular(located(self.location))
        found = Listed(S3Place.at(self.location), self.bytes, self.etag)
        return io.BufferedReader(BlockFile(found, self.store), _BUFFER_BYTES)


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


def table_files(path: str, store: S3 = AMAZON) -> list[TableFile]:
    """The files of rows at a path or s3://bucket/prefix, in the order of their names; below a folder at any depth.

    Links and names that begin with `.` or `_`, which Spark gives to what is no data, are not followed.

    Args:
        path: what the run file names.
        store: how to reach objects of S3.

    Raises:
        InputError: the path does not exist, cannot be read or holds no such file.
        StoreError: the store cannot be asked.
    """
    refuse_hadoop(path)
    found = _objects(path, store) if is_s3(path) else _files(path)
    files = sorted((file for file in found if file is not None), key=lambda file: file.name)
    if not files:
        known = " ".join(PARQUET + AVRO + JSON_LINES)
        raise InputError(f"{path}: holds no file of rows; read are names that end in {known}")
    return files


def _objects(url: str, store: S3) -> list[TableFile | None]:
    return [_file(str(item.place), name.encode("utf-8", "surrogateescape"), item.size, item.etag, item.etag, store)
            for name, item in below(url, store)]


def _files(path: str) -> list[TableFile | None]:
    root = Path(path)
    try:
        status = root.stat()
        if stat.S_ISDIR(status.st_mode):
            top = os.fsencode(root.resolve())
            return [_of_machine(entry.path, entry.path[len(top) + 1:], entry.stat()) for entry in _below(top)]
        return [_of_machine(os.fsencode(root.resolve()), os.fsencode(root.name), status)]
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file or folder") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None


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
        with file.opened() as source:
            return pq.read_metadata(source)
    except (OSError, pa.ArrowException, SourceError) as error:
        said = str(error).partition("\n")[0]
        raise InputError(f"{file.location}: not a Parquet file, or a damaged one: {said}") from None


def _of_machine(location: bytes, name: bytes, status: os.stat_result) -> TableFile | None:
    return _file(escape(location), name, status.st_size, status.st_mtime_ns)


def _file(
    location: str, name: bytes, size: int, changed: int | str, etag: str | None = None, store: S3 = AMAZON
) -> TableFile | None:
    lower = os.fsdecode(name).lower()
    forms = {"parquet": PARQUET, "avro": AVRO, "jsonl": JSON_LINES}
    form = next((form for form, ends in forms.items() if lower.endswith(ends)), None)
    return None if form is None else TableFile(location, escape(name), form, size, f"{size} {changed}", etag, store)


def _below(folder: bytes) -> Iterator["os.DirEntry[bytes]"]:
    folders = [folder]
    while folders:
        with os.scandir(folders.pop()) as entries:
            shown = [entry for entry in entries if not entry.name.startswith((b".", b"_")) and not entry.is_symlink()]
        folders.extend(entry.path for entry in shown if entry.is_dir())
        yield from (entry for entry in shown if entry.is_file())
