"""The report of a run: one HTML page that needs no network, and the same figures as JSON."""

import json
from pathlib import Path
from typing import Any

from pipeline.report.page import render_page


def write_report(figures: dict[str, Any], folder: Path) -> None:
    """Write `report.json` and `report.html` into the corpus folder."""
    text = json.dumps(figures, indent=1, sort_keys=True, ensure_ascii=True)
    (folder / "report.json").write_text(text + "\n", encoding="utf-8")
    (folder / "report.html").write_text(render_page(figures), encoding="utf-8")
