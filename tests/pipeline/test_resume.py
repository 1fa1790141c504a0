"""A run whose driver is killed in the middle: the next one does the rest, and makes the same corpus."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from rich.console import Console

from pipeline.build import build
from pipeline.config import load_run
from tests.cluster.latch import Latch
from tests.cluster.standalone import kill_tree
from tests.pipeline.corpora import CONTENT, digests, rows
from tests.pipeline.sources.reading import git, make_clone

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
ROOT = Path(__file__).parents[2]
READ_BEFORE = ("large", "middle")  # tasks begin with the largest; in the small one the run is stopped


@pytest.fixture
def run_file(tmp_path):
    """Three clones, a task each; git is needed for the smallest only, whose objects are in a pack."""
    for size, name in enumerate(("packed", *READ_BEFORE[::-1]), 1):
        make_clone(tmp_path / "in" / name, {f"m{n}.py": f"import m{n + 1}\nVALUE = '{name}'\n".encode() * 20
                                            for n in range(size * 4)})
    git(tmp_path / "in" / "packed", "repack", "-q", "-a", "-d")

    def write(out, where):
        path = tmp_path / f"{out}.yaml"
        path.write_text(yaml.safe_dump({
            "input": {"paths": [str(tmp_path / "in")]}, "output": {"path": str(tmp_path / out)},
            "spark": {"partition_bytes": 1, "conf": {"spark.sql.shuffle.partitions": "2"}, **where}}))
        return path

    return write


def made(path):
    screen = Console(file=io.StringIO())
    build(load_run(path), screen)
    return screen.file.getvalue()


@pytest.mark.parametrize("where", [{"master": "local[1]"}, {}], ids=["Spark", "this machine"])
def test_a_killed_run_is_gone_on_with(run_file, tmp_path, where):
    latch, log = Latch(tmp_path / "latch"), tmp_path / "log"
    latch.armed.touch()
    with log.open("w") as said:
        job = subprocess.Popen(
            ["taskset", "-c", "0", sys.executable, ROOT / "jobs" / "run.py", run_file("out", where)],
            stdout=said, stderr=said, text=True,
            env=os.environ | {"PATH": f"{latch.bin}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)})
    try:
        latch.wait(job, log)
    finally:
        kill_tree(job.pid)
        job.wait()
        latch.close()
    units = list((tmp_path / ".out.building" / ".draft" / "units").glob("*.json"))
    assert len(units) == len(READ_BEFORE)
    for name in READ_BEFORE:  # who reads them again now finds nothing
        objects = tmp_path / "in" / name / ".git" / "objects"
        objects.rename(tmp_path / f"objects of {name}")
        objects.mkdir()
    said = made(run_file("out", where))
    assert "2 of 3 units of work were done by a run that was killed; going on with the others" in said
    for name in READ_BEFORE:
        objects = tmp_path / "in" / name / ".git" / "objects"
        objects.rmdir()
        (tmp_path / f"objects of {name}").rename(objects)
    assert "units of work" not in made(run_file("whole", {}))
    assert digests(tmp_path / "out", *CONTENT) == digests(tmp_path / "whole", *CONTENT)
    assert {row["repo"] for row in rows(tmp_path / "out", "repos")} == {"packed", *READ_BEFORE}
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == [".out.lock", ".whole.lock"]
    stages = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert [line["stage"] for line in stages] == ["curate", "dedup", "export"]
    assert stages[0]["rows"]["repos"] == 3
    counts = stages[0]["counts"]
    assert counts.pop("repositories") == 1  # of this run
    assert counts.pop("bytes") > 0 and counts.pop("files") == sum(counts.values()) > 0
