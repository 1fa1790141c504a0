"""What the processes of a group do in tests: python -m tests.pipeline.training.ranks FUNCTION FOLDER ARGUMENTS."""

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.training.loading import Loader
from pipeline.training.options import Training
from pipeline.training.train import train
from tests.pipeline.training.synthetic import SyntheticSource

ROWS = 8
MODEL = {"hidden": 48, "feed_forward": 96, "layers": 2, "heads": 4, "kv_heads": 2}


def options(folder: Path, steps: int, **sections: Any) -> Training:
    """A small run on synthetic rows; `sections` go over its sections."""
    values = {
        "folder": str(folder), "model": MODEL, "data": {"corpus": "-", "tokenizer": "-"},
        "schedule": {"steps": steps, "peak": 3e-3, "warm_up": 5}, "batches": {"rows": ROWS, "rows_per_device": 2},
        "checkpoints": {"every": 1000, "wait": True}, "logs": {"tensorboard": False},
    }
    for name, section in sections.items():
        values[name] = values.get(name, {}) | section
    return Training.model_validate(values)


def train_at(
    folder: Path, steps: int, kill_at: int | None = None, stop_at: int | None = None, real: bool = False,
    **sections: Any,
) -> None:
    """Train, and note which pieces each step had in `seen.<rank>.jsonl`; perhaps be killed on the way.

    `real` reads the corpus that the section `data` names, by the loader that runs use.
    """
    rank, base = os.environ["RANK"], Loader if real else SyntheticSource

    class Watched(base):  # type: ignore[misc, valid-type]
        def __next__(self):
            if kill_at is not None and self.step == kill_at and rank == "1":
                os.kill(os.getpid(), signal.SIGKILL)
            if stop_at is not None and self.step == stop_at and rank == "1":
                os.kill(os.getpid(), signal.SIGTERM)
            batch = super().__next__()
            names = [piece.document_id for row in batch.pieces for piece in row] if not real else [
                f"{piece.document_id} {piece.epoch} {piece.number} {piece.offset} {piece.mode}"
                for row in batch.pieces for piece in row]
            with (folder / f"seen.{rank}.jsonl").open("a") as file:
                file.write(json.dumps([batch.step, names]) + "\n")
            return batch

    folder.mkdir(parents=True, exist_ok=True)
    wanted = options(folder, steps, **sections)
    first = (wanted.data,) if real else ()
    train(wanted, lambda _, ranks: Watched(*first, ranks.data_rank, ranks.data_size, ROWS))


def many(folder: Path, runs: dict[str, dict[str, Any]]) -> None:
    """Several runs one after another, each in its own folder: the processes are started once."""
    port = int(os.environ["MASTER_PORT"])  # the first of processes.GROUPS free ones
    for number, (name, arguments) in enumerate(runs.items()):
        os.environ["MASTER_PORT"] = str(port + number)
        train_at(folder / name, **arguments)


def seen(folder: Path) -> Iterator[tuple[int, list[str]]]:
    """(step, documents of all ranks) of a run; of a step that was done again, the last time."""
    steps: dict[int, dict[str, list[str]]] = {}
    for path in sorted(folder.glob("seen.*.jsonl")):
        for line in path.read_text().splitlines():
            step, documents = json.loads(line)
            steps.setdefault(step, {})[path.name] = documents
    for step in sorted(steps):
        yield step, sorted(name for documents in steps[step].values() for name in documents)


if __name__ == "__main__":
    globals()[sys.argv[1]](Path(sys.argv[2]), **json.loads(sys.argv[3]))
