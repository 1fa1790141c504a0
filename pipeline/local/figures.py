"""What the report shows, as pipeline.stages.figures counts it, on Arrow and plain values."""

from collections import Counter
from collections.abc import Iterable
from math import frexp
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.domains import CODE, OWN
from pipeline.draft import Draft
from pipeline.fates import CONTEXT_ONLY, DROPPED, DUPLICATE_RULES, KEPT
from pipeline.local.tables import read
from pipeline.masks import context_rules
from pipeline.report.mix import mix
from pipeline.report.sums import (
    FILE,
    GRAPH,
    LICENCE_RULES,
    MOST_ROWS,
    SOURCE,
    Figures,
    by_domain,
    by_language,
    counted,
    most,
    refused,
    summed,
    totals,
)
from schemas import CONTAMINATION, TIMINGS

LEDGER = ("domain", "language", "rule", "parse", "fate", "size", "imports", "imports_resolved", "licence", "detail",
          "path", "document_id", "position", "redacted", "quality")


def figures(draft: Draft, documents: pa.Table, corpus: pa.Table, bytes_per_token: float) -> Figures:
    """Everything the report shows about a corpus except how the run went.

    Args:
        draft: the version.
        documents: document_id, bytes and spans of its documents.
        corpus: the membership list.
        bytes_per_token: for document lengths in tokens.
    """
    ledger = read(draft, "files", LEDGER)
    fates = final_fates(ledger, corpus, documents)
    groups, names = _groups(fates), _names(fates)
    lengths = [{"tokens": tokens, "files": files, "rows": rows} for (tokens, files), rows in Counter(zip(
        (bucket(size / bytes_per_token) for size in documents["bytes"].to_pylist()),
        map(bucket, pc.list_value_length(documents["spans"]).to_pylist()), strict=True)).items()]
    repos = read(draft, "repos", ["repo", "source", "domain", "kept_files", "stars", "largest_component", *GRAPH])
    return {
        "summary": _summary(repos, documents, corpus) | totals(groups),
        "funnel": summed(groups, "rule"),
        "funnel_by_language": summed(map(by_domain, groups), "language", "rule"),
        "languages": by_language(row for row in groups if row["domain"] in OWN),
        "mix": mix(groups),
        "licences": most([row for row in names if row["fate"] == "trained"], "licence"),
        "refused": refused(names),
        "not_listed_languages": most([row for row in names if row["rule"] == "language"], "language"),
        "parse": summed([row for row in groups if row["parse"] is not None], "parse"),
        "file_bytes": _histogram(size for size in fates["size"].to_pylist() if size >= 0),
        "document_tokens": counted(lengths, "tokens"),
        "graph": {**_graph(draft, repos, groups), "files_per_document": counted(lengths, "files")},
        "duplicates": _duplicates(read(draft, "duplicates", ["cluster", "repo", "survivor", "kind", "similarity",
                                                             "containment", "bands"]), repos, corpus),
        "masks": _masks(corpus),
        "contamination": _contamination(read(draft, "contamination", CONTAMINATION.names)),
        "redacted": _redacted(fates.filter(pc.equal(fates["fate"], "trained"))),
        "quality": _quality(ledger),
        "slowest": sorted(read(draft, "timings", TIMINGS.names).to_pylist(),
                          key=lambda row: (-row["seconds"], row["repo"]))[:20],
    }


def final_fates(files: pa.Table, corpus: pa.Table, documents: pa.Table) -> pa.Table:
    """The ledger with deduplication in it: fate `trained`, `context` or `dropped`, and the rule that decided."""
    # A document that is left out because all of it is context only: its files are told by why they are that.
    left_out = corpus.filter(pc.and_(pc.equal(corpus["fate"], DROPPED), pc.not_equal(corpus["rule"], CONTEXT_ONLY)))
    duplicate = _looked_up(files["document_id"], left_out["document_id"], left_out["rule"])
    masked = corpus.filter(pc.greater(pc.list_value_length(corpus["masks"]), 0))
    spans = documents["spans"].take(pc.index_in(masked["document_id"], value_set=_whole(documents["document_id"])))
    rules = context_rules(_whole(spans), _whole(masked["masks"]))
    of_files = zip(masked["document_id"].to_pylist(), pc.list_value_length(rules).to_pylist(), strict=True)
    places = [f"{document}:{position}" for document, files_of in of_files for position in range(files_of)]
    place = pc.binary_join_element_wise(files["document_id"], files["position"].cast(pa.string()), ":")
    mask = _looked_up(place, pa.array(places, pa.string()), rules.flatten())
    is_trained = pc.and_(pc.equal(files["fate"], KEPT), duplicate.is_null())
    fate = pc.if_else(pc.invert(is_trained), DROPPED, pc.if_else(mask.is_valid(), "context", "trained"))
    rule = pc.coalesce(files["rule"], duplicate, mask)
    return files.drop_columns(["fate", "rule"]).append_column("fate", fate).append_column("rule", rule)


def bucket(value: float) -> int:
    """Lower bound of a value's bucket: 2^k for [2^k, 2^(k+1)), 0 for values below 1."""
    return 0 if value < 1 else 1 << frexp(value)[1] - 1


def _groups(fates: pa.Table) -> list[Figures]:
    """AMOUNTS by domain, language, rule and parser outcome."""
    imports, resolved = (pc.fill_null(fates[name], 0).cast(pa.int64()) for name in ("imports", "imports_resolved"))
    table = pa.table({
        **{name: fates[name] for name in ("domain", "language", "rule", "parse")},
        "bytes": pc.max_element_wise(fates["size"], 0), "imports": imports, "imports_resolved": resolved,
        "files_with_imports": pc.greater(imports, 0).cast(pa.int64()),
        "files_with_resolved": pc.greater(resolved, 0).cast(pa.int64()), "files": _ones(fates),
    })
    return _summed(table, ["domain", "language", "rule", "parse"])


def _names(fates: pa.Table) -> list[Figures]:
    """Files and bytes by fate, rule and what files of one fate are told apart by: licence, language, opted out."""
    own = pc.if_else(pc.equal(fates["path"], ""), SOURCE, FILE)
    rest = pc.if_else(_is(fates["rule"], "opted_out"), own, pa.scalar(None, pa.string()))
    name = pc.if_else(_is(fates["rule"], "language"), fates["detail"], pc.coalesce(fates["licence"], rest))
    table = pa.table({"fate": fates["fate"], "rule": fates["rule"], "name": name,
                      "files": _ones(fates), "bytes": pc.max_element_wise(fates["size"], 0)})
    rows = _summed(table, ["fate", "rule", "name"])
    shown = [row for row in rows if row["rule"] is None or row["rule"] in ("language", *LICENCE_RULES)]
    return sorted(shown, key=lambda row: (-row["files"], *_null_first(row["name"]), *_null_first(row["rule"])))


def _summary(repos: pa.Table, documents: pa.Table, corpus: pa.Table) -> Figures:
    count = Counter((domain == CODE, kept > 0) for domain, kept in
                    zip(repos["domain"].to_pylist(), repos["kept_files"].to_pylist(), strict=True))
    return {
        "repositories": count[True, True] + count[True, False], "repositories_with_documents": count[True, True],
        "texts": count[False, True] + count[False, False], "texts_with_documents": count[False, True],
        "documents": len(documents), "document_bytes": pc.sum(documents["bytes"]).as_py(),
        "trained_documents": pc.sum(pc.equal(corpus["fate"], "trained")).as_py() or 0,
    }


def _graph(draft: Draft, repos: pa.Table, groups: list[Figures]) -> Figures:
    kinds = Counter(read(draft, "edges", ["kind"])["kind"].to_pylist())
    return {
        **{name: pc.sum(repos[name]).as_py() or 0 for name in GRAPH},
        "largest_component": pc.max(repos["largest_component"]).as_py(),
        "kinds": [{"kind": kind, "edges": kinds[kind]} for kind in sorted(kinds)],
        **{name: sum(row[name] for row in groups) for name in ("files_with_imports", "files_with_resolved")}}


def _duplicates(duplicates: pa.Table, repos: pa.Table, corpus: pa.Table) -> Figures:
    rows = duplicates.to_pylist()
    members, kinds = Counter(row["cluster"] for row in rows), Counter(row["kind"] for row in rows)
    largest = dict(sorted(members.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_ROWS])
    shown = sorted((row for row in rows if row["cluster"] in largest),
                   key=lambda row: (-largest[row["cluster"]], row["cluster"], -row["similarity"], row["repo"]))
    known = {row["repo"]: row for row in repos.select(["repo", "source", "kept_files", "stars", "domain"]).to_pylist()}
    left_out = corpus.filter(pc.is_in(corpus["rule"], value_set=pa.array(DUPLICATE_RULES, pa.string())))
    dropped: dict[str, list[str]] = {}
    for rule, repo in zip(left_out["rule"].to_pylist(), left_out["repo"].to_pylist(), strict=True):
        dropped.setdefault(rule, []).append(repo)
    code = {repo for repo, row in known.items() if row["domain"] == CODE}
    return {
        "clusters": len(members), "kinds": [{"kind": kind, "repositories": kinds[kind]} for kind in sorted(kinds)],
        "dropped": [{"rule": rule, "documents": len(repos_of), "repositories": len({*repos_of} & code),
                     "texts": len({*repos_of} - code)} for rule, repos_of in sorted(dropped.items())],
        "members": [row | {"members": largest[row["cluster"]]} |
                    {name: known[row["repo"]][name] for name in ("source", "kept_files", "stars")}
                    for row in shown[:10 * MOST_ROWS]],
    }


def _masks(corpus: pa.Table) -> list[Figures]:
    """Documents, masks and bytes that are context only, by rule."""
    found: dict[str, Figures] = {}
    for masks in corpus.filter(pc.greater(pc.list_value_length(corpus["masks"]), 0))["masks"].to_pylist():
        for rule in {mask["rule"] for mask in masks}:
            mine = [mask for mask in masks if mask["rule"] == rule]
            row = found.setdefault(rule, {"rule": rule, "documents": 0, "masks": 0, "bytes": 0})
            row["documents"] += 1
            row["masks"] += len(mine)
            row["bytes"] += sum(mask["end"] - mask["start"] for mask in mine)
    return [found[rule] for rule in sorted(found)]


def _contamination(hits: pa.Table) -> Figures:
    """Files, items and places by benchmark and method, and the first places."""
    rows = sorted(hits.to_pylist(), key=lambda row: [_null_first(value) for value in row.values()])
    groups: dict[tuple[str, str], list[Figures]] = {}
    for row in rows:
        groups.setdefault((row["benchmark"], row["method"]), []).append(row)
    return {"benchmarks": [
        {"benchmark": benchmark, "method": method, "files": len({(row["repo"], row["path"]) for row in found}),
         "found_items": len({row["item"] for row in found}), "places": len(found)}
        for (benchmark, method), found in sorted(groups.items())], "places": rows[:MOST_ROWS]}


def _redacted(files: pa.Table) -> list[Figures]:
    """Files and places by kind of what was replaced in them."""
    counts: dict[str, Figures] = {}
    for redacted in files["redacted"].drop_null().to_pylist():
        for one in redacted:
            row = counts.setdefault(one["kind"], {"kind": one["kind"], "files": 0, "places": 0})
            row["files"] += 1
            row["places"] += one["places"]
    return [counts[kind] for kind in sorted(counts)]


def _quality(files: pa.Table) -> list[Figures]:
    """By language the files with a score, the tenths they fall into, their mean, and those dropped for it."""
    scored = files.filter(files["quality"].is_valid())
    scores: dict[str | None, list[float]] = {}
    for language, score in zip(scored["language"].to_pylist(), scored["quality"].to_pylist(), strict=True):
        scores.setdefault(language, []).append(score)
    dropped = Counter(scored.filter(_is(scored["rule"], "low_quality"))["language"].to_pylist())
    order = sorted(scores, key=lambda language: (-len(scores[language]), *_null_first(language)))
    return [{"language": language, "files": len(scores[language]),
             "mean": round(sum(scores[language]) / len(scores[language]), 3), "dropped": dropped[language],
             "tenths": _tenths(scores[language])} for language in order]


def _tenths(scores: list[float]) -> list[int]:
    tenths = np.floor(np.array(scores, np.float32) * np.float32(10)).astype(np.int64)  # in the precision of the column
    return [int(count) for count in np.bincount(np.minimum(tenths, 9), minlength=10)]


def _histogram(values: Iterable[float]) -> list[Figures]:
    counts = Counter(map(bucket, values))
    return [{"from": start, "rows": counts[start]} for start in sorted(counts)]


def _summed(table: pa.Table, keys: list[str]) -> list[Figures]:
    """Sums of all other columns by some, under their own names."""
    others = [name for name in table.column_names if name not in keys]
    found = table.group_by(keys).aggregate([(name, "sum") for name in others])
    rows: list[Figures] = found.rename_columns({f"{name}_sum": name for name in others}).to_pylist()
    return rows


def _looked_up(keys: Any, known: Any, values: Any) -> Any:
    """For each key the value beside it among those known; null without one."""
    return _whole(values).take(pc.index_in(_whole(keys), value_set=_whole(known)))


def _is(column: Any, value: str) -> Any:
    return pc.fill_null(pc.equal(column, value), False)


def _ones(table: pa.Table) -> pa.Array:
    return pa.array(np.ones(len(table), np.int64))


def _whole(column: Any) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _null_first(value: Any) -> tuple[bool, Any]:
    return value is not None, value if value is not None else ""
