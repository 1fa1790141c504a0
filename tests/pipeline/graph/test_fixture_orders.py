"""Miniature repositories under tests/repos that have an order.txt are ordered as it says, in `window` mode.

order.txt lists the paths of source files, one a line; an empty line divides documents, lines starting with `#` explain.
"""

from pathlib import Path

import pytest

from pipeline.config import Graph, Order
from pipeline.documents.assemble import sized
from pipeline.graph import order_components
from pipeline.languages.catalogue import languages
from pipeline.languages.header import path_comment
from tests.pipeline.imports.reading import edges, read

REPOS = Path(__file__).parents[2] / "repos"
CASES = sorted(path.parent for path in REPOS.glob("*/*/order.txt"))


def expected(case: Path) -> list[list[str]]:
    """Documents as lists of paths."""
    lines = (case / "order.txt").read_text(encoding="utf-8").splitlines()
    text = "\n".join(line.strip() for line in lines if not line.startswith("#"))
    return [document.split("\n") for document in text.strip().split("\n\n")]


def ordered(folder: Path) -> list[list[str]]:
    """Documents of a repository whose files are all kept, headers and all counted as in curation."""
    repository = read(folder)
    sizes = {}
    for path, file in repository.files.items():
        header = path_comment(path, languages()[file.language].comment)
        sizes[path] = sized((folder / path).stat().st_size, header)
    found = [edge for edge in edges(repository).edges if edge.src in sizes and edge.dst in sizes]
    weights = {(edge.src, edge.dst): Graph().weights[edge.kind] for edge in found}
    return [list(component.paths) for component in order_components(sizes, weights, "window", Order().window_bytes)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_documents_and_their_order_are_those_listed(case: Path) -> None:
    assert ordered(case / "repo") == expected(case)


def test_some_languages_say_their_order() -> None:
    assert {case.parent.name for case in CASES} >= {"c", "go", "java", "javascript", "python", "ruby", "rust"}
