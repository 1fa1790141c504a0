"""What a revocation takes out of a corpus: finding it, leaving it out of files, and proving that it is gone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.config import Output
from pipeline.draft import Draft
from pipeline.folder import KEYED, CorpusFolder
from pipeline.sources.opt_out import OptOut
from pipeline.tables import Part, PartWriter, read_files
from schemas import TABLES

Row = dict[str, Any]
TEXTS = ("documents", "training_documents")


@dataclass(frozen=True, slots=True, order=True)
class Revoked:
    """A file whose text may not be in the corpus: repository, path, and the hex SHA-256 of its text as it was there."""

    repo: str
    path: str
    sha256: str


@dataclass(frozen=True)
class Found:
    """What of a corpus a list takes out.

    Attributes:
        keys: readings that have rows of it.
        files: the files of it in documents.
    """

    keys: frozenset[str]
    files: frozenset[Revoked]


def source_hashes(folder: CorpusFolder, listed: OptOut) -> set[str]:
    """Hashes of the source bytes of the texts that a list names by hash: of texts as they stand in documents."""
    places = {
        (row["key"], row["document_id"], position)
        for row in read_files(folder.table("documents"), "documents", ["document_id", "key", "spans"])
        for position, span in enumerate(row["spans"]) if span["sha256"] in listed.hashes
    } if listed.hashes else set()
    columns = ["sha256", "document_id", "position", "key"]
    rows = read_files(folder.table("files"), "files", columns) if places else ()
    return {row["sha256"] for row in rows if (row["key"], row["document_id"], row["position"]) in places}


def find_revoked(folder: CorpusFolder, listed: OptOut) -> Found:
    """Look through all rows of a version, those of earlier readings included."""
    keys, files = set(), set()
    places: dict[tuple[str, str], set[int]] = defaultdict(set)
    columns = ["repo", "path", "sha256", "document_id", "position", "key"]
    for row in read_files(folder.table("files"), "files", columns):
        if _is_out(row["repo"], row["path"], row["sha256"], listed):
            keys.add(row["key"])
            places[row["key"], row["document_id"]].add(row["position"])
    for row in read_files(folder.table("documents"), "documents", ["document_id", "repo", "key", "spans"]):
        for position in places.get((row["key"], row["document_id"]), ()):
            span = row["spans"][position]
            files.add(Revoked(row["repo"], span["path"], span["sha256"]))
    return Found(frozenset(keys), frozenset(files))


def without_readings(
    draft: Draft, sources: Iterable[Row], keys: Collection[str], options: Output
) -> tuple[list[Part], list[Row]]:
    """Write the files again that hold rows of some readings, without them and without those of earlier versions.

    Args:
        draft: whose tables are read, and whose staging folder the files are written to.
        sources: rows of schemas.sources.
        keys: readings that must be in no file.
        options: of the files.

    Returns:
        The files written, and the rows of schemas.sources of the readings that stay, in the files where they are now.
    """
    begins = {row["part"] for row in sources if row["key"] in keys}
    rows = [row for row in sources if row["key"] not in keys and (row["current"] or row["part"] not in begins)]
    parts: list[Part] = []
    for begin in sorted(begins):
        kept = sorted(row["key"] for row in rows if row["part"] == begin)
        name = "part-" + sha256("".join([begin, *kept]).encode()).hexdigest()[:16]
        for table in sorted(KEYED):
            if kept and draft.has(table):
                places = [place for place in draft.table(table) if place.name.startswith(begin + "-")]
                parts += _copied(places, table, kept, draft.staging, name, options)
        rows = [row | {"part": name} if row["part"] == begin else row for row in rows]
    return parts, rows


@dataclass(frozen=True)
class Search:
    """A search through all texts of a version: how many there are, which should not be, and which nobody revoked."""

    looked: int
    left: list[Revoked]
    elsewhere: list[Revoked]


def search(folder: CorpusFolder, files: Collection[Revoked], listed: OptOut) -> Search:
    """Look for revoked files by place, and for their texts by the hash of what is really there."""
    hashes = {file.sha256 for file in files}
    looked, left, elsewhere = 0, set(), set()
    for text in _texts(folder):
        looked += 1
        if text in files or _is_out(text.repo, text.path, text.sha256, listed):
            left.add(text)
        elif text.sha256 in hashes:
            elsewhere.add(text)
    return Search(looked, sorted(left), sorted(elsewhere))


def _is_out(repo: str, path: str, digest: str | None, listed: OptOut) -> bool:
    return (listed.repository(repo) is not None or digest in listed.hashes
            or any(pattern.match(path) for pattern, _ in listed.paths(repo)))


def _texts(folder: CorpusFolder) -> Iterator[Revoked]:
    """Every file in the documents of a version, whatever reading the rows are of."""
    for table in TEXTS:
        for row in read_files(folder.table(table), table, ["repo", "text", "spans"]) if folder.has(table) else ():
            text = row["text"].encode()
            for span in row["spans"]:
                yield Revoked(row["repo"], span["path"], sha256(text[span["start"]:span["end"]]).hexdigest())


def _copied(
    places: Iterable[Path], table: str, keys: Collection[str], staging: Path, name: str, options: Output
) -> list[Part]:
    writer = PartWriter(TABLES[table], staging, name, options, options.row_group_bytes)
    wanted = pa.array(sorted(keys), pa.string())
    for place in places:
        for batch in pq.ParquetFile(place, page_checksum_verification=True).iter_batches(64):
            kept = batch.filter(pc.is_in(batch.column("key"), wanted))
            if kept.num_rows:
                writer.add_batch(kept)
    part = writer.close()
    return [part] if part else []
