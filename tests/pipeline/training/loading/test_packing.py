"""Rows filled from pending pieces, on lengths alone."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.training.data_options import PackOptions
from pipeline.training.loading.examples import Example
from pipeline.training.loading.packing import Rows, best_fit, concatenate
from pipeline.training.loading.stream import Pending, Ref
from pipeline.training_documents import Document

OPTIONS = PackOptions(window=100, smallest_split=16, pending=8)
DOCUMENT = Document("1", "r", "code", 1.0, "python", "", (), ())


def piece(number, size, fim=False, epoch=0):
    example = Example(np.full(size, number, np.int32), np.ones(size, np.bool_), "psm" if fim else "left_to_right")
    return Pending(Ref(epoch, 0, 0, 0, number, 0, 0), 0, example, DOCUMENT, (), 0, size)


def shape(row):
    return [(each.ref.number, each.offset, len(each.example)) for each in row]


def test_the_oldest_first_then_the_largest_that_fits():
    pending = [piece(0, 30), piece(1, 20), piece(2, 60, fim=True), piece(3, 65, fim=True), piece(4, 5)]
    assert shape(best_fit(pending, OPTIONS)) == [(0, 0, 30), (3, 0, 65), (4, 0, 5)]
    assert shape(pending) == [(1, 0, 20), (2, 0, 60)]


def test_the_rest_is_filled_by_splitting_the_oldest_left_to_right_piece_that_leaves_enough():
    pending = [piece(0, 60, fim=True), piece(1, 90, fim=True), piece(2, 45), piece(3, 80)]
    assert shape(best_fit(pending, OPTIONS)) == [(0, 0, 60), (3, 0, 40)]  # of 2 only 5 tokens would be left
    assert shape(pending) == [(1, 0, 90), (2, 0, 45), (3, 40, 40)]


def test_too_little_room_stays_empty_and_no_hole_is_cut():
    pending = [piece(0, 90), piece(1, 50), piece(2, 50, fim=True)]
    assert shape(best_fit(pending, OPTIONS)) == [(0, 0, 90)]
    pending = [piece(0, 50, fim=True), piece(1, 90, fim=True)]
    assert shape(best_fit(pending, OPTIONS)) == [(0, 0, 50)]


def test_concatenate_cuts_anything():
    pending = [piece(0, 70, fim=True), piece(1, 70, fim=True), piece(2, 250)]
    rows = [shape(concatenate(pending, OPTIONS)) for _ in range(4)]
    assert rows == [[(0, 0, 70), (1, 0, 30)], [(1, 30, 40), (2, 0, 60)], [(2, 60, 100)], [(2, 160, 90)]]


@given(st.lists(st.tuples(st.integers(1, 100), st.booleans()), min_size=20, max_size=80), st.integers(1, 4))
def test_every_token_is_in_one_row_and_waits_no_longer_than_the_queue(sizes, epochs):
    pieces = [piece(number, size, fim, epoch=number * epochs // len(sizes)) for number, (size, fim) in enumerate(sizes)]
    endless = [*pieces, *(piece(len(pieces) + n, 50, epoch=epochs) for n in range(400))]
    rows = Rows(iter(endless), OPTIONS)
    seen = {}
    for _ in range(len(pieces) + OPTIONS.pending):
        row = rows.next_row()
        assert sum(len(each.example) for each in row) <= OPTIONS.window
        for each in row:
            assert seen.get(each.ref.number, 0) == each.offset
            seen[each.ref.number] = each.offset + len(each.example)
        assert {n: size for n, size in seen.items() if n < row[0].ref.number} == \
            {each.ref.number: len(each.example) for each in endless[: row[0].ref.number]}  # the oldest comes first
        assert max(each.ref.epoch for each in row) - min(each.ref.epoch for each in row) <= 1
    assert all(seen[each.ref.number] == len(each.example) for each in pieces)
