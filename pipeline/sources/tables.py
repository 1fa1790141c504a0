"""Tables of repositories: rows of Parquet or JSON lines become the same files that a clone or an archive gives."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any

from pipeline.config import Input, Tables
from pipeline.licences import stated
from pipeline.sources.archive import inflated_limit
from pipeline.sources.blobs import ahead, read_blob
from pipeline.sources.cells import bytes_of, count_of, name_of, plain_of, words_of
from pipeline.sources.layouts import REQUIRED, Layout, layout_of
from pipeline.sources.metadata import UNKNOWN, Facts
from pipeline.sources.opt_out import NOTHING, OptOut, without
from pipeline.sources.paths import escape
from pipeline.sources.raw_file import RawFile, SourceRef
from pipeline.sources.rows import SourceError, complete, content_row, problem_row, source_row
from pipeline.sources.tabular import Piece, Row, check_columns, pieces, read_piece, table_files

KIND = "tables"
BLOB = "\0blob"  # no column is called so
ROWS, CONTENTS, LICENCES = "rows", "contents", "licences"
_LINE_BYTES = 64 << 20  # of JSON: a line may be a repository


@dataclass(frozen=True, slots=True)
class TablesRef(SourceRef):
    """A piece of a file of a table of repositories.

    Attributes:
        piece: what to read of it.
        layout: where things are in its rows.
        table: which table of the layout it belongs to: rows, contents or licences.
        entry: number of the entry of the run file.
        prefix: what is put before the names of its repositories.
    """

    piece: Piece
    layout: Layout
    table: str
    entry: int
    prefix: str


@dataclass(frozen=True, slots=True)
class Loose:
    """A file with what its row says of its repository, not yet beside the other files of it.

    Attributes:
        repo: name of the repository.
        commit: commit id, or None.
        facts: what is known of it.
        file: the file; without text and without a problem where its text is in another table.
        id: what names its text in another table, or None.
        source: kind and location that it was read from.
    """

    repo: str
    commit: str | None
    facts: Facts
    file: RawFile
    id: str | None = None
    source: str = ""


def find_tables(entries: Sequence[Tables], piece_bytes: int) -> list[TablesRef]:
    """The files of tables that a run file names, in pieces of about `piece_bytes`; their columns are looked at.

    A file in which rows of a repository follow one another is not cut: a repository could lie on both sides.

    Raises:
        ConfigError: an entry does not describe a layout.
        InputError: a path holds no such files, a file cannot be read or has not the columns.
    """
    found = []
    for number, entry in enumerate(entries):
        place = f"input.tables.{number}"
        layout = layout_of(entry, place)
        tables = {ROWS: (entry.path, layout.columns), CONTENTS: (entry.contents, layout.contents),
                  LICENCES: (entry.licences, layout.licences)}
        for table, (path, columns) in tables.items():
            for file in table_files(path) if path is not None else []:
                check_columns(file, _required(layout, table, columns), f"{place}.columns")
                whole = table == ROWS and layout.files is None and not layout.is_scattered
                found += [TablesRef(KIND, escape(entry.path.encode()), f"{entry.prefix}{file.name}", piece.bytes, piece,
                                    layout, table, number, entry.prefix)
                          for piece in pieces(file, 1 << 62 if whole else piece_bytes)]
    return found


def read_loose(ref: TablesRef, options: Input) -> Iterator[Loose]:
    """Every file of a piece of rows, in order; never raises for what it holds."""
    for loose in _loose_rows(ref, options):
        yield replace(loose, source=ref.place)


def read_contents(ref: TablesRef, options: Input) -> Iterator[tuple[str, RawFile]]:
    """Id and text of every row of a piece of contents, as a file without a path; rows without an id are left out."""
    for row, _ in _elements(ref, options):
        values = row.values or {}
        name = words_of(values.get(ref.layout.contents["id"]))
        if name:
            yield name, _content(b"x", values, ref.layout.contents, options)


def read_licences(ref: TablesRef, options: Input) -> Iterator[tuple[str, str]]:
    """Name of a repository and SPDX expression of every row of a piece of licences that has both."""
    for row, _ in _elements(ref, options):
        values = row.values or {}
        repo, licence = (values.get(ref.layout.licences[role]) for role in ("repo", "licence"))
        name, expression = name_of(repo, ref.prefix), stated(plain_of(licence))
        if name is not None and expression is not None:
            yield name, expression


def together(
    rows: Iterable[Loose], options: Input, opt_out: OptOut = NOTHING, known: Mapping[str, Facts] | None = None
) -> Iterator[Loose]:
    """The rows of whole repositories as those of any source: a path once, at most max_repo_files, none opted out.

    Args:
        rows: files; those of a repository follow one another.
        options: limits.
        opt_out: what is not to be read.
        known: facts by repository, instead of those of the rows.
    """
    for repo, group in groupby(rows, key=lambda row: row.repo):
        first = next(group)
        own = replace(first, facts=(known or {}).get(repo, first.facts))
        entry = opt_out.repository(repo)
        if entry is not None:
            yield replace(own, file=source_row("opted_out", entry))
            continue
        files = (row.file for rows in ([first], group) for row in rows)
        for file in without(complete(files, options), opt_out.paths(repo), opt_out.hashes):
            yield replace(own, file=file)


def _required(layout: Layout, table: str, columns: Mapping[str, str]) -> dict[str, str]:
    """Columns that a file must have, by role; of nested files only the list itself can be seen."""
    if table == ROWS and layout.files is not None:
        return {"files": layout.files}
    return {role: column for role, column in columns.items() if role in REQUIRED or table == LICENCES}


def _elements(ref: TablesRef, options: Input) -> Iterator[tuple[Row, Mapping[str, Any]]]:
    """Rows of a piece with the values of a file: an element of the row's files, else the row's own."""
    layout = ref.layout
    columns = list({ROWS: layout.columns, CONTENTS: layout.contents, LICENCES: layout.licences}[ref.table].values())
    nested = layout.files if ref.table == ROWS else None
    inflated = inflated_limit(ref.piece.file.bytes, options)
    for row in read_piece(ref.piece, columns, _LINE_BYTES, inflated, nested):
        element = (row.values or {}).get(nested) if nested is not None else row.values
        yield row, element if isinstance(element, Mapping) else {}


def _loose_rows(ref: TablesRef, options: Input) -> Iterator[Loose]:
    if ref.layout.blobs is None:
        yield from (_loose(row, element, ref, options) for row, element in _elements(ref, options))
        return
    ask: Callable[[tuple[Row, Mapping[str, Any]]], Mapping[str, Any]] = partial(_with_blob, ref.layout, options)
    for (row, _), element in ahead(_elements(ref, options), ask):
        yield _loose(row, element, ref, options)


def _with_blob(layout: Layout, options: Input, item: tuple[Row, Mapping[str, Any]]) -> Mapping[str, Any]:
    """The values of a file with its text, or a row that says why there is none, under a name of its own."""
    element, size = item[1], count_of(item[1].get(layout.columns.get("size", "")))
    if not element or (size is not None and size > options.max_file_bytes):
        return element
    try:
        name = words_of(element.get(layout.columns["blob"]))
        return {**element, BLOB: read_blob(str(layout.blobs), options.s3, name, options.max_file_bytes)}
    except SourceError as error:
        return {**element, BLOB: error}


def _loose(row: Row, element: Mapping[str, Any], ref: TablesRef, options: Input) -> Loose:
    columns = ref.layout.columns
    nowhere = f"{ref.repo}:{row.number}"
    if row.values is None:
        return Loose(nowhere, None, UNKNOWN, source_row(row.problem or "damaged", row.detail))
    repo = name_of(_either(row, element, columns["repo"]), ref.prefix)
    if repo is None:
        return Loose(nowhere, None, UNKNOWN, source_row("bad_row", f"`{columns['repo']}`: no name of a repository"))
    commit, stars, forks = (_either(row, element, columns.get(role)) for role in ("commit", "stars", "forks"))
    own = Loose(repo, words_of(commit) or None, Facts(count_of(stars), count_of(forks)),
                source_row("empty_source", "no files"))
    if ref.layout.files is not None and not element:
        return own
    name = bytes_of(element.get(columns["path"]))
    if not name:
        return replace(own, file=RawFile(f"row {row.number}", -1, problem="bad_row",
                                         detail=f"`{columns['path']}`: no path"))
    licence = stated(plain_of(_either(row, element, columns.get("licence"))))
    if "id" in columns and "text" not in columns:
        file = replace(problem_row(name, -1, "missing_object"), licence=licence)
        found = _link(name, element, columns) or (file if file.problem == "bad_path" else replace(file, problem=None))
        return replace(own, file=found, id=words_of(element.get(columns["id"])))
    file = _link(name, element, columns) or _content(name, element, columns, options)
    return replace(own, file=replace(file, licence=licence))


def _link(name: bytes, values: Mapping[str, Any], columns: Mapping[str, str]) -> RawFile | None:
    target = words_of(values.get(columns["symlink"])) if "symlink" in columns else ""
    return problem_row(name, len(target.encode("utf-8", "replace")), "symlink", target) if target else None


def _content(name: bytes, values: Mapping[str, Any], columns: Mapping[str, str], options: Input) -> RawFile:
    """Row of a file from the value of its text."""
    column = columns["blob" if "blob" in columns else "text"]
    text = values.get(BLOB if "blob" in columns else column)
    size = count_of(values.get(columns.get("size", "")))
    known = -1 if size is None else size
    if text is None and values.get(columns.get("binary", "")) in (True, "true", b"true"):
        return problem_row(name, known, "binary")
    if text is None and known > options.max_file_bytes:
        return problem_row(name, known, "too_large")
    if text is None:
        return problem_row(name, known, "missing_object", f"`{column}`: null or missing")
    if isinstance(text, SourceError):
        return problem_row(name, known, text.problem, text)
    data = bytes_of(text)
    if data is None:
        problem = "undecodable" if isinstance(text, str) else "bad_row"
        return problem_row(name, known, problem, f"`{column}`: a value of type {type(text).__name__}")
    if len(data) > options.max_file_bytes:
        return problem_row(name, len(data), "too_large")
    return content_row(name, data, words_of(values.get(columns.get("encoding", ""))) or None)


def _either(row: Row, element: Mapping[str, Any], column: str | None) -> Any:
    """The value of a column in a file, else in the row that the file is in."""
    if column is None:
        return None
    found = element.get(column)
    return found if found is not None else (row.values or {}).get(column)
