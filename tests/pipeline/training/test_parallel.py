"""Two processes against one: the same losses whatever the weights and windows are spread over."""

import json

import pytest

from tests.pipeline.training.processes import losses, run
from tests.pipeline.training.ranks import options, seen
from tests.pipeline.training.synthetic import SyntheticSource

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
STEPS = 50
TWO = {
    "sharded": {"steps": STEPS},
    "replicated": {"steps": 6, "parallel": {"replicate": 2}},
    "shared_windows": {"steps": 6, "parallel": {"sequence": 2}},
    "recomputed": {"steps": 6, "parallel": {"recompute_every": 2}, "batches": {"rows_per_device": 4}},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Runs of two processes, and one of one."""
    from pipeline.training.train import train

    found = tmp_path_factory.mktemp("parallel")
    run("many", 2, found, runs=TWO)
    train(options(found / "one", STEPS), lambda _, ranks: SyntheticSource(ranks.data_rank, ranks.data_size, 8))
    return found


@pytest.mark.parametrize("name", TWO)
def test_losses_of_two_processes_are_those_of_one(folder, name):
    steps = TWO[name]["steps"]
    # The rate falls at shares of the steps, so the last step but one of a short run is the last to be compared.
    compared = STEPS if steps == STEPS else steps - 1
    assert losses(folder / name)[:compared] == pytest.approx(losses(folder / "one")[:compared], abs=1e-4)


def test_the_model_learns(folder):
    assert losses(folder / "one")[-1] < losses(folder / "one")[0] / 2


def test_the_log_tells_kinds_of_tokens_apart_and_adds_up(folder):
    first = json.loads((folder / "sharded" / "log.jsonl").read_text().splitlines()[0])
    assert {"loss", "loss/code", "loss/docs", "loss/fim", "loss/left_to_right"} < set(first)
    assert first["tokens"] > 0 and first["tokens_per_second"] > 0 and first["mfu"] is None
    assert min(first["loss/code"], first["loss/docs"]) < first["loss"] < max(first["loss/code"], first["loss/docs"])


def test_each_rank_has_its_own_documents(folder):
    of_two = [names for _, names in seen(folder / "sharded")]
    assert all(len(names) == len(set(names)) for names in of_two)
