"""A run whose driver is killed in the middle: the next one does the rest, and makes the same corpus."""

import io
import json
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq
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


def clone(folder, name, size):
    """A clone with some files."""
    make_clone(folder / name, {f"m{n}.py": f"import m{n + 1}\nVALUE = '{name}'\n".encode() * 20
                               for n in range(size * 4)})


@pytest.fixture
def run_file(tmp_path):
    """Three clones, a task each; git is needed for the smallest only, whose objects are in a pack."""
    for size, name in enumerate(("packed", *READ_BEFORE[::-1]), 1):
        clone(tmp_path / "in", name, size)
    git(tmp_path / "in" / "packed", "repack", "-q", "-a", "-d")
    return run_files(tmp_path)


def run_files(root, *tables):
    """What writes run files: over the clones in a folder and some tables, tasks as small as can be."""
    def write(out, where):
        path = root / f"{out}.yaml"
        path.write_text(yaml.safe_dump({
            "input": {"paths": [str(root / "in")], "tables": list(tables)}, "output": {"path": str(root / out)},
            "spark": {"partition_bytes": 1, "conf": {"spark.sql.shuffle.partitions": "2"}, **where}}))
        return path

    return write


def made(path):
    screen = Console(file=io.StringIO())
    build(load_run(path), screen)
    return screen.file.getvalue()


@contextmanager
def stopped(run_file, root, cores="0"):
    """A run that stands still at the packed clone, and is killed when the block ends."""
    latch, log = Latch(root / "latch"), root / "log"
    latch.armed.touch()
    with log.open("w") as said:
        job = subprocess.Popen(
            ["taskset", "-c", cores, sys.executable, ROOT / "jobs" / "run.py", run_file],
            stdout=said, stderr=said, text=True,
            env=os.environ | {"PATH": f"{latch.bin}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)})
    try:
        latch.wait(job, log)
        yield job, log
    finally:
        kill_tree(job.pid)
        job.wait()
        latch.close()


def units(root):
    """Records of the units that a run had done when it was killed."""
    return sorted((root / ".out.building" / ".draft" / "units").glob("*.json"))


@pytest.mark.parametrize("where", [{"master": "local[1]"}, {}], ids=["Spark", "this machine"])
def test_a_killed_run_is_gone_on_with(run_file, tmp_path, where):
    with stopped(run_file("out", where), tmp_path):
        pass
    assert len(units(tmp_path)) == len(READ_BEFORE)
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


def curated(said):
    """How many repositories a run says that it curated itself."""
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    return lines[0]["counts"]["repositories"]


def table(path, repos):
    """JSON lines of repositories, larger than a clone is with what git puts into it."""
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(
        json.dumps({"repo": repo, "path": f"m{n}.py", "text": f"import m{n + 1}\nVALUE = '{repo}'\n" * 200}) + "\n"
        for repo in repos for n in range(20)))


@pytest.mark.parametrize("where", [{"master": "local[1]"}, {}], ids=["Spark", "this machine"])
def test_a_killed_run_does_not_read_tables_again(tmp_path, where):
    clone(tmp_path / "in", "packed", 1)
    git(tmp_path / "in" / "packed", "repack", "-q", "-a", "-d")
    tables = [tmp_path / "tables" / name for name in ("1.jsonl", "2.jsonl")]
    for path in tables:
        table(path, [f"o/{path.stem}{letter}" for letter in "ab"])
    run_file = run_files(tmp_path, {"path": str(tmp_path / "tables"), "together": True})
    with stopped(run_file("out", where), tmp_path):
        pass
    assert len(units(tmp_path)) == len(tables)
    whole, times = ({path: look(path) for path in tables} for look in (Path.read_bytes, lambda p: p.stat().st_mtime_ns))
    for path, data in whole.items():  # who reads more than the first line now finds nothing
        first = data.index(b"\n") + 1
        path.write_bytes(data[:first] + b" " * (len(data) - first))
        os.utime(path, ns=(times[path], times[path]))
    said = made(run_file("out", where))
    assert "2 of 3 units of work were done by a run that was killed; going on with the others" in said
    assert curated(said) == 1
    for path, data in whole.items():
        path.write_bytes(data)
        os.utime(path, ns=(times[path], times[path]))
    made(run_file("whole", {}))
    assert digests(tmp_path / "out", *CONTENT) == digests(tmp_path / "whole", *CONTENT)


@pytest.mark.spark
def test_what_was_done_of_scattered_tables_is_not_curated_again(tmp_path):
    clone(tmp_path / "in", "packed", 1)
    git(tmp_path / "in" / "packed", "repack", "-q", "-a", "-d")
    for number in range(3):
        table(tmp_path / "tables" / f"{number}.jsonl", [f"o/r{letter}" for letter in "abcdefgh"[number:number + 6]])
    run_file = run_files(tmp_path, {"path": str(tmp_path / "tables")})
    pause, staging = threading.Event(), tmp_path / ".out.building" / ".draft"
    with stopped(run_file("out", {"master": "local[2]"}), tmp_path, cores="0,1") as (job, log):
        while len(units(tmp_path)) < 3:  # the other core does what comes after the shuffle
            assert job.poll() is None, log.read_text()
            pause.wait(0.2)
    full = [unit for unit in units(tmp_path) if json.loads(unit.read_text())]
    full[0].unlink()
    done = [part for unit in full[1:] for part in json.loads(unit.read_text()) if part["table"] == "timings"]
    before = {row["repo"]: row["seconds"] for part in done
              for row in pq.read_table(staging / "timings" / part["file"]).to_pylist()}
    said = made(run_file("out", {"master": "local[2]"}))
    assert "2 of 4 units of work were done by a run that was killed; going on with the others" in said
    after = {row["repo"]: row["seconds"] for row in rows(tmp_path / "out", "timings")}
    assert 0 < len(before) < 8 and {repo: after[repo] for repo in before} == before, "measured once"
    assert curated(said) == len(after) - len(before)
    assert set(after) == {"packed", *(f"o/r{letter}" for letter in "abcdefgh")}
    made(run_file("whole", {"master": "local[2]"}))
    assert digests(tmp_path / "out", *CONTENT) == digests(tmp_path / "whole", *CONTENT)
