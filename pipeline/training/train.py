"""The training loop: from a run file to checkpoints and logs, going on from where the run was."""

import base64
import fcntl
import json
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import torch

from pipeline.errors import ConfigError, MachineError
from pipeline.training import checkpoint as checkpoints
from pipeline.training.attention import Kernel, can_train, kernel_for
from pipeline.training.batch import BatchSource
from pipeline.training.metrics import Journal, Tally, model_flops, peak_flops
from pipeline.training.model import CausalModel
from pipeline.training.optimizer import adamw, learning_rate, set_learning_rate
from pipeline.training.options import Training
from pipeline.training.parallel import World, initialise, precision, sharded_model, world
from pipeline.training.step import step

PROGRESS = "progress"
LOCK = ".lock"
DATA = "data/"
VOCABULARY_STEP = 64  # widths that matrix units like
OpenSource = Callable[[Training, World], BatchSource]


@dataclass
class Progress:
    """Where a run is: optimizer steps done, tokens that counted, and steps that moved nothing."""

    step: int = 0
    tokens: int = 0
    skipped: int = 0
    skipped_in_a_row: int = 0

    def to_json(self) -> str:
        """With the state of random numbers, as a leaf of a checkpoint."""
        random = base64.b64encode(bytes(torch.get_rng_state().tolist())).decode()
        return json.dumps({"step": self.step, "tokens": self.tokens, "skipped": self.skipped, "random": random})

    @classmethod
    def from_json(cls, text: str) -> "Progress":
        """Read the leaf, and set the state of random numbers."""
        found = json.loads(text)
        torch.set_rng_state(torch.tensor(list(base64.b64decode(found.pop("random"))), dtype=torch.uint8))
        return cls(**found)


@dataclass
class Run:
    """A run under way, seen from one of its processes."""

    options: Training
    world: World
    model: CausalModel
    optimizer: torch.optim.AdamW
    source: BatchSource
    kernel: Kernel
    progress: Progress = field(default_factory=Progress)

    def state(self) -> dict[str, object]:
        """What a checkpoint holds."""
        leaves = {f"{DATA}{name}": text for name, text in self.source.state().items()}
        return checkpoints.whole_state(self.model, self.optimizer, {PROGRESS: self.progress.to_json(), **leaves})


def train(options: Training, open_source: OpenSource) -> Progress:
    """Train one stage to its last step, or until SIGTERM, which saves and ends.

    Every process that torchrun started calls this.

    Args:
        options: the run file.
        open_source: gives the rows of a rank.

    Raises:
        UserError: options, data or checkpoint that cannot be used; ten steps in a row without finite gradients;
            another run has the folder.
    """
    with world(options.parallel) as ranks, _only_run(Path(options.folder), ranks.rank):
        source = open_source(options, ranks)
        try:
            run, about = _prepared(options, ranks, source)
            kept = checkpoints.Checkpoints(Path(options.folder), options.checkpoints, about, ranks.writing)
            _start(run)
            with _told_to_stop() as told:
                _loop(run, kept, told)
            kept.finish()
        finally:
            source.close()
        if ranks.rank == 0:
            rest = "" if run.progress.step >= options.schedule.steps else "; start again to go on"
            print(f"{run.progress.step} of {options.schedule.steps} steps done: {options.folder}{rest}")
        return run.progress


def _prepared(options: Training, ranks: World, source: BatchSource) -> tuple[Run, dict[str, object]]:
    vocabulary = options.model.vocabulary or -(-source.vocabulary // VOCABULARY_STEP) * VOCABULARY_STEP
    if vocabulary < source.vocabulary:
        raise ConfigError(f"model.vocabulary: {vocabulary} entries are fewer than the tokenizer's {source.vocabulary}")
    model = sharded_model(options.model, vocabulary, options.parallel, ranks)
    kernel = options.parallel.attention
    if kernel == "auto":
        kernel = kernel_for(ranks.device, precision(options.parallel, ranks.device))
    if not can_train(kernel, ranks.device):
        raise ConfigError(f"parallel.attention: {kernel} cannot train on {ranks.device.type}; take `documents`")
    torch.manual_seed(options.start.seed)
    run = Run(options, ranks, model, adamw(model, options.optimizer), source, kernel)
    held_out = options.data.held_out if options.data is not None else 0.0
    return run, {"model": options.model.model_dump(), "vocabulary": vocabulary, "window": source.window,
                 "held_out": held_out}


def _start(run: Run) -> None:
    """Fill the model: from the run's own last checkpoint, else from where its stage starts."""
    start, own = run.options.start, checkpoints.latest(Path(run.options.folder))
    data = [f"{DATA}{name}" for name in run.source.state()]
    if own is not None:
        leaves = checkpoints.load(own, run.model, run.optimizer, [PROGRESS, *data], run.world.writing)
        run.progress = Progress.from_json(leaves.pop(PROGRESS))
    elif start.init_from is None:
        initialise(run.model, run.options.model.initial_deviation, start.seed)
        return
    else:
        leaves = _from_elsewhere(run, Path(start.init_from), [] if start.reset_data else data)
    if leaves:
        run.source.load({name.removeprefix(DATA): text for name, text in leaves.items()})


def _from_elsewhere(run: Run, folder: Path, leaves: list[str]) -> dict[str, str]:
    """Take the weights that another run or a Hugging Face folder left."""
    from pipeline.training.hf_export import is_hf_folder, load_weights

    found = checkpoints.checkpoint_in(folder)
    if found is not None:
        optimizer = run.optimizer if run.options.start.load_optimizer else None
        return checkpoints.load(found, run.model, optimizer, leaves, run.world.writing)
    if not is_hf_folder(folder):
        raise ConfigError(f"start.init_from: {folder}: neither a run nor a checkpoint nor a Hugging Face folder")
    if leaves or run.options.start.load_optimizer:
        raise ConfigError(f"start: {folder} holds weights only; load_optimizer must be false and reset_data true")
    load_weights(folder, run.model)
    return {}


def _loop(run: Run, kept: checkpoints.Checkpoints, told: list[int]) -> None:
    options, ranks, done = run.options, run.world, run.progress
    last, every = options.schedule.steps, options.logs.every
    journal = Journal(Path(options.folder), options.logs, done.step, last) if ranks.rank == 0 else None
    meter = _Meter(run)
    while done.step < last:
        rate = learning_rate(done.step, options.schedule)
        set_learning_rate(run.optimizer, rate)
        batch, tally = next(run.source), Tally(run.source.domains)
        outcome = step(run.model, run.optimizer, batch, tally, rows=options.batches.rows_per_device,
                       clip=options.optimizer.clip, kernel=run.kernel, world=ranks)
        done.step += 1
        stop = meter.add(tally, batch.lengths, bool(told))
        done.tokens += tally.tokens
        _count_skips(done, outcome.moved, options.optimizer.skips_in_a_row)
        if journal is not None and (done.step % every == 0 or done.step == last):
            journal.write({"step": done.step, **tally.figures(), "learning_rate": rate, "gradient_norm": outcome.norm,
                           "tokens": done.tokens, "skipped": done.skipped, **meter.rates()})
        kept.poll()
        if done.step % options.checkpoints.every == 0 or stop or done.step == last:
            kept.save(done.step, run.state(), wait=stop)
        if stop:
            break
    if journal is not None:
        journal.close()


def _count_skips(done: Progress, moved: bool, most: int) -> None:
    done.skipped += not moved
    done.skipped_in_a_row = 0 if moved else done.skipped_in_a_row + 1
    if done.skipped_in_a_row >= most:
        raise MachineError(f"step {done.step}: {most} steps in a row without finite gradients; start again from an "
                           "earlier checkpoint with a lower schedule.peak")


class _Meter:
    """Sums over ranks and speed since the last line."""

    def __init__(self, run: Run) -> None:
        self._run, self._peak = run, peak_flops(run.options.logs, run.world.device)
        self._vocabulary = run.model.lm_head.out_features
        self._clear()

    def add(self, tally: Tally, lengths: tuple[tuple[int, ...], ...], told: bool) -> bool:
        """Make the tally that of all ranks, count the work of a step, and tell whether any rank is to stop."""
        ranks = self._run.world
        shared = ranks.size // ranks.data_size
        own = torch.tensor([sum(map(sum, lengths)), model_flops(self._run.options.model, self._vocabulary, lengths),
                            told * shared], dtype=torch.float64, device=ranks.device)
        sums = ranks.total(torch.cat((tally.sums.to(ranks.device).flatten(), own / shared)))
        tally.sums = sums[:-3].view_as(tally.sums)
        self._tokens += float(sums[-3])
        self._flops += float(sums[-2])
        return bool(sums[-1] > 0)

    def rates(self) -> dict[str, float | None]:
        """Tokens and share of the peak, per second since the last call; padding does not count."""
        seconds = perf_counter() - self._since
        tokens, flops = self._tokens / seconds, self._flops / seconds
        self._clear()
        return {"tokens_per_second": tokens, "mfu": flops / (self._peak * self._run.world.size) if self._peak else None}

    def _clear(self) -> None:
        self._tokens, self._flops, self._since = 0.0, 0.0, perf_counter()


@contextmanager
def _only_run(folder: Path, rank: int) -> Iterator[None]:
    """Hold the lock of a run's folder, so that two trainings never write one; the first rank does it for all.

    The system lets go of it when the process ends, however it ends.
    """
    if rank != 0:
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ConfigError(f"{folder}: another training is writing this folder now; wait for it or choose another "
                              "folder") from None
        yield


@contextmanager
def _told_to_stop() -> Iterator[list[int]]:
    """A list that is not empty once SIGTERM or SIGUSR1 (Slurm's warning) has come."""
    told: list[int] = []
    before = {number: signal.signal(number, lambda number, frame: told.append(number))
              for number in (signal.SIGTERM, signal.SIGUSR1)}
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
