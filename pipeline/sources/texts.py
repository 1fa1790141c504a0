"""Texts of the user, rows of Parquet or JSON lines: each is a source of its own, with one file, in its domain."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from pipeline.config import AMAZON, S3, Input, Texts
from pipeline.errors import InputError
from pipeline.licences import stated
from pipeline.sources.archive import inflated_limit
from pipeline.sources.opt_out import NOTHING, OptOut
from pipeline.sources.paths import MAX_PATH_BYTES, detail, escape
from pipeline.sources.raw_file import RawFile, SourceRef
from pipeline.sources.tabular import Piece, Row, check_columns, pieces, read_piece, table_files

KIND = "texts"
_LANGUAGE_CHARACTERS = 40
# Of a line, for each byte of the longest text: what JSON writes one byte as at most, and some more for other columns.
_LINE_BYTES_PER_BYTE = 8
_LINE_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class TextsRef(SourceRef):
    """A piece of a file of texts.

    Attributes:
        piece: what to read of it.
        texts: what the run file says of it.
        only: names of the texts to be read; None for all.
    """

    piece: Piece
    texts: Texts
    only: frozenset[str] | None = field(default=None, kw_only=True)


def find_texts(entries: Sequence[Texts], piece_bytes: int, store: S3 = AMAZON) -> list[TextsRef]:
    """The files of texts that a run file names, in pieces of about `piece_bytes`; the columns they must have are there.

    A file is called DOMAIN/NAME, with a part of its hash where two files of a domain have one name. An error in the
    column of a licence or a language that a file does not have is told, too.

    Raises:
        InputError: a path holds no such files, a file cannot be read or has not the columns.
        StoreError: an object store cannot be asked.
    """
    found: dict[tuple[str, str], list[TextsRef]] = {}
    for number, entry in enumerate(entries):
        place = f"input.texts.{number}"
        named = {option: getattr(entry, option) for option in ("text", "id", "licence_column", "language_column")}
        for file in table_files(entry.path, store):
            if (entry.domain, file.location) in found:
                raise InputError(f"{place}.path: {file.location} is in the domain {entry.domain} already")
            check_columns(file, {option: column for option, column in named.items() if column is not None}, place)
            found[entry.domain, file.location] = [
                TextsRef(KIND, file.location, f"{entry.domain}/{file.name}", piece.bytes, piece, entry, etag=file.etag)
                for piece in pieces(file, piece_bytes)]
    uses = Counter(refs[0].repo for refs in found.values() if refs)
    return [ref if uses[ref.repo] == 1 else replace(ref, repo=f"{ref.repo}~{_mark(ref.location)}")
            for refs in found.values() for ref in refs]


def read_texts(ref: TextsRef, options: Input, opt_out: OptOut = NOTHING) -> Iterator[tuple[str, RawFile]]:
    """Name and file of every text of a piece; never raises for what it holds.

    A text is called FILE:ROW, after its place, since ids need not be unique; its path is its id, else its row. Entries
    of the opt-out list name the domain in the place of a repository, and ids in the place of paths.
    """
    texts = ref.texts
    columns = [name for name in (texts.text, texts.id, texts.licence_column, texts.language_column) if name is not None]
    line_bytes = _LINE_BYTES_PER_BYTE * options.max_file_bytes + _LINE_BYTES
    refused, paths = opt_out.repository(texts.domain), opt_out.paths(texts.domain)
    for row in read_piece(ref.piece, columns, line_bytes, inflated_limit(ref.piece.file.bytes, options)):
        name = f"{ref.repo}:{row.number}"
        if ref.only is not None and name not in ref.only:
            continue
        file = _file(row, texts, options.max_file_bytes)
        entry = refused or next((entry for pattern, entry in paths if pattern.match(file.path)), None)
        if entry is not None:
            file = RawFile(file.path, file.size, file.sha256, problem="opted_out", detail=str(entry))
        yield name, file


def file_of(name: str) -> str:
    """Name of the file that a text is in, which is that of its TextsRef."""
    return name.rpartition(":")[0]


def _mark(location: str) -> str:
    return sha256(location.encode()).hexdigest()[:8]


def _file(row: Row, texts: Texts, most_bytes: int) -> RawFile:
    if row.values is None:
        return RawFile(f"row {row.number}", -1, problem=row.problem, detail=detail(row.detail))
    path = _path(row.values.get(texts.id), row.number) if texts.id is not None else f"row {row.number}"
    text = row.values.get(texts.text)
    try:
        data = text.encode() if isinstance(text, str) else text
    except UnicodeEncodeError as error:
        return RawFile(path, -1, problem="undecodable", detail=detail(f"`{texts.text}`: {error}"))
    if not isinstance(data, bytes):
        found = "null or missing" if data is None else f"a value of type {type(data).__name__}, not text"
        return RawFile(path, -1, problem="bad_row", detail=detail(f"`{texts.text}`: {found}"))
    return replace(_content(path, data, most_bytes), licence=_licence(row, texts), language=_language(row, texts))


def _content(path: str, data: bytes, most_bytes: int) -> RawFile:
    if len(data) > most_bytes:
        return RawFile(path, len(data), problem="too_large")
    digest = sha256(data).hexdigest()
    problem = "binary" if b"\0" in data else None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        problem = "undecodable"
    if problem is not None:
        return RawFile(path, len(data), digest, problem=problem)
    return RawFile(path, len(data), digest, "utf-8", data)


def _path(value: Any, number: int) -> str:
    """The id as a path: no rule on paths of repositories holds for it, but that it is printable and not too long."""
    if isinstance(value, str):
        value = value.encode("utf-8", "replace")
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 64:
        value = str(value).encode()
    if not isinstance(value, bytes) or not value:
        return f"row {number}"
    if len(value) > MAX_PATH_BYTES:
        return f"{escape(value[:200])}...{sha256(value).hexdigest()[:32]}"
    return escape(value)


def _licence(row: Row, texts: Texts) -> str | None:
    found = stated(_words(row, texts.licence_column)) if texts.licence_column is not None else None
    return found or stated(texts.licence)


def _language(row: Row, texts: Texts) -> str | None:
    found = _words(row, texts.language_column) if texts.language_column is not None else None
    return escape(found.strip()[:_LANGUAGE_CHARACTERS].encode("utf-8", "replace")) if isinstance(
        found, str) and found.strip() else texts.language


def _words(row: Row, column: str) -> Any:
    """The value of a column, its texts as str."""
    value = (row.values or {}).get(column)
    if isinstance(value, list):
        return [part.decode("utf-8", "replace") if isinstance(part, bytes) else part for part in value]
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
