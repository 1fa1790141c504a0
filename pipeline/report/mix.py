"""The domains of a corpus beside a published mix of code, related text and Chinese."""

from collections.abc import Iterable
from typing import Any

from pipeline.domains import CODE

# DeepSeek-Coder's (arXiv 2401.14196, section 2): source code; GitHub's Markdown and StackExchange; Chinese articles.
SHARES = {"code": 0.87, "code-related text": 0.10, "Chinese text": 0.03}
CHINESE = ("zh", "zho", "cmn", "chinese")  # names of the language, of a domain, or what they begin with before a dash


def mix(groups: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """What each domain holds, and what the parts of the published mix hold and need.

    Args:
        groups: rows with domain, language, rule, files and bytes, summed over the ledger; trained where rule is None.

    Returns:
        `domains`: files and bytes in and trained on, most bytes trained first; `parts`: bytes trained on, their share,
        the share wanted, and how often the part must be read for each time that the code is (None where it is empty).
    """
    rows = list(groups)
    names = {row["domain"] for row in rows}
    domains = [_domain(name, [row for row in rows if row["domain"] == name]) for name in sorted(names)]
    domains.sort(key=lambda row: -row["trained_bytes"])
    held = {part: sum(row["trained_bytes"] for row in domains if row["part"] == part) for part in SHARES}
    parts = [{"part": part, "bytes": held[part], "wanted": wanted, "reads": _reads(held, part, wanted)}
             for part, wanted in SHARES.items()]
    return {"domains": domains, "parts": parts}


def _domain(name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    trained = [row for row in rows if row["rule"] is None]
    size: dict[str, int] = {}
    for row in trained:
        size[row["language"] or ""] = size.get(row["language"] or "", 0) + row["bytes"]
    language = min(size, key=lambda one: (-size[one], one), default="")
    return {
        "domain": name, "part": _part(name, language),
        "files": sum(row["files"] for row in rows), "bytes": sum(row["bytes"] for row in rows),
        "trained_files": sum(row["files"] for row in trained), "trained_bytes": sum(row["bytes"] for row in trained),
    }


def _part(domain: str, language: str) -> str:
    """The part of the published mix that a domain belongs to, by its name and the language with most bytes."""
    code, related, chinese = SHARES
    if domain == CODE:
        return code
    names = (domain.lower(), language.lower().partition("-")[0])
    return chinese if any(name in CHINESE for name in names) else related


def _reads(held: dict[str, int], part: str, wanted: float) -> float | None:
    code = next(iter(SHARES))
    return held[code] * wanted / SHARES[code] / held[part] if held[part] else None
