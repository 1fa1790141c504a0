"""Every miniature repository under tests/repos has exactly the dependencies its edges.txt lists.

A case is a folder `tests/repos/<language>/<case>/` with the sources in `repo/` and, in `edges.txt`, one line
`importer -> imported` per dependency, followed by its kind where that is not `import`. Lines starting with `#` explain.
"""

from difflib import unified_diff
from pathlib import Path

import pytest

from pipeline.kinds import KINDS
from tests.pipeline.imports.reading import edges, read

REPOS = Path(__file__).parents[2] / "repos"
CASES = sorted(path.parent for path in REPOS.glob("*/*/edges.txt"))


def expected(case: Path) -> list[str]:
    """The lines of edges.txt that name an edge."""
    lines = (case / "edges.txt").read_text(encoding="utf-8").splitlines()
    return sorted(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_edges_are_exactly_those_listed(case: Path) -> None:
    found = [
        f"{edge.src} -> {edge.dst}" + (f" {edge.kind}" if edge.kind != "import" else "")
        for edge in edges(read(case / "repo"), KINDS).edges
    ]
    difference = "\n".join(unified_diff(expected(case), sorted(found), "edges.txt", "resolved", lineterm="", n=0))
    assert not difference, f"{case.relative_to(REPOS)}\n{difference}"


def test_every_case_has_sources_and_edges() -> None:
    folders = {path.parent for path in REPOS.glob("*/*/repo")}
    assert folders == set(CASES)
    assert len(CASES) > 0
