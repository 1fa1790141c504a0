"""Instructions and answers as rows: read from JSONL, packed whole, the loss on answers only."""

import json
from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.errors import CorpusError, InputError
from pipeline.fim import generator
from pipeline.tokenizing import Tokenizer
from pipeline.training.batch import IGNORED, Batch, Piece
from pipeline.training.chat import Message, Turns, encode_chat
from pipeline.training.options import Instructions

DOMAIN = "instruction"


@dataclass(frozen=True, slots=True)
class Example:
    """One example: its tokens, and where it is from (file and line)."""

    turns: Turns
    file: str
    line: int


class InstructionSource:
    """A pipeline.training.batch.BatchSource of instructions.

    Examples are packed once, best fit, none ever cut; every epoch has the same rows in an order of its own. So a row
    depends on its number alone, and nothing on ranks.

    Attributes:
        window: positions of a row.
        vocabulary: entries of the tokenizer.
        domains: only `instruction`.
        step: number of the next step.
        left_out: examples longer than a row.
    """

    domains: tuple[str, ...] = (DOMAIN,)

    def __init__(self, options: Instructions, rank: int, world: int, rows: int) -> None:
        """Read and encode all examples.

        Raises:
            InputError: a file that cannot be read or a line that is no example; or no example is left.
        """
        tokenizer = Tokenizer.open(options.tokenizer)
        found = [example for path in options.files for example in read_examples(Path(path), tokenizer)]
        kept = [example for example in found if len(example.turns.ids) <= options.window]
        if not kept:
            raise InputError(f"instructions.files: no example of at most {options.window} tokens in {len(found)}")
        self.window, self.vocabulary, self.step = options.window, tokenizer.vocabulary, 0
        self.left_out = len(found) - len(kept)
        self._seed, self._pad = options.seed, tokenizer.controls.pad
        self._rank, self._world, self._rows = rank, world, rows
        self._packed = [[kept[n] for n in row] for row in best_fit([len(e.turns.ids) for e in kept], options.window)]
        self._fingerprint = sha256(f"{tokenizer.fingerprint}{options.window}{options.seed}".encode()
                                   + b"".join(e.turns.ids.tobytes() for e in kept)).hexdigest()

    def __iter__(self) -> Iterator[Batch]:
        """Itself."""
        return self

    def __next__(self) -> Batch:
        """The rows of this rank for the next step."""
        numbers = range(self.step * self._rows + self._rank, (self.step + 1) * self._rows, self._world)
        size = (len(numbers), self.window)
        ids, positions = np.full(size, self._pad, dtype=np.int64), np.zeros(size, dtype=np.int64)
        labels = np.full(size, IGNORED, dtype=np.int64)
        pieces = []
        for row, number in enumerate(numbers):
            epoch, place = divmod(number, len(self._packed))
            order = generator(self._seed, DOMAIN, epoch).permutation(len(self._packed))
            pieces.append(tuple(_fill(ids[row], labels[row], positions[row], self._packed[order[place]], epoch)))
        self.step += 1
        lengths = tuple(tuple(piece.length for piece in of_row) for of_row in pieces)
        return Batch(ids, labels, positions, lengths, tuple(pieces), None, self.step - 1)

    def state(self) -> dict[str, str]:
        """The number of the next step: the same for all ranks."""
        return {DOMAIN: json.dumps({"step": self.step, "fingerprint": self._fingerprint})}

    def load(self, states: Mapping[str, str]) -> None:
        """Go on from a state.

        Raises:
            CorpusError: saved from other examples, or another tokenizer, window or seed.
        """
        found = json.loads(states[DOMAIN])
        if found["fingerprint"] != self._fingerprint:
            raise CorpusError("instructions: the checkpoint is of other examples, or another tokenizer, window or "
                              "seed; start the stage in another folder")
        self.step = int(found["step"])

    def close(self) -> None:
        """Nothing is open."""


def read_examples(path: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """The examples of a JSONL file: objects with `instruction` and `output`, or with `messages`.

    Raises:
        InputError: the file cannot be read, or a line is no example; says which.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    try:
                        yield Example(encode_chat(_messages(json.loads(line)), tokenizer), str(path), number)
                    except (ValueError, RecursionError) as error:
                        raise InputError(f"{path}:{number}: not an example: {error}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as JSONL: {error}") from None


def _messages(values: Any) -> list[Message]:
    if not isinstance(values, dict):
        raise ValueError("a line is an object with `instruction` and `output`, or with `messages`")
    if "messages" in values:
        given = values["messages"]
    elif isinstance(values.get("instruction"), str) and isinstance(values.get("output"), str):
        given = [{"role": "user", "content": values["instruction"].strip()},
                 {"role": "assistant", "content": values["output"]}]
    else:
        raise ValueError("neither `messages` nor the texts `instruction` and `output`")
    if not isinstance(given, list) or not all(
        isinstance(one, dict) and isinstance(one.get("content"), str) and isinstance(one.get("role"), str)
        for one in given
    ):
        raise ValueError("`messages` is a list of objects with the texts `role` and `content`")
    messages = [Message(one["role"], one["content"]) for one in given]
    if not messages or messages[-1].role != "assistant":
        raise ValueError("the last message must be an answer of the assistant")
    return messages


def best_fit(lengths: Sequence[int], window: int) -> list[list[int]]:
    """Pack items into rows: longest first, each into the fullest row that has room. Numbers of the items, by row."""
    rows: list[list[int]] = []
    room: list[tuple[int, int]] = []  # what is left of each row, ascending
    for item in sorted(range(len(lengths)), key=lambda number: (-lengths[number], number)):
        place = bisect_left(room, (lengths[item], 0))
        left, row = room.pop(place) if place < len(room) else (window, len(rows))
        if row == len(rows):
            rows.append([])
        rows[row].append(item)
        insort(room, (left - lengths[item], row))
    return rows


def _fill(ids: Any, labels: Any, positions: Any, examples: Sequence[Example], epoch: int) -> Iterator[Piece]:
    """Write examples into a row, one after another."""
    start = 0
    for example in examples:
        turns, length = example.turns, len(example.turns.ids)
        end = start + length
        ids[start:end], positions[start:end] = turns.ids, np.arange(length)
        labels[start : end - 1] = np.where(turns.answers[1:], turns.ids[1:], IGNORED)
        name = f"{example.file}:{example.line}"
        yield Piece(name, example.file, DOMAIN, "", "left_to_right", start, length, epoch, 0, 0, ())
        start = end
