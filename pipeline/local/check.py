"""The conservation rules of pipeline.stages.check on plain values: what changed, and what a version is made of."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.draft import Draft
from pipeline.fates import CONTEXT_ONLY, DROPPED, KEPT, MASK_RULES, PROBLEMS, RULES
from pipeline.local.tables import read, read_files
from pipeline.stages.check import require_equal

RULED = {*PROBLEMS, *RULES}


def check_written(draft: Draft) -> None:
    """Every file that was curated for a draft has exactly one fate, and exactly the kept ones are in documents.

    Raises:
        ConservationError: with all rules that are broken.
    """
    files = _rows(draft.written("files"), "files", ["path", "fate", "rule", "document_id", "position"])
    repos = _rows(draft.written("repos"), "repos", ["repo", "files", "kept_files", "documents"])
    documents = _rows(draft.written("documents"), "documents", ["document_id", "spans"])
    timings = _rows(draft.written("timings"), "timings", ["files", "paths_crc"])
    kept = [row for row in files if row["fate"] == KEPT]
    dropped = [row for row in files if row["fate"] == DROPPED]
    places = Counter((row["document_id"], row["position"], row["path"]) for row in kept)
    spans = Counter((row["document_id"], position, span["path"]) for row in documents
                    for position, span in enumerate(row["spans"]))
    require_equal({
        "rows of files and input rows counted before curation": (len(files), _sum(timings, "files")),
        "rows of files and files counted in repos": (len(files), _sum(repos, "files")),
        "kept plus dropped files and all files": (len(kept) + len(dropped), len(files)),
        "kept files and those with a document and no rule":
            (len(kept), sum(row["document_id"] is not None and row["rule"] is None for row in kept)),
        "dropped files and those with a known rule and no document":
            (len(dropped), sum(row["document_id"] is None and row["rule"] in RULED for row in dropped)),
        "sum over the paths of files and of input rows":
            (sum(crc32(row["path"].encode()) for row in files), _sum(timings, "paths_crc")),
        "kept files and kept files in their places in documents": (len(kept), (places & spans).total()),
        "kept files and spans of documents": (len(kept), spans.total()),
        "kept files and kept files counted in repos": (len(kept), _sum(repos, "kept_files")),
        "documents and documents counted in repos": (len(documents), _sum(repos, "documents")),
        "documents and different document ids": (len(documents), len({row["document_id"] for row in documents})),
        "rows of repos and different repositories": (len(repos), len({row["repo"] for row in repos})),
    })


def check_readings(draft: Draft, current: Sequence[str]) -> None:
    """Every current reading of a repository has one row in repos, and there are no others.

    Raises:
        ConservationError: with all rules that are broken.
    """
    found = read(draft, "repos", ["repo"])["repo"].to_pylist()
    require_equal({
        "current readings and rows of repos": (len(current), len(found)),
        "current readings and those with a row of repos": (len(current), len({*current} & {*found})),
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
        "files masked as duplicates of one that is not trained on, and none": (_without_owner(documents, corpus), 0),
        "documents and rows of corpus": (len(ids), len(members)),
        "documents and different documents in corpus": (len(ids), len({*members} & {*ids})),
        "dropped repositories without a kept survivor and none":
            (sum(repo != survivor and survivor not in kept for repo, survivor in pairs), 0),
        "documents whose masks overlap, leave the text, have no known rule or are of a dropped one, and none":
            (sum(_is_bad(row, bytes_of.get(row["document_id"], 0)) for row in masked), 0),
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
        "trained documents in corpus and training documents": (len(ids), len(found)),
        "trained documents in corpus and those exported": (len(ids), len({*ids} & {*found})),
        "masked bytes in corpus and in training documents": (_masked(trained), _masked(exported)),
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


def _rows(places: Iterable[Path], table: str, columns: Sequence[str]) -> list[dict[str, Any]]:
    return [row for batch in read_files(places, table, columns) for row in batch.to_pylist()]


def _sum(rows: Iterable[dict[str, Any]], name: str) -> int:
    return sum(row[name] for row in rows)
