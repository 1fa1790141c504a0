from itertools import pairwise

import pytest
import torch

from pipeline.training.model import CausalModel
from pipeline.training.optimizer import adamw, learning_rate, set_learning_rate
from pipeline.training.options import Model, Optimizer, Schedule

pytestmark = pytest.mark.slow  # PyTorch

SHAPE = Model(hidden=16, feed_forward=32, layers=1, heads=2, kv_heads=1)


def rates(steps: int, **options) -> list[float]:
    schedule = Schedule(steps=steps, peak=1.0, **options)
    return [learning_rate(step, schedule) for step in range(steps)]


def test_the_papers_schedule_warms_up_and_falls_twice():
    found = rates(1000, warm_up=100)
    assert found[0] == 0.01 and found[99] == found[799] == 1.0
    assert found[800] == found[899] == pytest.approx(0.1**0.5)
    assert found[900] == found[-1] == pytest.approx(0.1)


def test_cosine_ends_at_its_share():
    found = rates(110, kind="cosine", warm_up=10, last=0.1)
    assert found[10] == 1.0 and found[60] == pytest.approx(0.55) and found[-1] == pytest.approx(0.1, abs=1e-3)
    assert all(later <= earlier for earlier, later in pairwise(found[10:]))


def test_a_later_stage_can_keep_one_rate():
    assert set(rates(20, kind="constant", warm_up=0)) == {1.0}


def test_only_matrices_decay():
    model = CausalModel(SHAPE, 10)
    optimizer = adamw(model, Optimizer())
    set_learning_rate(optimizer, 0.5)
    decay = {id(p): group["weight_decay"] for group in optimizer.param_groups for p in group["params"]}
    for name, parameter in model.named_parameters():
        assert decay.pop(id(parameter)) == (0.0 if "norm" in name else 0.1), name
    assert not decay and {group["lr"] for group in optimizer.param_groups} == {0.5}
    assert isinstance(optimizer, torch.optim.AdamW) and optimizer.defaults["betas"] == (0.9, 0.95)
