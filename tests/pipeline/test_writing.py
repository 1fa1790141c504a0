"""Who may write a corpus folder, and what becomes of it when the writer fails or is killed."""

import os
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from pipeline.build import build
from pipeline.config import load_run
from pipeline.errors import OutputError
from pipeline.folder import CorpusFolder
from pipeline.questions import why
from pipeline.writing import extended, replaced
from tests.pipeline.corpora import make_corpus, rows, snapshot

ROOT = Path(__file__).parents[2]
REPOMILL = Path(sys.executable).parent / "repomill"
PATIENCE = 120  # seconds for something that must happen


def test_what_a_killed_stage_left_is_no_obstacle(tmp_path):
    (tmp_path / "out" / ".draft" / "raw_files").mkdir(parents=True)
    (tmp_path / "out" / ".draft" / "raw_files" / "part~1.parquet").write_bytes(b"half")
    with replaced(CorpusFolder(tmp_path / "out"), overwrite=False) as new:
        make_corpus(new.root)
    assert not (tmp_path / "out" / ".draft").exists()
    assert CorpusFolder(tmp_path / "out").has("files")


def test_a_stage_that_fails_leaves_nothing(tmp_path):
    folder = CorpusFolder(tmp_path / "out")
    with pytest.raises(ZeroDivisionError), extended(folder) as draft:
        (draft.staging / "raw_files").mkdir()
        raise ZeroDivisionError
    assert [path.name for path in tmp_path.iterdir()] == [".out.lock"]
    make_corpus(folder.root)
    before = snapshot(folder.root)
    with pytest.raises(ZeroDivisionError), extended(folder) as draft:
        (draft.staging / "corpus").mkdir()
        raise ZeroDivisionError
    assert snapshot(folder.root) == before
    assert not (folder.root / ".draft").exists()


def test_a_new_corpus_that_cannot_take_its_place_leaves_the_old_one(tmp_path):
    folder = CorpusFolder(tmp_path / "out")
    make_corpus(folder.root)
    before = snapshot(folder.root)
    with pytest.raises(FileNotFoundError), replaced(folder, overwrite=True) as new:
        new.root.rmdir()
    assert snapshot(folder.root) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".out.lock", "out"]


def test_stages_do_not_write_one_corpus_at_once(tmp_path):
    make_corpus(tmp_path / "out")
    folder, same = CorpusFolder(tmp_path / "out"), CorpusFolder(tmp_path / "out" / ".." / "out")
    with extended(folder):
        with pytest.raises(OutputError, match="another run"), extended(same):
            pass
        with pytest.raises(OutputError, match="another run"), replaced(same, overwrite=True):
            pass


def test_a_link_to_a_folder_stays_a_link(tmp_path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "out").symlink_to("disk")
    for _ in range(2):
        with replaced(CorpusFolder(tmp_path / "out"), overwrite=True) as new:
            make_corpus(new.root)
    assert (tmp_path / "out").is_symlink()
    assert CorpusFolder(tmp_path / "disk").has("files")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".disk.lock", "disk", "out"]


def wait_until(condition):
    """Looks until it is so; fails after PATIENCE seconds."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def marked(mark):
    """Processes that were started with a mark in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes():
                found.append(process.name)
        except OSError:
            continue
    return found


@pytest.mark.spark
@pytest.mark.timeout(600)
def test_a_run_that_is_killed_leaves_the_old_corpus_and_the_next_one_cleans_up(spark, tmp_path, quiet):
    (tmp_path / "in").mkdir()
    for number in range(40):
        words = [sha256(f"{number} {n}".encode()).hexdigest() for n in range(500)]
        (tmp_path / "in" / f"m{number}.py").write_text("".join(f"def f{w}(a):\n    return a + '{w}'\n" for w in words))
    (tmp_path / "in" / "big.py").write_text("value = 1\n" * 110_000)
    old = make_corpus(tmp_path / "out")
    before = snapshot(old.root)
    config = tmp_path / "run.yaml"
    config.write_text(yaml.safe_dump({
        "input": {"paths": [str(tmp_path / "in")]}, "documents": {"max_bytes": 1 << 16},
        "output": {"path": str(tmp_path / "out"), "overwrite": True, "row_group_bytes": 1 << 12,
                   "keep_raw_files": True},
        "spark": {"conf": {"spark.sql.shuffle.partitions": "2"}},
    }))
    mark = f"REPOMILL_TEST={tmp_path}"
    name, value = mark.split("=")
    started = subprocess.Popen(
        [REPOMILL, "curate", tmp_path / "in", "--config", config, "--out", tmp_path / "out", "--master", "local[1]"],
        env=os.environ | {name: value, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    building = tmp_path / ".out.building"
    wait_until(lambda: list(building.rglob("documents/*.parquet")) or started.poll() is not None)
    started.send_signal(signal.SIGKILL)
    assert started.wait() == -signal.SIGKILL
    assert snapshot(old.root) == before
    assert "too_large" in why(old.root, "r", "big.py")
    assert building.exists()
    wait_until(lambda: not marked(mark.encode()))
    build(load_run(config), quiet)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".out.lock", "in", "out", "run.yaml"]
    assert len(rows(old.root, "files")) == len(rows(old.root, "raw_files")) == 41
    assert "too_large" in why(old.root, "in", "big.py")
