"""What the report shows, summed up from rows that are few: the ledger by domain, language, rule and parser outcome."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from pipeline.domains import OWN
from pipeline.fates import MASK_RULES

MOST_ROWS = 200
AMOUNTS = ("files", "bytes", "imports", "imports_resolved", "files_with_imports", "files_with_resolved")
LICENCE_RULES = ("licence", "unlicensed", "opted_out")
SOURCE, FILE = "(source)", "(file)"  # no SPDX expressions
# Of repositories, summed up.
GRAPH = ("edges", "components", "cycles", "cut_edges", "lost_edges", "near_window", "near_deepseek", "near_random")
Figures = dict[str, Any]


def totals(groups: list[Figures]) -> Figures:
    """Files and bytes of the ledger: all, those trained on and those that are context, and languages."""
    trained = [row for row in groups if row["rule"] is None]
    context = [row for row in groups if row["rule"] in MASK_RULES]
    return {
        "files": sum_of(groups, "files"), "bytes": sum_of(groups, "bytes"),
        "trained_files": sum_of(trained, "files"), "trained_bytes": sum_of(trained, "bytes"),
        "context_files": sum_of(context, "files"), "context_bytes": sum_of(context, "bytes"),
        "languages": len({row["language"] for row in groups if row["domain"] in OWN} - {None}),
    }


def by_domain(row: Figures) -> Figures:
    """The row with the domain of texts in the place of their language."""
    return row if row["domain"] in OWN else {**row, "language": row["domain"]}


def summed(groups: Iterable[Figures], *keys: str) -> list[Figures]:
    """Files and bytes by some of the keys of the groups, sorted by them, null first."""
    totals: dict[tuple[str | None, ...], list[int]] = {}
    for row in groups:
        total = totals.setdefault(tuple(row[key] for key in keys), [0, 0])
        total[0] += row["files"]
        total[1] += row["bytes"]
    ordered = sorted(totals, key=lambda values: [(value is not None, value or "") for value in values])
    return [{**dict(zip(keys, values, strict=True)), "files": totals[values][0], "bytes": totals[values][1]}
            for values in ordered]


def by_language(groups: Iterable[Figures]) -> list[Figures]:
    """Files, bytes and resolved imports per language, the one with most bytes first."""
    totals: dict[str, Figures] = {}
    for row in groups:
        if row["language"] is None:
            continue
        total = totals.setdefault(row["language"], dict.fromkeys((*AMOUNTS, "trained_files", "trained_bytes"), 0))
        for name in AMOUNTS:
            total[name] += row[name]
        if row["rule"] is None:
            total["trained_files"] += row["files"]
            total["trained_bytes"] += row["bytes"]
    ordered = sorted(totals, key=lambda name: (-totals[name]["bytes"], name))
    return [{"language": name, **totals[name]} for name in ordered]


def refused(names: list[Figures]) -> Figures:
    """Licences of files that policy or opt-out list keep out, and how many sources and files the list names."""
    kept_out = [row for row in names if row["rule"] in LICENCE_RULES and row["name"] not in (SOURCE, FILE)]
    listed = {row["name"]: row["files"] for row in names if row["rule"] == "opted_out"}
    return {
        "licences": [{"rule": row["rule"], "licence": row["name"], "files": row["files"], "bytes": row["bytes"]}
                     for row in kept_out[:MOST_ROWS]],
        "opted_out_repositories": listed.get(SOURCE, 0), "opted_out_files": listed.get(FILE, 0),
    }


def counted(rows: list[Figures], name: str) -> list[Figures]:
    """Rows by one bucket, from rows of several: a histogram."""
    totals = Counter[int]()
    for row in rows:
        totals[row[name]] += row["rows"]
    return [{"from": value, "rows": totals[value]} for value in sorted(totals)]


def most(rows: list[Figures], name: str) -> list[Figures]:
    """The first rows, with their name under another key and without what they were chosen by."""
    return [{name: row["name"], "files": row["files"], "bytes": row["bytes"]} for row in rows[:MOST_ROWS]]


def sum_of(rows: Iterable[Figures], name: str) -> int:
    """The sum of a value over rows."""
    return sum(row[name] for row in rows)
