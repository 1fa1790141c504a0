"""The summary a run prints when it ends."""

from typing import Any

from rich.console import Console
from rich.table import Table

from pipeline.fates import DUPLICATE_RULES, MASK_RULES
from pipeline.terminal import plain


def print_summary(figures: dict[str, Any], folder: str) -> None:
    """Print counts, fates and seconds, and where corpus and report are, to standard output."""
    screen = Console(soft_wrap=True, highlight=False)
    screen.print(_totals(figures))
    screen.print(_fates(figures))
    for name, place in (("corpus", folder), ("report", f"{folder}/report.html")):
        screen.print(f"{name}: {plain(place, keep=' ')}", markup=False, emoji=False)


def _totals(figures: dict[str, Any]) -> Table:
    summary, run, graph = figures["summary"], figures["run"], figures["graph"]
    table = Table("", "in", "trained", box=None, pad_edge=False)
    dropped = sum(row["repositories"] for row in figures["duplicates"]["dropped"])
    for column in table.columns[1:]:
        column.justify = "right"
    kept = summary["repositories_with_documents"] - dropped
    table.add_row("repositories", f"{summary['repositories']:,}", f"{kept:,}")
    if summary["texts"]:
        left = summary["texts_with_documents"] - sum(row["texts"] for row in figures["duplicates"]["dropped"])
        table.add_row("texts", f"{summary['texts']:,}", f"{left:,}")
    table.add_row("files", f"{summary['files']:,}", f"{summary['trained_files'] or 0:,}")
    table.add_row("megabytes", f"{(summary['bytes'] or 0) / 1e6:,.1f}", f"{(summary['trained_bytes'] or 0) / 1e6:,.1f}")
    table.add_row("documents", f"{summary['documents']:,}", f"{summary['trained_documents'] or 0:,}")
    table.add_row("languages", f"{summary['languages']:,}", "")
    table.add_row("dependencies", f"{graph['edges']:,}", "")
    table.add_row("seconds", f"{run['seconds']:,.0f}", "")
    return table


def _fates(figures: dict[str, Any]) -> Table:
    table = Table("fate", "files", "megabytes", box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    rows = sorted(figures["funnel"], key=lambda row: (row["rule"] is not None, -row["files"]))
    for row in rows:
        table.add_row(_label(row["rule"]), f"{row['files']:,}", f"{(row['bytes'] or 0) / 1e6:,.1f}")
    return table


def _label(rule: str | None) -> str:
    if rule is None:
        return "trained"
    if rule in MASK_RULES:
        return f"context only: {rule}"
    return f"dropped: {rule}" + (" repository" if rule in DUPLICATE_RULES else "")
