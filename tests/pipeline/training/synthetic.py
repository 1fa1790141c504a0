"""Rows that need no corpus: made-up documents whose next token can be learnt, dealt out by logical shards."""

import json

import numpy as np

from pipeline.training.batch import IGNORED, Batch, Piece

SHARDS = 4
VOCABULARY = 120


def row(shard: int, number: int, window: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, tuple[Piece, ...]]:
    """Ids, labels, positions and pieces of row `number` of a shard: counting up in steps of 1, 2 or 3."""
    random = np.random.default_rng([shard, number])
    ids, positions = np.zeros(window, dtype=np.int64), np.zeros(window, dtype=np.int64)
    labels = np.full(window, IGNORED, dtype=np.int64)
    pieces, place = [], 0
    end = window - int(random.integers(0, 5))  # padding after it
    while place < end:
        length = int(min(random.integers(1, window // 2), end - place))
        some = slice(place, place + length)
        ids[some] = (random.integers(VOCABULARY) + random.integers(1, 4) * np.arange(length)) % VOCABULARY
        positions[some] = np.arange(length)
        labels[place : place + length - 1] = ids[place + 1 : place + length]
        labels[place : place + int(random.integers(0, 4))] = IGNORED  # as a path comment
        mode = "psm" if random.random() < 0.5 else "left_to_right"
        domain = "code" if shard % 2 else "docs"
        name = f"{shard}.{number}.{len(pieces)}"
        pieces.append(Piece(name, "repo", domain, "python", mode, place, length, 0, 0, 0, ()))
        place += length
    return ids, labels, positions, tuple(pieces)


class SyntheticSource:
    """A pipeline.training.batch.BatchSource. `seen` names the documents of every batch handed out."""

    domains = ("code", "docs")
    vocabulary = VOCABULARY

    def __init__(self, rank: int, world: int, rows: int, window: int = 64) -> None:
        assert SHARDS % world == 0
        self.rank, self.world, self.rows, self.window, self.step = rank, world, rows, window, 0
        self._next = dict.fromkeys(range(rank, SHARDS, world), 0)
        self.seen: list[list[str]] = []

    def __iter__(self) -> "SyntheticSource":
        return self

    def __next__(self) -> Batch:
        rows = []
        for number in range(self.step * self.rows + self.rank, (self.step + 1) * self.rows, self.world):
            shard = number % SHARDS
            rows.append(row(shard, self._next[shard], self.window))
            self._next[shard] += 1
        ids, labels, positions, pieces = zip(*rows, strict=True)
        self.step += 1
        self.seen.append([piece.document_id for of_row in pieces for piece in of_row])
        lengths = tuple(tuple(piece.length for piece in of_row) for of_row in pieces)
        return Batch(np.stack(ids), np.stack(labels), np.stack(positions), lengths, pieces, None, self.step - 1)

    def state(self) -> dict[str, str]:
        return {str(shard): json.dumps([self.step, number]) for shard, number in self._next.items()}

    def load(self, states) -> None:
        for shard in self._next:
            self.step, self._next[shard] = json.loads(states[str(shard)])

    def close(self) -> None:
        pass
