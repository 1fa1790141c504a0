"""Tables of repositories: rows of Parquet or JSON lines become the same files that a clone or an archive gives."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any

from pipeline.config import Input
from pipeline.licences import stated
from pipeline.sources.ahead import ahead
from pipeline.sources.archive import inflated_limit
from pipeline.sources.blobs import read_blob
from pipeline.sources.cells import bytes_of, count_of, name_of, plain_of, words_of
from pipeline.sources.layouts import Layout
from pipeline.sources.metadata import UNKNOWN, Facts
from pipeline.sources.opt_out import NOTHING, OptOut, without
from pipeline.sources.raw_file import RawFile
from pipeline.sources.rows import SourceError, complete, content_row, problem_row, source_row
from pipeline.sources.stamp import repository_stamp
from pipeline.sources.table_list import ROWS, TablesRef
from pipeline.sources.tabular import Row, read_piece

BLOB = "\0blob"  # no column is called so
_LINE_BYTES = 64 << 20  # of JSON: a line may be a repository


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
        stamp: what the repository is recognised by (pipeline.sources.stamp).
    """

    repo: str
    commit: str | None
    facts: Facts
    file: RawFile
    id: str | None = None
    source: str = ""
    stamp: str | None = None


def read_loose(ref: TablesRef, options: Input) -> Iterator[Loose]:
    """Every file of a piece of rows that is to be read, in order; never raises for what it holds."""
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
    rows: Iterable[Loose], options: Input, opt_out: OptOut = NOTHING, known: Mapping[str, Facts] | None = None,
    stamp: str | None = None,
) -> Iterator[Loose]:
    """The rows of whole repositories as those of any source: a path once, at most max_repo_files, none opted out.

    Args:
        rows: files; those of a repository follow one another.
        options: limits.
        opt_out: what is not to be read.
        known: facts by repository, instead of those of the rows.
        stamp: of the tables that they are from.
    """
    facts = known or {}
    for repo, group in groupby(rows, key=lambda row: row.repo):
        first = next(group)
        own = replace(first, facts=facts.get(repo, first.facts), stamp=repository_stamp(
            stamp, repo, opt_out, facts.get(repo)))
        entry = opt_out.repository(repo)
        if entry is not None:
            yield replace(own, file=source_row("opted_out", entry))
            continue
        files = (row.file for rows in ([first], group) for row in rows)
        for file in without(complete(files, options), opt_out.paths(repo), opt_out.hashes):
            yield replace(own, file=file)


def _elements(ref: TablesRef, options: Input) -> Iterator[tuple[Row, Mapping[str, Any]]]:
    """Rows of a piece with the values of a file: an element of the row's files, else the row's own."""
    nested = ref.layout.files if ref.table == ROWS else None
    inflated = inflated_limit(ref.piece.file.bytes, options)
    for row in read_piece(ref.piece, list(ref.columns.values()), _LINE_BYTES, inflated, nested):
        value = (row.values or {}).get(nested) if nested is not None else row.values
        element = value if isinstance(value, Mapping) else {}
        if ref.only is None or ref.table != ROWS or (_name(row, element, ref) or _nowhere(row, ref)) in ref.only:
            yield row, element


def _name(row: Row, element: Mapping[str, Any], ref: TablesRef) -> str | None:
    """Name of the repository that a row is of; None where it does not say."""
    return name_of(_either(row, element, ref.layout.columns["repo"]), ref.prefix)


def _nowhere(row: Row, ref: TablesRef) -> str:
    """What stands for the repository of a row that does not say."""
    return f"{ref.repo}:{row.number}"


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
    if row.values is None:
        return Loose(_nowhere(row, ref), None, UNKNOWN, source_row(row.problem or "damaged", row.detail))
    repo = _name(row, element, ref)
    if repo is None:
        return Loose(_nowhere(row, ref), None, UNKNOWN,
                     source_row("bad_row", f"`{columns['repo']}`: no name of a repository"))
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
