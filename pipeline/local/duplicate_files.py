"""Files that a better kept repository has as well, as pipeline.stages.duplicate_files finds them, on Arrow."""

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.config import Dedup
from pipeline.dedup import Decision, Link, decide
from pipeline.draft import Draft
from pipeline.local.duplicates import Rank, meetings
from pipeline.local.tables import batches, schema_of
from pipeline.masks import Mask
from pipeline.minhash import choose_bands, short_matrix, short_similarity
from pipeline.minhash.short import Short

Numbers = npt.NDArray[np.int64]
Ranks = npt.NDArray[np.int32]
PAIRS = 1 << 18  # compared at once


def duplicate_files(
    draft: Draft, documents: pa.Table, dropped: Mapping[str, object], ranked: Mapping[str, Rank], options: Dedup
) -> Iterator[tuple[int, Mask]]:
    """Row of its document and mask of every file that another one stands for.

    Args:
        draft: the version, for the signatures in its ledger.
        documents: document_id, repo and spans of its documents.
        dropped: by name the repositories that are not kept.
        ranked: order of survivors.
        options: which files are compared.
    """
    files = _kept(documents, dropped, ranked, options)
    # In survivor order the first of equal files is the best; equal files have the same number in a dictionary.
    hashes = files["sha256"].combine_chunks().dictionary_encode().indices.to_numpy()
    _, first = np.unique(hashes, return_index=True)
    best = first[hashes]
    stands = np.arange(len(files), dtype=np.int64)
    if options.file_threshold is not None:
        _near(draft, files.take(pa.array(np.sort(first))), np.sort(first), stands, options.file_threshold, options)
    masked = np.flatnonzero(stands[best] != np.arange(len(files)))
    is_near = stands[best[masked]] != best[masked]
    rows = files.take(pa.array(masked)).select(["row", "header", "end"]).to_pylist()
    owners = files.take(pa.array(stands[best[masked]])).select(["repo", "path"]).to_pylist()
    for row, owner, near in zip(rows, owners, is_near.tolist(), strict=True):
        rule = "near_duplicate_file" if near else "duplicate_file"
        yield row["row"], Mask(row["header"], row["end"], rule, f"{owner['repo']}:{owner['path']}")


def _kept(
    documents: pa.Table, dropped: Mapping[str, object], ranked: Mapping[str, Rank], options: Dedup
) -> pa.Table:
    """Files of kept repositories that may be copies, in survivor order, with the rows of their documents."""
    spans = documents["spans"].combine_chunks()
    owners, files = pc.list_parent_indices(spans), spans.flatten()
    size = pc.subtract(files.field("end"), files.field("start"))
    repos = documents["repo"].combine_chunks().take(owners)
    names = pa.array(sorted(pc.unique(repos).to_pylist(), key=ranked.__getitem__), pa.string())
    table = pa.table({"rank": pc.index_in(repos, value_set=names), "repo": repos, "row": owners, **{
        name: files.field(name) for name in ("path", "sha256", "header", "end")}})
    kept = table.filter(pc.and_(pc.greater_equal(size, options.file_min_bytes), pc.invert(
        pc.is_in(repos, value_set=pa.array(dropped, pa.string())))))
    if options.file_threshold is None:  # then only those that occur twice matter, which are few
        counts = pc.value_counts(kept["sha256"])
        twice = counts.filter(pc.greater(counts.field("counts"), 1)).field("values")
        kept = kept.filter(pc.is_in(kept["sha256"], value_set=twice))
    return kept.sort_by([("rank", "ascending"), ("path", "ascending")])


def _near(
    draft: Draft, bests: pa.Table, places: Numbers, stands: Numbers, threshold: float, options: Dedup
) -> None:
    """Put at the places of files for which a similar one of another repository stands the place of that one.

    Args:
        draft: the version, for the signatures in its ledger.
        bests: the files that no equal one stands for, in survivor order.
        places: place of each among all files.
        stands: by place who stands for it.
        threshold: Jaccard similarity.
        options: shape of the bands.
    """
    of, signatures = _signed(draft, bests, options.permutations)
    for one in near_duplicates(signatures, bests["rank"].combine_chunks().to_numpy()[of], threshold, options):
        stands[places[of[one.repo]]] = places[of[one.survivor]]


def near_duplicates(signatures: Short, ranks: Ranks, threshold: float, options: Dedup) -> list[Decision]:
    """What becomes of files that are similar to one of another repository: pipeline.dedup.decide.

    Args:
        signatures: of files in survivor order, shape (files, permutations); a file's number is its row.
        ranks: of their repositories.
        threshold: Jaccard similarity.
        options: shape of the bands.
    """
    pairs = candidates(signatures, ranks, threshold, options)
    links = []
    for at in range(0, len(pairs), PAIRS):
        some = pairs[at : at + PAIRS]
        is_near = short_similarity(signatures[some[:, 0]], signatures[some[:, 1]]) >= threshold
        links += [Link(better, worse, True) for better, worse in some[is_near].tolist()]
    return decide(links)


def candidates(signatures: Short, ranks: Ranks, threshold: float, options: Dedup) -> Numbers:
    """Pairs of files of different repositories that share a band, better first: as in pipeline.stages.candidates."""
    bands, rows = choose_bands(threshold, options.permutations, options.false_negative_weight)
    found = np.empty((0, 2), np.int64)
    for band in range(bands):
        part = np.ascontiguousarray(signatures[:, band * rows : (band + 1) * rows])
        keys = pa.Array.from_buffers(pa.binary(rows), len(part), [None, pa.py_buffer(part)])
        numbers = keys.dictionary_encode().indices.to_numpy()
        shared = np.flatnonzero((np.bincount(numbers, minlength=1) > 1)[numbers])
        shared = shared[np.argsort(numbers[shared], kind="stable")]
        groups = np.split(shared, np.flatnonzero(np.diff(numbers[shared])) + 1)
        met = [pair for group in groups for pair in meetings(group.tolist())]
        pairs = np.array(met, np.int64).reshape(-1, 2)
        found = np.unique(np.concatenate((found, pairs[ranks[pairs[:, 0]] != ranks[pairs[:, 1]]])), axis=0)
    return found


def _signed(draft: Draft, bests: pa.Table, permutations: int) -> tuple[Numbers, Short]:
    """Of those files that have signatures, in survivor order: their rows in `bests`, and the signatures."""
    names, signatures = _signatures(draft, permutations)
    numbered = bests.select(["repo", "path"]).append_column("number", pa.array(np.arange(len(bests)), pa.int64()))
    found = names.append_column("at", pa.array(np.arange(len(names)), pa.int64())).join(
        numbered, ["repo", "path"], join_type="inner").sort_by("number")
    return found["number"].to_numpy(), signatures[found["at"].to_numpy()]


def _signatures(draft: Draft, permutations: int) -> tuple[pa.Table, Short]:
    """Repo and path of the files of the ledger with signatures, and these."""
    columns = ["repo", "path", "signature"]
    names, parts = [], [np.empty((0, permutations), np.uint8)]
    for batch in batches(draft, "files", columns):
        signed = batch.filter(batch.column("signature").is_valid())
        names.append(signed.select(columns[:2]))
        parts.append(short_matrix(signed.column("signature"), permutations))
    return pa.Table.from_batches(names, schema_of("files", columns[:2])), np.concatenate(parts)
