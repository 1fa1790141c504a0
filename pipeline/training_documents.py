"""The table training_documents as trainers read it: row group by row group, in a fixed order, without Spark."""

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from pipeline.errors import CorpusError
from pipeline.folder import CorpusFolder
from schemas import TRAINING_DOCUMENTS

CACHED_BYTES = 256 << 20  # of row groups in memory, so that shards that read the same ones do not decode them again
OPEN_FILES = 16


@dataclass(frozen=True, slots=True)
class DataFile:
    """A Parquet file of the table, with the rows and bytes that the corpus says it has."""

    path: Path
    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Span:
    """A file in a document: byte offsets of its path comment, its first byte and the byte after its last."""

    path: str
    language: str
    header: int
    start: int
    end: int
    trained: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A row of the table.

    Attributes:
        masks: byte ranges of `text` that are context only.
        blocks: byte ranges of `text` of its syntax nodes of more than one line, one a row; of those that begin together
            the longest first. None of files that no parser read.
    """

    document_id: str
    repo: str
    domain: str
    weight: float
    language: str
    text: str
    spans: tuple[Span, ...]
    masks: tuple[tuple[int, int], ...]
    blocks: NDArray[np.int64] = field(default_factory=lambda: np.empty((0, 2), np.int64), compare=False)


def files_of(corpus: Path, version: int | None = None) -> list[DataFile]:
    """The files of the table in a version of a corpus (None: the last), in the order that rows are counted in.

    Raises:
        InputError: the corpus has no such version or table.
        CorpusError: a file is missing.
    """
    folder = CorpusFolder(corpus, version).pinned()
    places, files = folder.table(TRAINING_DOCUMENTS.name), folder.files(TRAINING_DOCUMENTS.name)
    return [DataFile(place, file.rows, file.bytes) for place, file in zip(places, files, strict=True)]


class TrainingDocuments:
    """Row groups of the table, numbered through all files.

    Attributes:
        rows: rows of each row group.
        fingerprint: hex SHA-256 of names, rows and sizes of the files: files never change once a corpus names them.
    """

    def __init__(self, files: Sequence[DataFile], left_out: Callable[[str], bool] | None = None) -> None:
        """Open files; their text is not read yet.

        Args:
            files: of the table.
            left_out: repositories, by name, whose rows are as if they were not there for `domains`, `sizes` and
                `rows_of`.

        Raises:
            CorpusError: a file is not what the corpus says it is.
        """
        self._places: list[tuple[DataFile, int]] = []
        self._statistics: list[tuple[str, str] | None] = []
        self._open: OrderedDict[Path, pq.ParquetFile] = OrderedDict()
        self._cache: OrderedDict[int, pa.Table] = OrderedDict()
        self._cached = 0
        self._domains: dict[int, NDArray[np.str_]] = {}
        self._left_out = left_out
        self._kept: dict[int, NDArray[np.bool_]] = {}
        self.rows: list[int] = []
        for file in files:
            self._add(file)
        names = "".join(f"{file.path.name} {file.rows} {file.bytes}\n" for file in files)
        self.fingerprint = sha256(names.encode()).hexdigest()

    def domains(self) -> list[str]:
        """The domains of all rows, sorted."""
        found: set[str] = set()
        for group, statistics in enumerate(self._statistics):
            if statistics is None or statistics[0] != statistics[1]:
                found.update(self._domains_of(group)[self._kept_in(group)].tolist())
            elif statistics[0] not in found and self._kept_in(group).any():
                found.add(statistics[0])
        return sorted(found)

    def sizes(self) -> dict[str, int]:
        """Bytes of the files of all documents by domain; reads no text."""
        found: Counter[str] = Counter()
        for group in range(len(self.rows)):
            for row in self.columns(group, ["domain", "spans"]).filter(pa.array(self._kept_in(group))).to_pylist():
                found[row["domain"]] += sum(span["end"] - span["start"] for span in row["spans"])
        return dict(found)

    def groups(self, domain: str) -> list[int]:
        """Numbers of the row groups that may have rows of a domain."""
        return [group for group, known in enumerate(self._statistics)
                if known is None or known[0] <= domain <= known[1]]

    def rows_of(self, group: int, domain: str) -> NDArray[np.int64]:
        """Numbers of the rows of a domain in a row group."""
        known = self._statistics[group]
        if known is not None and known == (domain, domain):
            return np.flatnonzero(self._kept_in(group))
        return np.flatnonzero(self._kept_in(group) & (self._domains_of(group) == domain))

    def document(self, group: int, row: int) -> Document:
        """One document.

        Raises:
            CorpusError: the file is damaged.
        """
        return _document(self._group(group).slice(row, 1).to_pylist()[0])

    def columns(self, group: int, names: list[str]) -> pa.Table:
        """Some columns of a row group.

        Raises:
            CorpusError: the file is damaged.
        """
        file, number = self._places[group]
        try:
            return self._file(file.path).read_row_group(number, columns=names)
        except (OSError, pa.ArrowException) as error:
            raise _damaged(file.path, error) from None

    def _add(self, file: DataFile) -> None:
        try:
            size = file.path.stat().st_size
            metadata = self._file(file.path).metadata
        except (OSError, pa.ArrowException) as error:
            raise _damaged(file.path, error) from None
        if (size, metadata.num_rows) != (file.bytes, file.rows):
            raise CorpusError(f"{file.path}: has {metadata.num_rows} rows and {size} bytes; the corpus says "
                              f"{file.rows} and {file.bytes}, so it was changed or damaged")
        column = [metadata.schema.column(number).path for number in range(metadata.num_columns)].index("domain")
        for number in range(metadata.num_row_groups):
            group = metadata.row_group(number)
            found = group.column(column).statistics
            self._places.append((file, number))
            self._statistics.append((found.min, found.max) if found is not None and found.has_min_max else None)
            self.rows.append(group.num_rows)

    def _file(self, path: Path) -> pq.ParquetFile:
        if path not in self._open:
            self._open[path] = pq.ParquetFile(path, page_checksum_verification=True)
            if len(self._open) > OPEN_FILES:
                self._open.popitem(last=False)[1].close()
        return self._open[path]

    def _domains_of(self, group: int) -> NDArray[np.str_]:
        if group not in self._domains:
            values = self.columns(group, ["domain"]).column("domain").to_pylist()
            self._domains[group] = np.array(values, np.str_)
        return self._domains[group]

    def _kept_in(self, group: int) -> NDArray[np.bool_]:
        """Which rows of a row group are not left out."""
        if self._left_out is None:
            return np.ones(self.rows[group], np.bool_)
        if group not in self._kept:
            repos = self.columns(group, ["repo"]).column("repo").to_pylist()
            self._kept[group] = np.array([not self._left_out(repo) for repo in repos], np.bool_)
        return self._kept[group]

    def _group(self, group: int) -> pa.Table:
        if group in self._cache:
            self._cache.move_to_end(group)
            return self._cache[group]
        table = self.columns(group, [name for name in TRAINING_DOCUMENTS.names
                                     if name in self._file(self._places[group][0].path).schema_arrow.names])
        self._cache[group] = table
        self._cached += table.nbytes
        while self._cached > CACHED_BYTES and len(self._cache) > 1:
            _, old = self._cache.popitem(last=False)
            self._cached -= old.nbytes
        return table


def documents(table: TrainingDocuments) -> Iterator[Document]:
    """All documents in the order of the table."""
    for group, rows in enumerate(table.rows):
        for row in range(rows):
            yield table.document(group, row)


def _document(row: Mapping[str, Any]) -> Document:
    spans = tuple(Span(span["path"], span["language"], span["header"], span["start"], span["end"], span["trained"])
                  for span in row["spans"])
    return Document(row["document_id"], row["repo"], row["domain"], row["weight"], row["language"], row["text"], spans,
                    tuple(_ranges(row.get("masks"))), np.array(_ranges(row.get("blocks")), np.int64).reshape(-1, 2))


def _ranges(found: Sequence[Mapping[str, int]] | None) -> list[tuple[int, int]]:
    return [(one["start"], one["end"]) for one in found or ()]


def _damaged(path: Path, error: Exception) -> CorpusError:
    return CorpusError(f"{path}: damaged: {str(error).splitlines()[0]}")
