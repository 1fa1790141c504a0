"""The contamination index: hashes of what benchmark items consist of."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.decontamination.repositories import METHODS, Repositories
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

    def rows_at(self, values: Hashes) -> Places:
        """The first row of each of some hashes that are all in the index."""
        rows: Places = self.rows[np.searchsorted(self.hashes, values)]
        return rows


class ContaminationIndex:
    """What find_hits asks.

    Attributes:
        grams: by method and length in tokens.
        runs: column `run` of each row.
        repositories: those that items are from.
        sieves: by method, what must hold before its hashes are worth making; as rows, the lengths they announce.
    """

    def __init__(self, table: pa.Table) -> None:
        """Take the rows of schemas.contamination_index."""
        self.table = table
        self.runs: Places = np.asarray(table.column("run")).astype(np.int64)
        method, length, value = (np.asarray(table.column(name)) for name in ("method", "length", "hash"))
        rows = {(str(name), int(n)): np.flatnonzero((method == name) & (length == n))
                for name, n in set(zip(method.tolist(), length.tolist(), strict=True)) if name not in METHODS}
        self.grams = {key: Grams(value[rows[key]], rows[key]) for key in sorted(rows)}
        self.repositories = Repositories(table)
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

    def whole(self, length: int, value: int, exact: int) -> Entry | None:
        """The short text with these hashes of its words and of all that it consists of."""
        rows = self.grams[WHOLE, length].rows_of(np.array([value], dtype=np.uint64))
        exacts = self.table.column("exact")
        return next((self.entry(row) for row in rows.tolist() if exacts[row].as_py() == exact), None)

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
            table = pq.read_table(path, schema=CONTAMINATION_INDEX.arrow, page_checksum_verification=True)
            for field in CONTAMINATION_INDEX.arrow:
                if not field.nullable and table.column(field.name).null_count:
                    raise ValueError(f"column {field.name} is missing")
            return ContaminationIndex(table)
        except (OSError, pa.ArrowException, ValueError) as error:
            reason = " ".join(str(error).split())[:200]
            message = f"{path}: no contamination index, as jobs/build_contamination_index.py makes: {reason}"
            raise InputError(message) from None
