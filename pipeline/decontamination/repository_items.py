"""Items of benchmarks that are made of repositories, in the form of their public releases.

SWE-bench: arXiv 2310.06770. CrossCodeEval: arXiv 2310.11248.
RepoBench: https://github.com/Leolty/repobench.
"""

import re
from collections.abc import Iterator
from typing import Any

from pipeline.decontamination.items import Item, Listed

PATCHES = ("patch", "test_patch")
NEAR_LINES = 10  # of the code before and after the line to be completed: more of a file is the file, not the item

_TOUCHED = re.compile(r"^(?:\+\+\+ b|--- a)/([^\t\n]+)", re.MULTILINE)
_COMMIT_IN_NAME = re.compile(r"-[0-9a-f]{7,40}$")


def is_of_repository(entry: dict[str, Any]) -> bool:
    """Whether an item has one of these forms."""
    return _form(entry) is not None


def repository_items(benchmark: str, name: str, entry: dict[str, Any]) -> Iterator[Item | Listed]:
    """Texts of an item, and the repository that it is from."""
    form = _form(entry)
    if form == "patches":
        before = entry.get("before")
        yield Listed(benchmark, name, str(entry["repo"]), tuple(
            (field, path) for field in PATCHES for path in sorted(set(_TOUCHED.findall(_text(entry, field))))),
            tuple(str(commit) for commit in before) if isinstance(before, list) else (), is_package=True)
        if _text(entry, "problem_statement").strip():
            yield Item(benchmark, name, "problem_statement", _text(entry, "problem_statement"))
        for field in PATCHES:
            for block in _added(_text(entry, field)):
                yield Item(benchmark, name, field, block, is_part=True)
    elif form == "cursor":
        where = entry["metadata"]
        repo = _COMMIT_IN_NAME.sub("", str(where["repository"]))
        yield Listed(benchmark, name, repo, (("groundtruth", str(where["file"])),))
        yield _near(benchmark, name, "groundtruth", _text(entry, "prompt"), _text(entry, "groundtruth"),
                    _text(entry, "right_context"))
    elif form == "next_line":
        code = _text(entry, "cropped_code") or _text(entry, "code")
        yield Listed(benchmark, name, str(entry["repo_name"]), (("next_line", str(entry["file_path"])),))
        yield _near(benchmark, name, "next_line", code.rstrip("\n") + "\n", _text(entry, "next_line"), "")


def _form(entry: dict[str, Any]) -> str | None:
    if {"repo", "base_commit", "patch"} <= entry.keys():
        return "patches"
    where = entry.get("metadata")
    if "groundtruth" in entry and isinstance(where, dict) and {"repository", "file"} <= where.keys():
        return "cursor"
    if {"repo_name", "file_path", "next_line"} <= entry.keys() and entry.keys() & {"cropped_code", "code"}:
        return "next_line"
    return None


def _added(patch: str) -> Iterator[str]:
    """The blocks of lines that a patch adds."""
    block: list[str] = []
    for line in patch.split("\n"):
        if line.startswith("+") and not line.startswith("+++ "):
            block.append(line[1:])
        elif block:
            yield "\n".join(block)
            block = []
    if block:
        yield "\n".join(block)


def _near(benchmark: str, name: str, field: str, before: str, target: str, after: str) -> Item:
    lines = [*before.splitlines(keepends=True)[-NEAR_LINES:], target, *after.splitlines(keepends=True)[:NEAR_LINES]]
    return Item(benchmark, name, field, "".join(lines), is_part=True)


def _text(entry: dict[str, Any], key: str) -> str:
    value = entry.get(key)
    return value if isinstance(value, str) else ""
