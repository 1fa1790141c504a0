"""Checkpoints: written beside the training, whole or not at all, loadable by any number of processes.

A checkpoint is a folder `step-00000012` of torch.distributed.checkpoint: weights and moments as shards, the state of
the data stream and of random numbers as JSON strings (which, unlike nested lists, load whatever their length), and
`training.json`, which says what model it is. It is written under another name and renamed when all of it is there.
"""

import json
import re
import shutil
import warnings
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import torch.distributed as dist
from torch import nn
from torch.distributed.checkpoint import state_dict_loader, state_dict_saver
from torch.distributed.checkpoint.api import CheckpointException
from torch.distributed.checkpoint.state_dict import (
    StateDictOptions,
    get_model_state_dict,
    get_optimizer_state_dict,
    set_model_state_dict,
    set_optimizer_state_dict,
)
from torch.optim import Optimizer

from pipeline.errors import InputError
from pipeline.training.options import Checkpoints as Options

ABOUT = "training.json"
FLAT = StateDictOptions(flatten_optimizer_state_dict=True)
_NAME = re.compile(r"step-(\d{8,})")


class Checkpoints:
    """The checkpoints of a run, seen from one of its processes; every method is called by all of them."""

    def __init__(self, folder: Path, options: Options, about: dict[str, Any], group: dist.ProcessGroup) -> None:
        """Take over a folder; what an earlier run left half written there goes.

        Args:
            folder: of the run.
            options: how many stay, and whether training waits.
            about: what `training.json` says beside the step.
            group: processes that write, on a CPU backend.
        """
        self._folder, self._options, self._about, self._group = folder, options, about, group
        self._under_way: tuple[int, Future[Any]] | None = None
        if group.rank() == 0:
            folder.mkdir(parents=True, exist_ok=True)
            for left in folder.glob("step-*.partial"):
                shutil.rmtree(left)
        dist.barrier(group)

    def save(self, step: int, state: dict[str, Any], wait: bool = False) -> None:
        """Write the state of a run after `step` steps; returns when it is copied, or with `wait` when it is written."""
        self.finish()
        target = str(self._partial(step))
        if wait or self._options.wait:
            state_dict_saver.save(state, checkpoint_id=target, process_group=self._group)
            self._complete(step)
        else:
            future = state_dict_saver.async_save(state, checkpoint_id=target, process_group=self._group)
            assert isinstance(future, Future)
            self._under_way = step, future

    def poll(self) -> None:
        """Complete the checkpoint under way if it has been written."""
        if self._under_way is not None and self._under_way[1].done():
            self.finish()

    def finish(self) -> None:
        """Wait for the checkpoint under way."""
        if self._under_way is not None:
            step, future = self._under_way
            self._under_way = None
            future.result()
            self._complete(step)

    def _partial(self, step: int) -> Path:
        return self._folder / f"{_name(step)}.partial"

    def _complete(self, step: int) -> None:
        """Give a written checkpoint its name. The first process alone: it finishes after all others have written."""
        if self._group.rank() != 0:
            return
        written, target = self._partial(step), self._folder / _name(step)
        (written / ABOUT).write_text(json.dumps({"step": step, **self._about}, indent=1) + "\n")
        if target.exists():  # of a run that was taken back to an earlier step
            shutil.rmtree(target)
        written.rename(target)
        milestones = self._options.milestones
        rest = [n for n in steps(self._folder) if n <= step and not (milestones and n % milestones == 0)]
        for old in rest[: -self._options.keep]:
            shutil.rmtree(self._folder / _name(old))


def steps(folder: Path) -> list[int]:
    """Steps of the complete checkpoints of a run, ascending."""
    found = [_NAME.fullmatch(path.name) for path in folder.glob("step-*")]
    return sorted(int(match[1]) for match in found if match)


def latest(folder: Path) -> Path | None:
    """The newest complete checkpoint of a run, or None."""
    found = steps(folder)
    return folder / _name(found[-1]) if found else None


def checkpoint_in(folder: Path) -> Path | None:
    """A checkpoint itself, or the newest one of a run; None when the folder is neither."""
    return folder if (folder / ABOUT).is_file() else latest(folder)


def about(checkpoint: Path) -> dict[str, Any]:
    """What `training.json` of a checkpoint says.

    Raises:
        InputError: it cannot be read.
    """
    try:
        found: dict[str, Any] = json.loads((checkpoint / ABOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{checkpoint}: not a checkpoint: {error}") from None
    return found


def whole_state(model: nn.Module, optimizer: Optimizer, leaves: dict[str, str]) -> dict[str, Any]:
    """What a checkpoint holds: shards of weights and moments, and named strings."""
    return {
        "model": get_model_state_dict(model),
        "optimizer": get_optimizer_state_dict(model, optimizer, options=FLAT),
        "leaves": leaves,
    }


def load(
    checkpoint: Path, model: nn.Module, optimizer: Optimizer | None, leaves: list[str], group: dist.ProcessGroup
) -> dict[str, str]:
    """Load weights, moments (with an optimizer) and the named strings, for whatever number of processes there is now.

    Returns:
        The strings by name.

    Raises:
        InputError: something of it is not in the checkpoint, has another shape or cannot be read.
    """
    state: dict[str, Any] = {"model": get_model_state_dict(model)}
    if leaves:
        state["leaves"] = dict.fromkeys(leaves, "")
    if optimizer is not None:
        state["optimizer"] = get_optimizer_state_dict(model, optimizer, options=FLAT)
    read(checkpoint, state, group)
    set_model_state_dict(model, state["model"])
    if optimizer is not None:
        set_optimizer_state_dict(model, optimizer, state["optimizer"], options=FLAT)
    found: dict[str, str] = state.get("leaves", {})
    return found


def read(checkpoint: Path, state: dict[str, Any], group: dist.ProcessGroup | None = None) -> None:
    """Fill a state from a checkpoint, in place; without a group by this process alone.

    Raises:
        InputError: something of it is not in the checkpoint, has another shape or cannot be read.
    """
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="torch.distributed is disabled")  # as we say ourselves
            state_dict_loader.load(state, checkpoint_id=str(checkpoint), process_group=group, no_dist=group is None)
    except CheckpointException as error:
        first = next(iter(error.failures.values()))
        raise InputError(f"{checkpoint}: cannot be loaded: {_words(first[0])}") from None
    except (RuntimeError, ValueError, OSError) as error:
        raise InputError(f"{checkpoint}: cannot be loaded: {_words(error)}") from None


def _words(error: BaseException) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _name(step: int) -> str:
    return f"step-{step:08d}"
