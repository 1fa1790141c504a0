"""Processes that prepare rows ahead, in the order in which they are wanted."""

import multiprocessing
import os
import queue
from collections.abc import Iterator
from typing import Any

from pipeline.errors import MachineError, UserError
from pipeline.training.data_options import Data
from pipeline.training.loading.rows import Row
from pipeline.training.loading.shards import Shards, States

AHEAD = 8  # rows that a worker prepares before it waits
PATIENCE = 5.0  # seconds between looks at whether a silent worker is alive

Made = tuple[Row, str, dict[str, Any]]


class Workers:
    """Makes rows as Shards does, each worker those of some shards; rows must be asked for in ascending order."""

    def __init__(self, options: Data, rank: int, world: int) -> None:
        self._options, self._rank, self._world = options, rank, world
        self._processes: list[Any] = []
        self._queues: list[Any] = []

    def start(self, first: int, states: States) -> None:
        """Begin with the rows from number `first` on; workers that are there already are ended."""
        self.close()
        context = multiprocessing.get_context("spawn")  # threads of torch and of the tokenizer do not survive a fork
        for worker in range(self._options.workers):
            own = {shard: state for shard, state in states.items() if self._worker(shard) == worker}
            made = context.Queue(AHEAD)
            process = context.Process(
                target=_work, args=(self._options, self._rank, self._world, worker, first, own, made), daemon=True
            )
            process.start()
            self._queues.append(made)
            self._processes.append(process)

    def row(self, number: int) -> Made:
        """A row, its domain, and where that stands in the shard after it.

        Raises:
            UserError: what the worker met; or MachineError: it was killed.
        """
        worker = self._worker(number % self._options.pack.shards)
        while True:
            try:
                found = self._queues[worker].get(timeout=PATIENCE)
                break
            except queue.Empty:
                if not self._processes[worker].is_alive():
                    code = self._processes[worker].exitcode
                    raise MachineError(f"data worker {worker} of rank {self._rank} ended with status {code}, perhaps "
                                       "for want of memory; fewer workers need less") from None
        if isinstance(found, Exception):
            raise found
        made: Made = found
        return made

    def close(self) -> None:
        """End the workers."""
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.join()
        self._processes, self._queues = [], []

    def _worker(self, shard: int) -> int:
        return shard // self._world % self._options.workers


def numbers(first: int, rank: int, world: int, worker: int, workers: int, shards: int) -> Iterator[int]:
    """The rows of one worker of a rank, from `first` on."""
    number = first + (rank - first) % world
    while True:
        if number % shards // world % workers == worker:
            yield number
        number += world


def _work(
    options: Data, rank: int, world: int, worker: int, first: int, states: States, made: Any
) -> None:
    os.environ["TOKENIZERS_PARALLELISM"] = "false"  # the workers are the parallelism
    try:
        shards = Shards(options)
        shards.load(states)
        for number in numbers(first, rank, world, worker, options.workers, options.pack.shards):
            made.put(shards.row(number))
    except UserError as error:
        made.put(error)
    except KeyboardInterrupt:
        return  # the parent says so
