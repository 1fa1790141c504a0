"""Which files of tables of repositories a run file names, what they are recognised by, and their pieces."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from hashlib import sha256

from pipeline.config import AMAZON, S3, Tables
from pipeline.sources.ahead import ahead
from pipeline.sources.layouts import REQUIRED, Layout, layout_of
from pipeline.sources.paths import escape
from pipeline.sources.raw_file import SourceRef
from pipeline.sources.tabular import Piece, check_columns, pieces, table_files

KIND = "tables"
ROWS, CONTENTS, LICENCES = "rows", "contents", "licences"
_WHOLE = 1 << 62  # bytes; no file is cut


@dataclass(frozen=True, slots=True)
class TablesRef(SourceRef):
    """A file of a table of repositories, or a piece of one.

    Its stamp is one of all repositories that are read with it: those of the file, where the rows of each follow one
    another; where they are scattered, those of all entries of the run file of which that is so.

    Attributes:
        piece: what to read of it.
        layout: where things are in its rows.
        table: which table of the layout it belongs to: rows, contents or licences.
        entry: number of the entry of the run file.
        prefix: what is put before the names of its repositories.
        only: names of the repositories to be read; None for all.
    """

    piece: Piece
    layout: Layout
    table: str
    entry: int
    prefix: str
    only: frozenset[str] | None = field(default=None, kw_only=True)

    @property
    def is_scattered(self) -> bool:
        """Whether files of one repository are anywhere in the pieces of a run."""
        return self.layout.is_scattered

    @property
    def columns(self) -> Mapping[str, str]:
        """Columns of its table by role."""
        return {ROWS: self.layout.columns, CONTENTS: self.layout.contents, LICENCES: self.layout.licences}[self.table]


def find_tables(entries: Sequence[Tables], store: S3 = AMAZON) -> list[TablesRef]:
    """The files of tables that a run file names, whole and with stamps; they are listed, and none is opened.

    Raises:
        ConfigError: an entry does not describe a layout.
        InputError: a path cannot be read or holds no such files.
        StoreError: an object store cannot be asked.
    """
    found = []
    for number, entry in enumerate(entries):
        layout = layout_of(entry, f"input.tables.{number}")
        for table, path in ((ROWS, entry.path), (CONTENTS, entry.contents), (LICENCES, entry.licences)):
            for file in table_files(path, store) if path is not None else ():
                found.append(TablesRef(KIND, escape(entry.path.encode()), f"{entry.prefix}{file.name}", file.bytes,
                                       Piece(file, None, 1, file.bytes), layout, table, number, entry.prefix))
    scattered = _digest(sorted(_digest(_seen(ref)) for ref in found if ref.is_scattered))
    return [replace(ref, stamp=scattered if ref.is_scattered else _digest(_seen(ref))) for ref in found]


def cut(sources: Sequence[SourceRef], piece_bytes: int) -> list[SourceRef]:
    """The same sources, files of tables in pieces of about `piece_bytes`; their columns are looked at.

    A file in which rows of a repository follow one another is not cut: a repository could lie on both sides.

    Raises:
        InputError: a file cannot be read or has not the columns.
        StoreError: an object store does not give it.
    """
    tables = [source for source in sources if isinstance(source, TablesRef)]
    cut_up = ahead(tables, partial(_cut, piece_bytes))  # footers of S3, several at a time
    found: list[SourceRef] = []
    for source in sources:
        found += next(cut_up)[1] if isinstance(source, TablesRef) else [source]
    return found


def _cut(piece_bytes: int, ref: TablesRef) -> list[TablesRef]:
    file = ref.piece.file
    check_columns(file, _required(ref), f"input.tables.{ref.entry}.columns")
    is_whole = ref.table == ROWS and ref.layout.files is None and not ref.is_scattered
    return [replace(ref, piece=piece, bytes=piece.bytes) for piece in pieces(file, _WHOLE if is_whole else piece_bytes)]


def _required(ref: TablesRef) -> dict[str, str]:
    """Columns that a file must have, by role; of nested files only the list itself can be seen."""
    if ref.table == ROWS and ref.layout.files is not None:
        return {"files": ref.layout.files}
    return {role: column for role, column in ref.columns.items() if role in REQUIRED or ref.table == LICENCES}


def _seen(ref: TablesRef) -> list[object]:
    """All that the repositories of a file depend on, but for what is in it."""
    return [ref.place, ref.prefix, ref.table, ref.repo, asdict(ref.layout), ref.piece.file.mark]


def _digest(parts: Sequence[object]) -> str:
    return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:32]
