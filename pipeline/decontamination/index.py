"""The contamination index: hashes of what benchmark items consist of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.decontamination.tokens import Flags, Hashes, Places
from pipeline.errors import InputError
from schemas import CONTAMINATION_INDEX

WORDS, WHOLE, STRUCTURE = "words", "whole", "structure"
_SLOTS_PER_HASH = 16


@dataclass(frozen=True, slots=True)
class Entry:
    """The item that a hash stands for."""

    benchmark: str
    item: str
    field: str


class Grams:
    """Hashes to be found, and the row of the index that each belongs to."""

    def __init__(self, hashes: Hashes, rows: Places) -> None:
        """Take hashes in any order with their rows."""
        order = np.argsort(hashes, kind="stable")
        self.hashes, self.rows = hashes[order], rows[order]
        self._shift = np.uint64(64 - max(10, (_SLOTS_PER_HASH * len(hashes)).bit_length()))

    @cached_property
    def _table(self) -> Flags:
        """Which leading bits occur: answers most questions without a search."""
        table = np.zeros(1 << (64 - int(self._shift)), dtype=np.bool_)
        table[self.hashes >> self._shift] = True
        return table

    def among(self, hashes: Hashes) -> Places:
        """Places of those hashes that are in the index, ascending."""
        maybe = np.flatnonzero(self._table[hashes >> self._shift])
        found = np.searchsorted(self.hashes, hashes[maybe])
        found[found == len(self.hashes)] = 0
        present: Places = maybe[self.hashes[found] == hashes[maybe]]
        return present

    def rows_of(self, values: Hashes) -> Places:
        """Rows of all of the index whose hash is among the values."""
        found: Places = self.rows[np.isin(self.hashes, values)]
        return found

    def row(self, value: np.uint64) -> int:
        """Row of a hash that is in the index."""
        return int(self.rows[np.searchsorted(self.hashes, value)])


class ContaminationIndex:
    """What find_hits asks.

    Attributes:
        grams: by method and length in tokens.
        sieves: by method, what must hold before its hashes are worth making; as rows, the lengths they announce.
    """

    def __init__(self, table: pa.Table) -> None:
        """Take the rows of schemas.contamination_index."""
        self.table = table
        method, length, value = (np.asarray(table.column(name)) for name in ("method", "length", "hash"))
        rows = {(str(name), int(n)): np.flatnonzero((method == name) & (length == n))
                for name, n in set(zip(method.tolist(), length.tolist(), strict=True))}
        self.grams = {key: Grams(value[rows[key]], rows[key]) for key in sorted(rows)}
        self.sieves = {name: self._sieve(np.flatnonzero(method == name)) for name in (WHOLE, STRUCTURE)}

    def _sieve(self, rows: Places) -> Grams:
        chosen = self.table.select(["sieve", "length"]).take(pa.array(rows))
        pairs = np.unique(np.stack([np.asarray(chosen.column(name)).astype(np.uint64) for name in ("sieve", "length")]),
                          axis=1)
        return Grams(pairs[0], pairs[1].astype(np.int64))

    def entry(self, row: int) -> Entry:
        """The item of a row."""
        values = self.table.slice(row, 1).to_pylist()[0]
        return Entry(values["benchmark"], values["item"], values["field"])

    def exact(self, row: int) -> int:
        """The column `exact` of a row whose method is `whole`."""
        return int(self.table.column("exact")[row].as_py())

    def without(self, common: Mapping[tuple[str, int], Iterable[int]]) -> "ContaminationIndex":
        """The index without some hashes by method and length: those of much code that knows no benchmark."""
        keep = np.ones(len(self), dtype=np.bool_)
        for key, hashes in common.items():
            grams = self.grams[key]
            keep[grams.rows[np.isin(grams.hashes, np.fromiter(hashes, dtype=np.uint64))]] = False
        return ContaminationIndex(self.table.filter(pa.array(keep)))

    def __len__(self) -> int:
        return len(self.table)

    def write(self, path: Path) -> None:
        """Write the index as a Parquet file."""
        pq.write_table(self.table, path, compression="zstd", write_page_checksum=True)

    @staticmethod
    def read(path: Path) -> "ContaminationIndex":
        """Read an index.

        Raises:
            InputError: the file is missing or is no index.
        """
        try:
            return ContaminationIndex(
                pq.read_table(path, schema=CONTAMINATION_INDEX.arrow, page_checksum_verification=True))
        except (OSError, pa.ArrowException, ValueError) as error:
            reason = " ".join(str(error).split())[:200]
            message = f"{path}: no contamination index, as jobs/build_contamination_index.py makes: {reason}"
            raise InputError(message) from None
