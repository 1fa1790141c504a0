import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import CorpusError, InputError
from pipeline.training.batch import IGNORED
from pipeline.training.instruction import InstructionSource, best_fit
from pipeline.training.options import Instructions

EXAMPLES = [{"instruction": f"Add {n} and {n}. ", "output": str(2 * n)} for n in range(30)]
CHAT = {"messages": [{"role": "system", "content": "Be short."}, {"role": "user", "content": "1?"},
                     {"role": "assistant", "content": "one"}, {"role": "user", "content": "2?"},
                     {"role": "assistant", "content": "two"}]}


@pytest.fixture
def options(tokenizer, tmp_path):
    tokenizer.save(tmp_path)
    path = tmp_path / "examples.jsonl"
    path.write_text("".join(json.dumps(example) + "\n" for example in [*EXAMPLES, CHAT]))
    return Instructions(files=(str(path),), tokenizer=str(tmp_path), window=512)


def rows_of(source, steps):
    """(ids, labels) of the rows in the order of their numbers, for all ranks given."""
    sources = source if isinstance(source, list) else [source]
    rows = []
    for _ in range(steps):
        batches = [next(one) for one in sources]
        rows += [(batch.ids[n], batch.labels[n], batch.positions[n], batch.pieces[n])
                 for n in range(len(batches[0].ids)) for batch in batches]
    return rows


def test_the_loss_counts_answers_and_nothing_else(options, tokenizer):
    ids, labels, positions, pieces = rows_of(InstructionSource(options, 0, 1, 4), 1)[0]
    for piece in pieces:
        some = slice(piece.start, piece.start + piece.length)
        counted = [label for label in labels[some] if label != IGNORED]
        line = int(piece.document_id.rpartition(":")[2])
        answers = [EXAMPLES[line - 1]["output"]] if line <= 30 else ["one", "two"]
        assert tokenizer.decode(counted) == "".join(f"{answer}\n{tokenizer.roles['turn']}" for answer in answers)
        assert np.array_equal(positions[some], np.arange(piece.length))
        where = np.flatnonzero(labels[some] != IGNORED)
        assert np.array_equal(labels[some][where], ids[some][where + 1])


def test_every_example_comes_once_per_epoch_in_another_order(options):
    source = InstructionSource(options, 0, 1, 1)
    epochs = []
    while len(epochs) < 2 or epochs[-1][0].epoch < 2:
        epochs.append(next(source).pieces[0])
    names = [[piece.document_id for row in epochs if row[0].epoch == epoch for piece in row] for epoch in (0, 1)]
    assert sorted(names[0]) == sorted(names[1]) and len(set(names[0])) == 31
    assert names[0] != names[1]


def test_rows_do_not_depend_on_ranks_and_go_on_from_any_step(options):
    straight = rows_of(InstructionSource(options, 0, 1, 4), 6)
    two = [InstructionSource(options, rank, 2, 4) for rank in range(2)]
    rows = rows_of(two, 2)
    four = [InstructionSource(options, rank, 4, 4) for rank in range(4)]
    for source in four:
        source.load(two[0].state())
    rows += rows_of(four, 4)
    for one, other in zip(straight, rows, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(one[:3], other[:3], strict=True)) and one[3] == other[3]


def test_a_state_of_other_examples_is_refused(options):
    state = InstructionSource(options, 0, 1, 4).state()
    with pytest.raises(CorpusError, match="of other examples"):
        InstructionSource(options.model_copy(update={"seed": 2}), 0, 1, 4).load(state)


@pytest.mark.parametrize(("text", "problem"), [
    ("{", "examples.jsonl:1: not an example"), ("[1]", "an object with `instruction`"),
    ('{"instruction": 1, "output": "x"}', "neither `messages` nor"),
    ('{"messages": []}', "the last message must be an answer"), ('{"messages": [1]}', "a list of objects"),
    ('{"messages": [{"role": "assistant", "content": "x"}]}', "must go user, assistant"),
    ("[" * 100_000, "not an example"),
    ("", "no example of at most 512 tokens in 0"),
    (json.dumps({"instruction": "x" * 9999, "output": "y"}), "no example of at most 512 tokens in 1"),
])
def test_lines_that_are_no_examples_are_told(options, text, problem):
    Path(options.files[0]).write_text(text + "\n")
    with pytest.raises(InputError) as raised:
        InstructionSource(options, 0, 1, 4)
    assert problem in str(raised.value)


@given(st.lists(st.integers(1, 20), max_size=60))
def test_best_fit_packs_all_and_no_two_rows_would_fit_in_one(lengths):
    rows = best_fit(lengths, 20)
    assert sorted(item for row in rows for item in row) == list(range(len(lengths)))
    sizes = sorted(sum(lengths[item] for item in row) for row in rows)
    assert all(size <= 20 for size in sizes)
    assert len(sizes) < 2 or sizes[0] + sizes[1] > 20
