"""A real standalone cluster: the corpus of one machine, also when a worker is killed in the middle of a task."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cluster.standalone import Cluster
from tests.pipeline.corpora import CONTENT, digests

pytestmark = [pytest.mark.spark, pytest.mark.slow, pytest.mark.timeout(1800)]
ROOT = Path(__file__).parents[2]
PACKED = "repomill"  # where an executor finds what was packed, below the folder it works in


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    running = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        running.add_worker()
        running.add_worker()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    """The wheel under a name that Spark unpacks, and unpacked for the driver."""
    folder = tmp_path_factory.mktemp("packed")
    shutil.copytree(ROOT, folder / "source", ignore=shutil.ignore_patterns(".*", "tests", "bench", "build"))
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index",
         "--disable-pip-version-check", "--wheel-dir", folder, folder / "source"], check=True)
    (wheel,) = folder.glob("repomill-*.whl")
    shutil.unpack_archive(wheel.rename(folder / "repomill.zip"), folder / "driver")
    return folder


@pytest.fixture(scope="module")
def made(cluster, packed, dump):
    """The corpora of a run, and of one in which a worker is killed while it reads a repository."""
    files = [dump.run_file(f"cluster-{name}", cluster.root / name) for name in ("whole", "killed")]
    log = cluster.root / "log"
    job = cluster.submit(
        log, "--archives", f"{packed / 'repomill.zip'}#{PACKED}", "--conf", f"spark.executorEnv.PYTHONPATH={PACKED}",
        Path(__file__).with_name("two_runs.py"), *files, cluster.latch.armed, PYTHONPATH=str(packed / "driver"))
    cluster.kill_worker_of(cluster.latch.wait(job, log))
    assert job.wait() == 0, log.read_text()
    return cluster.root


def test_two_workers_give_the_bytes_of_one_machine(made, corpus):
    """`corpus` is of local[2]; tests/pipeline/test_run.py holds local[1] against it."""
    assert digests(made / "whole", *CONTENT) == digests(corpus, *CONTENT)
    assert figures(made / "whole") == figures(corpus)


def test_a_worker_killed_in_the_middle_changes_nothing(made, corpus):
    assert (made / "latch" / "taken").exists()
    assert "Lost executor" in (made / "log").read_text()
    assert digests(made / "killed", *CONTENT) == digests(corpus, *CONTENT)
    assert figures(made / "killed") == figures(corpus)
    assert sorted(path.name for path in made.iterdir() if path.name.startswith(".")) == [".killed.lock", ".whole.lock"]


def test_executors_ran_what_was_packed_with_the_job(made):
    """Both of them: Python leaves compiled files beside what it imports."""
    compiled = {path.parents[2] for path in made.glob(f"work/*/*/{PACKED}/pipeline/__pycache__")}
    assert len(compiled) == 2


def figures(corpus: Path) -> dict:
    """What the report says, but for what is of one run: times, places."""
    found = json.loads((corpus / "report.json").read_text())
    return {name: value for name, value in found.items() if name not in ("run", "slowest")}
