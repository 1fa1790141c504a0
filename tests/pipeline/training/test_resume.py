"""Runs that are killed, stopped and started again, also by another number of processes."""

import json
import random
import signal

import pytest

from pipeline.errors import ConfigError, InputError
from pipeline.training.checkpoint import latest, steps
from pipeline.training.train import _only_run
from tests.pipeline.tokenizing.small import small_tokenizer
from tests.pipeline.training.loading.tables import code, write_table
from tests.pipeline.training.processes import finish, losses, run, start
from tests.pipeline.training.ranks import seen

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
LAST = 16
EVERY = {"checkpoints": {"every": 4, "keep": 2, "wait": False}}
SAVED = 9  # steps after which there is a checkpoint, as the second one waits for the first


@pytest.fixture(scope="module")
def straight(tmp_path_factory):
    found = tmp_path_factory.mktemp("resume") / "straight"
    run("train_at", 2, found, steps=LAST, **EVERY)
    return found


def same(one, other, tolerance):
    assert list(seen(one)) == list(seen(other))
    assert losses(one) == pytest.approx(losses(other), abs=tolerance)


def test_the_last_checkpoints_stay(straight):
    assert steps(straight) == [12, 16]
    assert not list(straight.glob("*.partial"))
    assert json.loads((latest(straight) / "training.json").read_text())["step"] == 16


def test_killed_and_started_again(straight, tmp_path):
    """kill -9 of a rank at a random step; two processes go on, and one process goes on from a copy."""
    at = random.SystemRandom().randrange(SAVED, LAST - 1)
    killed = finish(start("train_at", 2, tmp_path, steps=LAST, kill_at=at, **EVERY))
    assert killed[1] == -signal.SIGKILL, at
    before = steps(tmp_path)
    assert before and before[-1] <= at
    run("train_at", 2, tmp_path, steps=LAST, **EVERY)
    same(tmp_path, straight, 1e-5)


def test_stopped_by_sigterm_and_gone_on_by_one_process(straight, tmp_path):
    run("train_at", 2, tmp_path, steps=LAST, stop_at=6, **EVERY)
    assert steps(tmp_path)[-1] == 7 and len(losses(tmp_path)) == 7
    run("train_at", 1, tmp_path, steps=LAST, **EVERY)
    same(tmp_path, straight, 1e-4)
    assert steps(tmp_path) == [12, 16]


def test_a_real_corpus_gone_on_with_by_other_numbers_of_processes(tmp_path):
    """Two processes, killed; one goes on and is stopped; two go on: each piece of each step as of one straight run."""
    write_table(tmp_path / "corpus", [code(number) for number in range(20)])
    small_tokenizer().save(tmp_path)
    # A rate that does not depend on the number of steps, so that a run can be cut short by fewer of them.
    arguments = {"steps": LAST, "real": True, **EVERY, "schedule": {"kind": "constant"}, "data": {
        "corpus": str(tmp_path / "corpus"), "tokenizer": str(tmp_path),
        "pack": {"window": 128, "shards": 4, "pending": 8}, "fim": {"spm": 0.5}}}
    run("train_at", 1, tmp_path / "straight", **arguments)
    killed = finish(start("train_at", 2, tmp_path / "run", kill_at=SAVED, **arguments))
    assert killed[1] == -signal.SIGKILL
    for path in (tmp_path / "run").glob("seen.*.jsonl"):  # steps after the checkpoint are done again, by one rank
        kept = [line for line in path.read_text().splitlines() if json.loads(line)[0] < steps(tmp_path / "run")[-1]]
        path.write_text("".join(f"{line}\n" for line in kept))
    run("train_at", 1, tmp_path / "run", **(arguments | {"steps": 10}))
    run("train_at", 2, tmp_path / "run", **arguments)
    same(tmp_path / "run", tmp_path / "straight", 1e-4)
    # All pieces of the first epoch, each once.
    first = [name for _, names in seen(tmp_path / "run") for name in names if name.split()[1] == "0"]
    assert len(first) == len(set(first)) > 20


def test_two_trainings_never_write_one_folder(tmp_path):
    with _only_run(tmp_path, 0), pytest.raises(ConfigError, match="another training"), _only_run(tmp_path, 0):
        pass
    with _only_run(tmp_path, 0), _only_run(tmp_path, 1):
        pass


def test_a_damaged_checkpoint_is_told(straight, tmp_path):
    from pipeline.training.checkpoint import about, read

    broken = tmp_path / "step-00000001"
    broken.mkdir()
    with pytest.raises(InputError, match="not a checkpoint"):
        about(broken)
    with pytest.raises(InputError, match="cannot be loaded"):
        read(broken, {"x": ""})
    with pytest.raises(InputError, match=r"cannot be loaded.*nothing_like_this"):
        read(latest(straight), {"nothing_like_this": ""})
