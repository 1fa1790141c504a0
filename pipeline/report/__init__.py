"""The report of a run: one HTML page that needs no network, and the same figures as JSON."""

import json
from pathlib import Path
from typing import Any

from pipeline.report.page import render_page

JSON, PAGE = "report.json", "report.html"


def write_report(figures: dict[str, Any], folder: Path) -> None:
    """Write the report into the corpus folder."""
    text = json.dumps(figures, indent=1, sort_keys=True, ensure_ascii=True)
    (folder / JSON).write_text(text + "\n", encoding="utf-8")
    (folder / PAGE).write_text(render_page(figures), encoding="utf-8")


def remove_report(folder: Path) -> None:
    """Take a report away that speaks of tables which are no more."""
    for name in (JSON, PAGE):
        (folder / name).unlink(missing_ok=True)
