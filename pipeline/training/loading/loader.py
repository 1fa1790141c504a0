"""The loader: batches of one rank, the same rows for any number of ranks and workers, resumable at any of them."""

import json
from collections.abc import Iterator, Mapping
from typing import Self

from pipeline.errors import ConfigError, CorpusError
from pipeline.training.batch import Batch
from pipeline.training.data_options import Data
from pipeline.training.loading.rows import batch_of
from pipeline.training.loading.shards import Shards, States
from pipeline.training.loading.workers import Workers

FORMAT = 1


class Loader:
    """A pipeline.training.batch.BatchSource over the training documents of a corpus.

    Rows are numbered through the run. Step s has `rows` of them; row n comes from logical shard n mod `pack.shards` and
    belongs to rank n mod world. All state is in the shards, so it moves to other ranks with them.

    Attributes:
        window: positions of a row.
        vocabulary: entries that ids are below.
        domains: the parts of the mix, sorted.
        step: number of the step whose batch comes next.
    """

    def __init__(self, options: Data, rank: int, world: int, rows: int) -> None:
        """Open corpus and tokenizer; `rows` are the windows of a step over all ranks.

        Raises:
            ConfigError: ranks, workers, shards and rows do not go into one another.
            InputError, CorpusError: corpus or tokenizer cannot be used.
        """
        if options.pack.shards % (world * max(1, options.workers)):
            raise ConfigError(f"pack.shards: {options.pack.shards} is not a multiple of {world} ranks x "
                              f"{max(1, options.workers)} workers")
        if rows % world:
            raise ConfigError(f"{rows} rows in a step are not a multiple of {world} ranks")
        self._options, self._rank, self._world, self._per_step = options, rank, world, rows
        self._shards = Shards(options)
        self._workers = Workers(options, rank, world) if options.workers else None
        self._started = False
        self._states: States = {shard: {} for shard in range(rank, options.pack.shards, world)}
        self._next = 0
        self.step = 0
        self.window = options.pack.window
        self.vocabulary = self._shards.tokenizer.vocabulary
        self.domains = self._shards.domains

    def __iter__(self) -> Iterator[Batch]:
        """Itself."""
        return self

    def __next__(self) -> Batch:
        """The batch of this rank for `step`.

        Raises:
            CorpusError: a file of the corpus is damaged.
        """
        if self._workers is not None and not self._started:
            self._workers.start(self._next, self._states)
        self._started = True
        source = self._workers or self._shards
        first = self._next + (self._rank - self._next) % self._world
        rows = []
        for number in range(first, self._next + self._per_step, self._world):
            row, domain, state = source.row(number)
            self._states[number % self._options.pack.shards][domain] = state
            rows.append(row)
        batch = batch_of(rows, self.step)
        self._next += self._per_step
        self.step += 1
        return batch

    def state(self) -> dict[str, str]:
        """Where each logical shard of this rank stands after the batches handed out: a JSON text by shard number."""
        common = {"format": FORMAT, "fingerprint": self._shards.fingerprint, "step": self.step, "next": self._next}
        return {str(shard): json.dumps({**common, "domains": domains}) for shard, domains in self._states.items()}

    def load(self, states: Mapping[str, str]) -> None:
        """Go on from states, which hold at least the shards of this rank, saved by any number of ranks.

        Raises:
            CorpusError: they are not of this corpus, tokenizer and options, or not all of one step.
        """
        missing = sorted(self._states.keys() - {int(shard) for shard in states})
        if missing:
            some = ", ".join(map(str, missing[:5]))
            raise CorpusError(f"no state of data shards {some}; the run had other pack.shards")
        found = {shard: json.loads(states[str(shard)]) for shard in self._states}
        if any(values["format"] != FORMAT or values["fingerprint"] != self._shards.fingerprint
               for values in found.values()):
            raise CorpusError("the state of the data is of another corpus, tokenizer or data options; go on with "
                              "those, or read the data from its beginning (start.reset_data)")
        places = {(values["step"], values["next"]) for values in found.values()}
        if len(places) != 1:
            raise CorpusError("the states of the data shards are not of one step")
        self.step, self._next = places.pop()
        self._states = {shard: values["domains"] for shard, values in found.items()}
        self._started = False
        if self._workers is None:
            self._shards.load(self._states)

    def close(self) -> None:
        """End the worker processes, if any."""
        if self._workers is not None:
            self._workers.close()
        self._started = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the worker processes."""
        self.close()
