"""The membership list of a version, as pipeline.stages.membership makes it, on Arrow."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.config import Dedup
from pipeline.draft import Draft
from pipeline.fates import CONTEXT_ONLY
from pipeline.local.duplicate_files import duplicate_files
from pipeline.local.duplicates import Rank
from pipeline.local.tables import read
from pipeline.masks import Mask, context_rules, disjoint_batch
from pipeline.stages.membership import RULES
from schemas import CORPUS

MASKS = CORPUS.arrow.field("masks").type
Masks = dict[int, list[Mask]]  # by row of documents


def membership(
    draft: Draft, documents: pa.Table, duplicates: pa.Table, ranked: Mapping[str, Rank], options: Dedup
) -> pa.Table:
    """Rows of corpus, sorted by id.

    Args:
        draft: the version, for its benchmark hits and the signatures of its files.
        documents: document_id, repo and spans of its documents.
        duplicates: rows of duplicates.
        ranked: order of survivors.
        options: whether files are masked, and which.
    """
    dropped = {row["repo"]: row for row in duplicates.to_pylist() if row["survivor"] != row["repo"]}
    masks: Masks = defaultdict(list)
    _contaminated(draft, documents, masks)
    if options.files == "mask":
        for row, mask in duplicate_files(draft, documents, dropped, ranked, options):
            masks[row].append(mask)
    rows = sorted(masks)
    found = disjoint_batch(pa.array([[{"start": m.start, "end": m.end, "rule": m.rule, "of": m.of} for m in masks[row]]
                                     for row in rows], MASKS))
    spans = documents["spans"].take(pa.array(rows, pa.int64())).combine_chunks()
    rules = context_rules(spans, found).to_pylist()
    masked = {row: (kept, all(rules_of)) for row, kept, rules_of in zip(rows, found.to_pylist(), rules, strict=True)}
    names = zip(documents["document_id"].to_pylist(), documents["repo"].to_pylist(), strict=True)
    members = [_member(document, repo, dropped.get(repo), *masked.get(row, ([], False)))
               for row, (document, repo) in enumerate(names)]
    return pa.Table.from_pylist(sorted(members, key=lambda row: str(row["document_id"])), schema=CORPUS.arrow)


def _member(
    document: str, repo: str, dropped: Mapping[str, Any] | None, masks: list[Any], is_context: bool
) -> dict[str, Any]:
    row = {"document_id": document, "repo": repo, "rule": None, "survivor": None, "similarity": None, "masks": masks}
    if dropped is not None:
        return row | {"fate": "dropped", "rule": RULES[dropped["kind"]], "survivor": dropped["survivor"],
                      "similarity": dropped["similarity"], "masks": []}
    return row | ({"fate": "dropped", "rule": CONTEXT_ONLY} if is_context else {"fate": "trained"})


def _contaminated(draft: Draft, documents: pa.Table, masks: Masks) -> None:
    """Masks of the lines around benchmark items."""
    hits = read(draft, "contamination", ["repo", "path", "benchmark", "item", "masked_start", "masked_end"])
    places: dict[tuple[str, str], set[tuple[int, int, str]]] = defaultdict(set)
    for hit in hits.filter(hits["masked_start"].is_valid()).to_pylist():
        of = f"{hit['benchmark']} {hit['item']}"
        places[hit["repo"], hit["path"]].add((hit["masked_start"], hit["masked_end"], of))
    rows = pc.is_in(documents["repo"], value_set=pa.array({repo for repo, _ in places}, pa.string()))
    for row in pc.indices_nonzero(rows).to_pylist():
        repo = documents["repo"][row].as_py()
        for span in documents["spans"][row].as_py():
            masks[row] += [Mask(span["start"] + start, span["start"] + end, "contaminated_lines", of)
                           for start, end, of in sorted(places.get((repo, span["path"]), ()))]
    for row in [row for row, found in masks.items() if not found]:
        del masks[row]

