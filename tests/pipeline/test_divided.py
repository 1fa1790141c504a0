"""A repository too large for one graph, from the command's point of view: where it was divided, and what that costs."""

from io import StringIO

import pytest
from rich.console import Console

from pipeline.build import build
from pipeline.config import build_run
from pipeline.questions import show, why

pytestmark = pytest.mark.slow


def test_of_a_divided_repository_they_say_where_and_what_is_lost(tmp_path):
    files = {"a/one.py": "import b.two\n", "a/other.py": "import a.one\n", "b/two.py": "VALUE = 'two'\n"}
    for path, text in files.items():
        (tmp_path / "in" / "r" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / "r" / path).write_text(text)
    out = tmp_path / "corpus"
    found = build(build_run({"input": {"paths": [str(tmp_path / "in" / "r")]}, "output": {"path": str(out)},
                     "graph": {"max_bytes": 13_000}}, "test"), Console(file=StringIO()))
    said = list(show(out, "r", with_text=False))
    assert said[1] == ("in 2 pieces, as it is too large for one graph (graph.max_bytes); 1 dependencies between pieces "
                       "are lost; a piece begins at b/two.py")
    assert why(out, "r", "b/two.py").splitlines()[2] == (
        "  in piece 2 of 2 of its repository, whose dependencies on other pieces are lost (graph.max_bytes)")
    assert found["graph"]["divided"] == [{"repo": "r", "pieces": 2, "lost_edges": 1}]
