"""Figures of the windows that a corpus becomes: padding, pieces, holes, and dependencies that lie in one window."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from pipeline.folder import CorpusFolder
from pipeline.reading import read_rows
from pipeline.tokenizing import Tokenizer
from pipeline.training.batch import IGNORED, Batch
from pipeline.training.data_options import Data
from pipeline.training.loading import Loader
from pipeline.training.loading.cut import Marked, cut
from pipeline.training_documents import TrainingDocuments, documents, files_of

STEP_ROWS = 8


@dataclass(frozen=True, slots=True)
class Windows:
    """Figures of some rows; shares are between 0 and 1.

    Attributes:
        rows: windows.
        tokens: positions of the windows.
        padding: share of them.
        counted: share of them that the loss counts.
        pieces: that begin in the windows.
        split: rests of split pieces, by pieces.
        may_have_hole: pieces that a middle may be taken out of: of a domain that it is done to, with text that counts.
        fim: share of these that have one taken out.
        tokens_per_piece: without padding.
    """

    rows: int
    tokens: int
    padding: float
    counted: float
    pieces: int
    split: float
    may_have_hole: int
    fim: float
    tokens_per_piece: float


def windows(options: Data, rows: int) -> Windows:
    """Figures of the first rows of a run, in whole steps.

    Raises:
        UserError: corpus, tokenizer or options cannot be used.
    """
    counts: Counter[str] = Counter()
    with Loader(options, 0, 1, STEP_ROWS) as loader:
        for batch in islice(loader, -(-rows // STEP_ROWS)):
            counts.update(_counts(batch, options.fim.domains))
    return Windows(
        rows=counts["rows"], tokens=counts["tokens"], padding=counts["padding"] / counts["tokens"],
        counted=counts["counted"] / counts["tokens"], pieces=counts["pieces"], split=counts["split"] / counts["pieces"],
        may_have_hole=counts["may_have_hole"], fim=counts["fim"] / max(1, counts["may_have_hole"]),
        tokens_per_piece=(counts["tokens"] - counts["padding"]) / counts["pieces"],
    )


def _counts(batch: Batch, domains: Collection[str]) -> dict[str, int]:
    pieces = [piece for row in batch.pieces for piece in row]
    eligible = sum(
        bool((labels[piece.start : piece.start + piece.length] != IGNORED).any())
        for labels, row in zip(batch.labels, batch.pieces, strict=True)
        for piece in row if piece.domain in domains and not piece.offset
    )
    return {
        "rows": len(batch.pieces), "tokens": batch.ids.size,
        "padding": batch.ids.size - sum(piece.length for piece in pieces),
        "counted": int(np.count_nonzero(batch.labels != IGNORED)),
        "pieces": sum(not piece.offset for piece in pieces), "split": sum(piece.offset > 0 for piece in pieces),
        "may_have_hole": eligible, "fim": sum(piece.is_fim for piece in pieces),
    }


def dependencies(corpus: Path, tokenizer: Tokenizer, limit: int, most: int) -> dict[str, tuple[int, int]]:
    """Dependencies within documents, and those of them whose two files lie whole in one piece; by order of the files.

    Args:
        corpus: its folder.
        tokenizer: what pieces are measured with.
        limit: tokens of a piece.
        most: documents that are looked at, the first of the table, which is shuffled.

    Raises:
        InputError, CorpusError: the corpus lacks a table, or is damaged.
    """
    for table in ("edges", "documents"):
        CorpusFolder(corpus).table(table)
    whole: dict[str, dict[str, set[int]]] = {}  # by document and path the pieces that hold all of the file
    repos: dict[str, list[str]] = defaultdict(list)
    for document in islice(documents(TrainingDocuments(files_of(corpus))), most):
        marked = Marked(document, count_headers=True)
        whole[document.document_id] = {path: set() for path in marked.paths}
        repos[document.repo].append(document.document_id)
        for piece in cut(marked, tokenizer, limit):
            for path, header, (_, end) in zip(marked.paths, marked.headers, marked.files, strict=True):
                if piece.start <= header and end <= piece.end:
                    whole[document.document_id][path].add(piece.number)
    orders = {row["document_id"]: row["order"] for row in read_rows(corpus, "documents", ["document_id", "order"])}
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for repo, one, other in _edges(corpus):
        for document_id in repos.get(repo, ()):
            files = whole[document_id]
            if one in files and other in files:
                total = found[orders.get(document_id, "unknown")]
                total[0] += 1
                total[1] += bool(files[one] & files[other])
    return {order: (total[0], total[1]) for order, total in sorted(found.items())}


def _edges(corpus: Path) -> Iterator[tuple[str, str, str]]:
    for row in read_rows(corpus, "edges", ["repo", "src", "dst"]):
        yield row["repo"], row["src"], row["dst"]


def lines(found: Windows, ties: dict[str, tuple[int, int]]) -> Iterator[str]:
    """The report for a person."""
    yield f"rows               {found.rows:>14,}"
    yield f"tokens             {found.tokens:>14,}"
    yield f"padding            {found.padding:>14.2%}"
    yield f"counted by loss    {found.counted:>14.2%}"
    yield f"pieces             {found.pieces:>14,}"
    yield f"tokens per piece   {found.tokens_per_piece:>14,.0f}"
    yield f"split pieces       {found.split:>14.2%}"
    yield f"fill-in-the-middle {found.fim:>14.2%} of {found.may_have_hole:,} pieces that may have a hole"
    for order, (total, near) in ties.items():
        yield f"dependencies in documents, order {order}: {total:,}; both files whole in one window: {near / total:.1%}"
