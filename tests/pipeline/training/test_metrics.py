import json
import math

import pytest
import torch

from pipeline.training.metrics import Journal, Tally, model_flops, peak_flops, peak_of
from pipeline.training.model import CausalModel
from pipeline.training.options import Logs, Model

pytestmark = pytest.mark.slow  # PyTorch

SHAPE = Model(hidden=16, feed_forward=32, layers=3, heads=2, kv_heads=1)


def test_a_tally_tells_domains_and_infilling_apart():
    tally = Tally(("chinese", "code"))
    kinds = torch.tensor([tally.kind("code", True), tally.kind("code", False), tally.kind("chinese", False), 0])
    tally.add(torch.tensor([1.0, 2.0, 6.0, 99.0]), torch.tensor([True, True, True, False]), kinds)
    tally.add(torch.tensor([3.0]), torch.tensor([True]), torch.tensor([tally.kind("code", True)]))
    assert tally.tokens == 4
    assert tally.figures() == {"loss": 3.0, "loss/left_to_right": 4.0, "loss/fim": 2.0, "loss/chinese": 6.0,
                               "loss/code": 2.0}


def test_flops_of_a_step():
    model = CausalModel(SHAPE, 50)
    multiplied = sum(p.numel() for name, p in model.named_parameters() if "embed" not in name)
    assert model_flops(SHAPE, 50, [[4, 2], [3]]) == 6 * multiplied * 9 + 12 * 3 * 16 * (16 + 4 + 9)


def test_the_peak_is_known_only_where_it_is_told():
    assert peak_flops(Logs(), torch.device("cpu")) is None
    assert peak_flops(Logs(peak_tflops=2), torch.device("cpu")) == 2e12
    assert (peak_of("NVIDIA H100 PCIe"), peak_of("NVIDIA H100 80GB HBM3")) == (756e12, 989e12)
    assert peak_of("NVIDIA GeForce GTX 1080") is None


def line(step, loss=1.0):
    return {"step": step, "loss": loss, "learning_rate": 0.1, "tokens_per_second": 5.0, "mfu": None}


def test_a_run_that_goes_on_from_an_earlier_step_writes_the_later_ones_again(tmp_path, capsys):
    for first, last in ((0, 3), (2, 4)):
        journal = Journal(tmp_path, Logs(tensorboard=False), first, 4)
        for step in range(first, last):
            journal.write(line(step + 1, loss=first))
        journal.close()
        with (tmp_path / "log.jsonl").open("a") as log:
            log.write('{"step": 3, "lo')  # a process that was killed
    lines = [json.loads(text) for text in (tmp_path / "log.jsonl").read_text().splitlines()[:-1]]
    assert [(found["step"], found["loss"]) for found in lines] == [(1, 0), (2, 0), (3, 2), (4, 2)]
    assert "step 4/4  loss 2.0000" in capsys.readouterr().err


def test_what_is_no_number_is_null(tmp_path):
    journal = Journal(tmp_path, Logs(tensorboard=False), 0, 1)
    journal.write(line(1, loss=math.nan))
    assert json.loads((tmp_path / "log.jsonl").read_text())["loss"] is None


@pytest.mark.slow
def test_tensorboard_has_the_figures(tmp_path):
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    journal = Journal(tmp_path, Logs(), 0, 1)
    journal.write(line(1, loss=0.5))
    journal.close()
    found = EventAccumulator(str(tmp_path / "tensorboard")).Reload()
    assert found.Scalars("loss")[0].value == 0.5
