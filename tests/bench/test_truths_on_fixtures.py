"""The tools of the scoreboard find in miniature repositories what these list; left out where they are missing."""

from importlib import import_module
from pathlib import Path

import pytest

REPOS = Path(__file__).parents[1] / "repos"
CASES = ["go/build_tags", "go/cycle_of_files", "rust/workspace", "ruby/expanded-paths", "php/group_use_and_alias",
         "php/constants-and-absolute-use", "lua/modules", "perl/distribution"]


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_the_truth_agrees_with_a_fixture(case: str) -> None:
    truth = import_module(f"bench.scoreboard.truth.{case.split('/')[0]}")
    if truth.needs():
        pytest.skip(truth.needs())
    lines = (REPOS / case / "edges.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" ")[::2][:2] for line in lines if line and not line.startswith("#")]
    assert truth.edges((REPOS / case / "repo").resolve()) == {(src, dst) for src, dst in pairs}
