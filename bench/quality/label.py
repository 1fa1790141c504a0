"""What is known of a file of a package by where it lies, and by the mark of the program that wrote it."""

from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from pipeline.config import Rules
from pipeline.languages.detect import vendored
from pipeline.rules import Subject
from pipeline.rules.origin import generated
from pipeline.rules.text_facts import TextFacts

GOOD, BAD = 1, 0
SOURCES = Path(__file__).with_name("sources.yaml")
_ASK = Rules(drop_generated=True)
_NO_FACTS = TextFacts(0, 0, 0, 0.0, 0, 0, False)


@cache
def sources() -> dict[str, Any]:
    """The list of packages and folders."""
    found: dict[str, Any] = yaml.safe_load(SOURCES.read_text("utf-8"))
    return found


def library_label(path: str, language: str, text: bytes, *, is_built: bool) -> tuple[int | None, str]:
    """Label and family of a file of a library.

    Args:
        path: path in the package.
        language: its language.
        text: its text.
        is_built: whether the package has TypeScript sources of its own, so that JavaScript outside is made from them.
    """
    built, inputs, aside = (frozenset(sources()["folders"][kind]) for kind in ("built", "input", "aside"))
    folders = {part.lower() for part in PurePosixPath(path).parts[:-1]}
    if vendored(path) and not folders & inputs:
        return None, "vendored"
    if generated(Subject(path, language, text, _NO_FACTS), _ASK) is not None:
        return BAD, "machine"
    if folders & inputs:
        return BAD, "input"
    if folders & built or (is_built and is_build_product(path, folders)):
        return BAD, "built"
    if folders & aside or path.rsplit("/", 1)[-1].lower().startswith(("test", "conftest")) or "_test." in path:
        return None, "aside"
    return GOOD, "library"


def is_build_product(path: str, folders: set[str]) -> bool:
    """Whether a file of an npm package with TypeScript sources was made from them."""
    return not folders & {"src", "src.ts", "source"} and path.endswith((".js", ".cjs", ".mjs", ".d.ts"))


def is_below(path: str, places: list[str]) -> bool:
    """Whether a path leads through one of some folders, given by one name or several."""
    around = f"/{path}"
    return any(f"/{place}/" in around or around.endswith(f"/{place}") for place in places)
