"""AdamW and the learning rate of every step."""

from math import cos, pi

import torch
from torch import nn

from pipeline.training.options import Optimizer, Schedule


def adamw(model: nn.Module, options: Optimizer) -> torch.optim.AdamW:
    """AdamW in which only matrices decay; norms do not."""
    matrices = [parameter for parameter in model.parameters() if parameter.ndim > 1]
    norms = [parameter for parameter in model.parameters() if parameter.ndim <= 1]
    groups = [{"params": matrices, "weight_decay": options.weight_decay}, {"params": norms, "weight_decay": 0.0}]
    on_cuda = matrices[0].device.type == "cuda"
    return torch.optim.AdamW(groups, lr=0.0, betas=options.betas, eps=options.epsilon, fused=on_cuda or None)


def learning_rate(step: int, schedule: Schedule) -> float:
    """The rate of one step.

    Args:
        step: from 0.
        schedule: `multi_step` is the schedule of DeepSeek-Coder (section 3.4 of its paper): warm-up, then the peak,
            then at each border the square root of 1/10 of what was before. The borders are those of DeepSeek LLM.
    """
    if step < schedule.warm_up:
        return schedule.peak * (step + 1) / schedule.warm_up
    if schedule.kind == "multi_step":
        return schedule.peak * schedule.fall ** sum(step >= border * schedule.steps for border in schedule.borders)
    if schedule.kind == "cosine":
        done = (step - schedule.warm_up) / max(1, schedule.steps - schedule.warm_up)
        return schedule.peak * (schedule.last + (1 - schedule.last) * (1 + cos(pi * min(1.0, done))) / 2)
    return schedule.peak


def set_learning_rate(optimizer: torch.optim.Optimizer, rate: float) -> None:
    """Give every group the rate of the coming step."""
    for group in optimizer.param_groups:
        group["lr"] = rate
