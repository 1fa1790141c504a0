"""Figures to HTML: everything foreign is escaped by the template, links lead only to local files."""

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from pipeline.fates import DUPLICATE_RULES, MASK_RULES, PROBLEMS, RULES
from pipeline.report.plots import BYTES, COUNT, histogram
from pipeline.sources.s3.place import is_s3
from pipeline.terminal import plain

LINKED = ("git:", "tar:", "zip:", "folder:")
LANGUAGES_SHOWN = 60


def render_page(figures: dict[str, Any]) -> str:
    """The report as one HTML page without scripts or outside references."""
    order = figures["run"]["config"]["order"]
    return _template().render(
        **figures,
        rules=RULES | PROBLEMS | DUPLICATE_RULES | MASK_RULES,
        funnel_rows=_funnel(figures),
        matrix=_matrix(figures["funnel_by_language"]),
        clusters=_clusters(figures["duplicates"]["members"]),
        plots={
            "file_bytes": histogram(figures["file_bytes"], "bytes of an input file", BYTES),
            "document_tokens": histogram(
                figures["document_tokens"], f"tokens of a document (bytes / {order['bytes_per_token']:g})", COUNT,
                (order["window_tokens"], "one window"),
            ),
            "files_per_document": histogram(figures["graph"]["files_per_document"], "files in a document", COUNT),
        },
        near={mode: figures["graph"][f"near_{mode}"] for mode in ("window", "deepseek", "random")},
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(count=_count, mega=_mega, share=_share, plain=_plain)
    return environment.get_template("page.html")


def _funnel(figures: dict[str, Any]) -> list[dict[str, Any]]:
    """Rules in the order in which they are asked, with what was left after each."""
    order = [*PROBLEMS, *RULES, *DUPLICATE_RULES, *MASK_RULES]
    left, rows = figures["summary"]["files"], []
    for row in sorted((row for row in figures["funnel"] if row["rule"]), key=lambda row: order.index(row["rule"])):
        left -= row["files"]
        rows.append({**row, "left": left})
    return rows


def _matrix(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Languages by rules: dropped files as counts, languages with most files first."""
    totals: dict[str, int] = {}
    cells: dict[tuple[str, str], int] = {}
    for row in rows:
        if row["language"] is not None:
            totals[row["language"]] = totals.get(row["language"], 0) + row["files"]
            cells[row["language"], row["rule"] or ""] = row["files"]
    order = [*RULES, *DUPLICATE_RULES, *MASK_RULES]
    rules = [rule for rule in order if any((language, rule) in cells for language in totals)]
    languages = sorted(totals, key=lambda name: (-totals[name], name))[:LANGUAGES_SHOWN]
    return {"rules": rules, "languages": languages, "totals": totals, "cells": cells}


def _clusters(members: list[dict[str, Any]]) -> list[dict[str, Any]]:
    clusters: dict[str, list[dict[str, Any]]] = {}
    for row in members:
        clusters.setdefault(row["cluster"], []).append({**row, "link": _link(row["source"])})
    return [{"name": name, "members": rows} for name, rows in clusters.items()]


def _link(source: str | None) -> str | None:
    """A file: address of a local source; None for anything else, so that foreign text never becomes an address."""
    if source is None or not source.startswith(LINKED) or is_s3(source.split(":", 1)[1]):
        return None
    return "file://" + quote(str(Path(source.split(":", 1)[1]).absolute()))


def _count(value: float | None) -> str:
    return f"{value or 0:,.0f}"


def _mega(value: float | None) -> str:
    return f"{(value or 0) / 1e6:,.1f}"


def _share(value: float | None, whole: float | None) -> str:
    return f"{100 * (value or 0) / whole:.1f}%" if whole else "-"


def _plain(value: str | None) -> str:
    return plain(value) if value else ""
