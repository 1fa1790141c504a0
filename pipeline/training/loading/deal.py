"""Which documents a logical shard reads in an epoch, and in which order: the same for any ranks and workers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.fim import generator
from pipeline.training_documents import TrainingDocuments

GROUPS_PER_SHARD = 4  # with fewer row groups than this, shards share them row by row


@dataclass(frozen=True, slots=True)
class Unit:
    """Rows of a row group, in the order in which they are read."""

    group: int
    rows: NDArray[np.int64]


class Deal:
    """Deals the documents of a domain out to shards, anew in every epoch: each to exactly one."""

    def __init__(self, table: TrainingDocuments, domain: str, shards: int, seed: int) -> None:
        self._table, self._domain, self._shards, self._seed = table, domain, shards, seed
        self._groups = np.array(table.groups(domain), np.int64)
        self._by_row = len(self._groups) < GROUPS_PER_SHARD * shards

    def units(self, epoch: int, shard: int) -> list[Unit]:
        """What a shard reads in an epoch, in order; perhaps nothing. Rows are read only where they must be told apart.

        Whole row groups where there are enough of them, so that each is decoded by one shard; else of every row group
        each so-manieth row.
        """
        order = generator(self._seed, "groups", self._domain, epoch).permutation(self._groups).tolist()
        if not self._by_row:
            return [Unit(group, self._rows(epoch, group)) for group in order[shard :: self._shards]]
        units, dealt = [], epoch  # so that each shard has its turn where documents are fewer than shards
        for group in order:
            rows = self._rows(epoch, group)
            units.append(Unit(group, rows[(shard - dealt) % self._shards :: self._shards]))
            dealt += len(rows)
        return [unit for unit in units if len(unit.rows)]

    def copies(self, document_id: str, weight: float, epoch: int) -> int:
        """How often a document is read in an epoch: its weight, rounded up or down by a draw that keeps the mean."""
        whole = int(weight)
        if weight == whole:
            return whole
        return whole + int(generator(self._seed, "copies", document_id, epoch).random() < weight - whole)

    def _rows(self, epoch: int, group: int) -> NDArray[np.int64]:
        rows = self._table.rows_of(group, self._domain)
        return generator(self._seed, "rows", self._domain, epoch, group).permutation(rows)
