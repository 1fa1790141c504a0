"""Curation on the cores of this machine: what becomes of it when one of its processes, or all but them, are killed."""

import os
import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml

from pipeline.build import build
from pipeline.config import load_run
from pipeline.cores import cores
from pipeline.errors import MachineError
from tests.cluster.latch import Latch
from tests.pipeline.sources.reading import git, make_clone
from tests.pipeline.test_writing import REPOMILL, ROOT, marked, wait_until

pytestmark = [
    pytest.mark.slow, pytest.mark.timeout(300),
    pytest.mark.skipif(cores() < 2, reason="one core needs no other process"),
]


@pytest.fixture
def latch(tmp_path):
    made = Latch(tmp_path / "latch")
    made.armed.touch()
    yield made
    made.close()


@pytest.fixture
def run_file(tmp_path):
    """Two clones, a task each; git is needed to read them, as their objects are in packs."""
    for name in ("one", "two"):
        make_clone(tmp_path / "in" / name, {"a.py": f"VALUE = 'a name: {name}'\n".encode() * 3})
        git(tmp_path / "in" / name, "repack", "-q", "-a", "-d")
    path = tmp_path / "run.yaml"
    path.write_text(yaml.safe_dump({"input": {"paths": [str(tmp_path / "in")]}, "spark": {"partition_bytes": 1},
                                    "output": {"path": str(tmp_path / "out")}}))
    return path


def parent(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])


def test_a_process_that_is_killed_ends_the_run_with_advice(latch, run_file, tmp_path, quiet, monkeypatch):
    monkeypatch.setenv("PATH", f"{latch.bin}{os.pathsep}{os.environ['PATH']}")
    with ThreadPoolExecutor() as threads:
        running = threads.submit(build, load_run(run_file), quiet)
        wait_until(lambda: (latch.folder / "taken").exists())
        stopped = int(os.read(latch._busy, 100))
        os.kill(parent(stopped), signal.SIGKILL)
        with pytest.raises(MachineError, match="a process was killed, most often for want of memory"):
            running.result()
    os.kill(stopped, signal.SIGKILL)
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / ".out.building").exists()


def test_no_process_outlives_a_run_that_is_killed(latch, run_file, tmp_path):
    mark = f"REPOMILL_TEST={tmp_path}"
    name, value = mark.split("=")
    path = f"{latch.bin}{os.pathsep}{os.environ['PATH']}"
    with (tmp_path / "log").open("w") as log:
        started = subprocess.Popen([REPOMILL, "curate", "--config", run_file, "--out", tmp_path / "out"], stderr=log,
                                   env=os.environ | {name: value, "PYTHONPATH": str(ROOT), "PATH": path})
    stopped = latch.wait(started, tmp_path / "log")
    started.send_signal(signal.SIGKILL)
    assert started.wait() == -signal.SIGKILL
    wait_until(lambda: set(marked(mark.encode())) <= {str(stopped)})
    os.kill(stopped, signal.SIGKILL)
