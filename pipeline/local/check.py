"""The conservation rules of pipeline.stages.check on plain values: what changed, and what a version is made of."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.conservation import require_equal
from pipeline.draft import Draft
from pipeline.fates import CONTEXT_ONLY, DROPPED, KEPT, MASK_RULES, PROBLEMS, RULES
from pipeline.local.tables import read, read_files

RULED = {*PROBLEMS, *RULES}


def check_written(draft: Draft) -> None:
    """Every file that was curated for a draft has exactly one fate, and exactly the kept ones are in documents.

    Raises:
        ConservationError: with all rules that are broken.
    """
    ledger, spans, totals, entered = _ledger(draft), _spans(draft), Counter[str](), Counter[str]()
    names = set()
    for row in _rows(draft.written("repos"), "repos", ["repo", "files", "kept_files", "documents"]):
        names.add(row.pop("repo"))
        totals.update(row, rows=1)
    for row in _rows(draft.written("timings"), "timings", ["files", "paths_crc"]):
        entered.update(row)
    rows = draft.rows("raw_files") if draft.has("raw_files") else entered["files"]
    require_equal({
        "ledger": (ledger["rows"], entered["files"]),
        "raw_files": (rows, entered["files"]),
        "ledger_of_repos": (ledger["rows"], totals["files"]),
        "fates": (ledger["kept"] + ledger["dropped"], ledger["rows"]),
        "placed": (ledger["kept"], ledger["placed"]),
        "ruled": (ledger["dropped"], ledger["ruled"]),
        "paths": (ledger["paths"], entered["paths_crc"]),
        "places": (ledger["places"], spans["places"]),
        "spans": (ledger["kept"], spans["rows"]),
        "kept_of_repos": (ledger["kept"], totals["kept_files"]),
        "documents_of_repos": (spans["documents"], totals["documents"]),
        "document_ids": (spans["documents"], spans["ids"]),
        "repos": (totals["rows"], len(names)),
    })


def _ledger(draft: Draft) -> Counter[str]:
    """Counts of the rows of files; `places` is a sum over where the kept ones are."""
    found = Counter[str]()
    for row in _rows(draft.written("files"), "files", ["path", "fate", "rule", "document_id", "position"]):
        has_document = row["document_id"] is not None
        found.update(rows=1, paths=crc32(row["path"].encode()))
        if row["fate"] == KEPT:
            found.update(kept=1, placed=has_document and row["rule"] is None,
                         places=_place(row["document_id"], row["position"], row["path"]))
        elif row["fate"] == DROPPED:
            found.update(dropped=1, ruled=not has_document and row["rule"] in RULED)
    return found


def _spans(draft: Draft) -> Counter[str]:
    """Counts of documents and their spans; `places` as of the ledger."""
    found, ids = Counter[str](), set()
    for row in _rows(draft.written("documents"), "documents", ["document_id", "spans"]):
        places = (_place(row["document_id"], position, span["path"]) for position, span in enumerate(row["spans"]))
        found.update(documents=1, rows=len(row["spans"]), places=sum(places))
        ids.add(row["document_id"])
    return found + Counter(ids=len(ids))


def _place(document: str | None, position: int | None, path: str) -> int:
    return crc32(f"{document} {position} {path}".encode())


def check_readings(draft: Draft, current: Sequence[str]) -> None:
    """Every current reading of a repository has one row in repos, and there are no others.

    Raises:
        ConservationError: with all rules that are broken.
    """
    found = read(draft, "repos", ["repo"])["repo"].to_pylist()
    require_equal({
        "readings": (len(current), len(found)),
        "readings_found": (len(current), len({*current} & {*found})),
    })


def check_membership(documents: pa.Table, corpus: pa.Table, duplicates: pa.Table) -> None:
    """Every document has exactly one fate, what is left out names what is kept in its place, and masks are in order.

    Raises:
        ConservationError: with all rules that are broken.
    """
    ids, members = (table["document_id"].to_pylist() for table in (documents, corpus))
    pairs = list(zip(duplicates["repo"].to_pylist(), duplicates["survivor"].to_pylist(), strict=True))
    kept = {repo for repo, survivor in pairs if repo == survivor}
    masked = corpus.filter(pc.greater(pc.list_value_length(corpus["masks"]), 0)).to_pylist()
    bytes_of = dict(zip(ids, documents["bytes"].to_pylist(), strict=True))
    require_equal({
        "owners": (_without_owner(documents, corpus), 0),
        "members": (len(ids), len(members)),
        "member_ids": (len(ids), len({*members} & {*ids})),
        "survivors": (sum(repo != survivor and survivor not in kept for repo, survivor in pairs), 0),
        "masks": (sum(_is_bad(row, bytes_of.get(row["document_id"], 0)) for row in masked), 0),
    })


def check_exported(corpus: pa.Table, exported: pa.Table) -> None:
    """Exactly the trained documents of the membership list are exported, each once, and with their masks.

    Args:
        corpus: the membership list.
        exported: document_id and masks of what was written and what stays.

    Raises:
        ConservationError: with all rules that are broken.
    """
    trained = corpus.filter(pc.equal(corpus["fate"], "trained"))
    ids, found = (table["document_id"].to_pylist() for table in (trained, exported))
    require_equal({
        "exported": (len(ids), len(found)),
        "exported_ids": (len(ids), len({*ids} & {*found})),
        "masked": (_masked(trained), _masked(exported)),
    })


def _without_owner(documents: pa.Table, corpus: pa.Table) -> int:
    """Names of files that stand for others and are masked as duplicates themselves, or in no kept repository."""
    kept = corpus.filter(pc.or_kleene(pc.equal(corpus["fate"], "trained"), pc.equal(corpus["rule"], CONTEXT_ONLY)))
    copies, named = set(), set()
    for row in kept.filter(pc.greater(pc.list_value_length(kept["masks"]), 0)).to_pylist():
        for mask in row["masks"]:
            if mask["rule"] == "duplicate_file":
                copies.add((row["document_id"], mask["end"]))
                named.add(mask["of"])
    wanted = pa.array({of[:place] for of in named for place, one in enumerate(of) if one == ":"}, pa.string())
    places = pc.and_(pc.is_in(documents["document_id"], value_set=kept["document_id"].combine_chunks()),
                     pc.is_in(documents["repo"], value_set=wanted))
    owners = {f"{row['repo']}:{span['path']}" for row in documents.filter(places).to_pylist() for span in row["spans"]
              if (row["document_id"], span["end"]) not in copies}
    return len(named - owners)


def _is_bad(row: dict[str, Any], size: int) -> bool:
    masks = row["masks"]
    ends = [0, *(mask["end"] for mask in masks)]
    return (row["fate"] == DROPPED and row["rule"] != CONTEXT_ONLY) or any(
        mask["start"] >= mask["end"] or mask["end"] > size or mask["start"] < before or mask["rule"] not in MASK_RULES
        for mask, before in zip(masks, ends, strict=False))


def _masked(table: pa.Table) -> int:
    masks = table["masks"].combine_chunks().flatten()
    return (pc.sum(masks.field("end")).as_py() or 0) - (pc.sum(masks.field("start")).as_py() or 0)


def _rows(places: Iterable[Path], table: str, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    for batch in read_files(places, table, columns):
        yield from batch.to_pylist()
