"""`repomill graph`: two tables with the same bytes for any number of workers, and no Java in sight."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline import graph_tables
from pipeline.config import build_run
from pipeline.errors import MachineError
from pipeline.graph_tables import write_graph
from schemas import EDGES, ORDER
from tests.pipeline.sources.reading import make_clone

ROOT = Path(__file__).parents[2]
CHAIN = {f"{name}.py": f"import {need}\n".encode() for name, need in zip("abcd", "bcd", strict=False)}
FILES = {
    **CHAIN, "d.py": b"import os\n\n\ndef d():\n    return os.name\n", "alone.py": b"VALUE = 'alone'\n",
    "loop/x.js": b"import './y.js';\n", "loop/y.js": b"import './x.js';\n", "notes.txt": b"words\n",
    "unknown.zzz": b"words\n", "broken.py": b"import a\ndef (:\n ]] class = ((\n" * 20, "pixels.py": b"\0\1",
}


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    """A clone and a plain folder."""
    root = tmp_path_factory.mktemp("inputs")
    make_clone(root / "clones" / "zoo", FILES)
    make_clone(root / "clones" / "ant", {"m.c": b'#include "m.h"\nint m;\n', "m.h": b"extern int m;\n"})
    return root / "clones"


def tables(inputs, out, mode="window", rules=False, workers=1):
    run = build_run({"input": {"paths": [str(inputs)]}, "order": {"mode": mode}}, "test")
    counts = write_graph(run, out, rules, workers, overwrite=False)
    edges, order = pq.read_table(out / "edges.parquet"), pq.read_table(out / "order.parquet")
    assert edges.schema.equals(EDGES.arrow.remove(EDGES.names.index("key"))) and order.schema.equals(ORDER.arrow)
    assert sorted(path.name for path in out.iterdir()) == ["edges.parquet", "order.parquet"]
    assert counts == {"repositories": 2, "files": order.num_rows, "edges": edges.num_rows}
    return edges.to_pylist(), order.to_pylist()


@pytest.mark.parametrize("mode", ["window", "deepseek"])
def test_edges_and_order_of_both_modes(inputs, tmp_path, mode):
    edges, order = tables(inputs, tmp_path / "out", mode)
    assert [(row["repo"], row["src"], row["dst"], row["kind"], row["line"]) for row in edges] == [
        ("ant", "m.c", "m.h", "import", 1),
        ("zoo", "a.py", "b.py", "import", 1), ("zoo", "b.py", "c.py", "import", 1),
        ("zoo", "c.py", "d.py", "import", 1),
        ("zoo", "loop/x.js", "loop/y.js", "import", 1), ("zoo", "loop/y.js", "loop/x.js", "import", 1),
    ]
    documents = {}
    for row in order:
        documents.setdefault((row["repo"], row["document"]), []).append((row["position"], row["path"]))
    assert all([position for position, _ in files] == list(range(len(files))) for files in documents.values())
    assert list(documents) == sorted(documents)
    paths = {key: [path for _, path in files] for key, files in documents.items()}
    assert paths["ant", 0] == ["m.h", "m.c"]
    assert paths["zoo", 0] == ["d.py", "c.py", "b.py", "a.py"]
    assert sorted(paths["zoo", 1]) == ["loop/x.js", "loop/y.js"]
    assert sorted(path for key, found in paths.items() if key[0] == "zoo" for path in found) == sorted(
        {*FILES} - {"unknown.zzz", "pixels.py", "notes.txt"})


def test_with_the_rules_bad_files_are_not_in_the_graph(inputs, tmp_path):
    _, order = tables(inputs, tmp_path / "out", rules=True)
    assert "broken.py" not in {row["path"] for row in order}


@pytest.mark.slow
def test_any_number_of_workers_writes_the_same_bytes(inputs, tmp_path):
    for workers in (1, 2):
        tables(inputs, tmp_path / str(workers), workers=workers)
    for name in ("edges.parquet", "order.parquet"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


@pytest.mark.slow
def test_no_java_is_needed(inputs, tmp_path):
    """Where nothing but git is found, and without a word to Spark."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "git").symlink_to(shutil.which("git"))
    code = ("import sys; from pipeline.cli import app; "
            f"app(['graph', {str(inputs)!r}, '--out', 'out', '--workers', '1'], standalone_mode=False); "
            "print('pyspark' in sys.modules)")
    environment = {name: value for name, value in os.environ.items() if name != "JAVA_HOME"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, cwd=tmp_path,
                          env=environment | {"PATH": str(tmp_path / "bin"), "PYTHONPATH": str(ROOT)}, check=False)
    assert done.stderr == ""
    assert done.stdout.splitlines() == ["2 repositories, 10 files, 6 edges: out/edges.parquet, out/order.parquet",
                                        "False"]


def _die(*_):
    os._exit(9)


@pytest.mark.slow
def test_a_worker_that_is_killed(inputs, tmp_path, monkeypatch):
    monkeypatch.setattr(graph_tables, "source_graph", _die)
    with pytest.raises(MachineError, match="worker was killed"):
        tables(inputs, tmp_path / "out", workers=2)
