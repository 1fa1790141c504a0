"""Some logical shards of a corpus, in one process: rows by their number, and where each shard stands."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.held_out import held_out
from pipeline.tokenizing import Tokenizer
from pipeline.training.data_options import Data
from pipeline.training.loading.deal import Deal
from pipeline.training.loading.examples import Examples
from pipeline.training.loading.mix import Schedule, shares_of
from pipeline.training.loading.packing import Rows
from pipeline.training.loading.rows import Row, row_of
from pipeline.training.loading.stream import Ref, Source, restored, walk
from pipeline.training_documents import TrainingDocuments, files_of

# Of a window, for the examples of several files in one piece: each has four control tokens and a hole of its own.
FILE_RESERVE = 64

States = dict[int, dict[str, Any]]  # by shard, then by domain, what Rows.state gives


class Shards:
    """Makes rows. Row n comes from shard n mod pack.shards, and from the domain that the schedule says.

    Attributes:
        tokenizer: of the options.
        domains: that rows come from, sorted.
        fingerprint: hex SHA-256 of all that decides what rows hold.
    """

    def __init__(self, options: Data) -> None:
        """Open corpus and tokenizer; shards are opened when rows of them are asked for.

        Raises:
            InputError, CorpusError, ConfigError: corpus, tokenizer or mix cannot be used.
        """
        self._options = options
        corpus = Path(options.corpus)
        left_out = held_out(corpus, options.held_out, options.version) if options.held_out else None
        self._table = TrainingDocuments(files_of(corpus, options.version), left_out)
        self.tokenizer = Tokenizer.open(options.tokenizer)
        shares = shares_of(self._table, options.mix)
        self._schedule = Schedule(shares, options.mix.block, options.seed)
        self.domains = self._schedule.domains
        pack = options.pack
        reserve = pack.reserve if options.fim.scope == "document" else max(pack.reserve, pack.window // FILE_RESERVE)
        examples = Examples(self.tokenizer, options.fim, pack.window, options.seed)
        self._source = Source(self._table, self.tokenizer, examples, pack, pack.window - reserve)
        self._deals = {name: Deal(self._table, name, pack.shards, options.seed) for name in self.domains}
        self._rows: dict[tuple[int, str], Rows] = {}
        # As written by runs before there was held_out, so that these go on.
        unset = {"held_out"} if not options.held_out else set()
        decides = options.model_dump_json(exclude={"corpus", "version", "tokenizer", "workers", *unset})
        text = f"{self._table.fingerprint} {self.tokenizer.fingerprint} {decides}"
        self.fingerprint = sha256(text.encode()).hexdigest()

    def row(self, number: int) -> tuple[Row, str, dict[str, Any]]:
        """A row, which must be the next one of its shard; its domain; and where that stands in the shard after it."""
        shard, domain = number % self._options.pack.shards, self._schedule.domain(number)
        if (shard, domain) not in self._rows:
            self._rows[shard, domain] = Rows(
                walk(self._source, self._deals[domain], shard, None), self._options.pack
            )
        rows = self._rows[shard, domain]
        made = row_of(rows.next_row(), self._options.pack.window, self.tokenizer.controls.pad,
                      remaining=self._options.fim.remaining)
        return made, domain, rows.state()

    def load(self, states: States) -> None:
        """Go on where the shards of `states` stand; all others begin."""
        self._rows = {}
        for shard, by_domain in states.items():
            for domain, state in by_domain.items():
                self._rows[shard, domain] = self._restored(shard, domain, state)

    def _restored(self, shard: int, domain: str, state: Mapping[str, Any]) -> Rows:
        last = Ref(*state["last"]) if state["last"] else None
        pending = restored(self._source, [(Ref(*values[:-1]), values[-1]) for values in state["pending"]])
        return Rows(walk(self._source, self._deals[domain], shard, last), self._options.pack, pending, last)
