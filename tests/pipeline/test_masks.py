"""Masks: merged from any sources, and what follows for the files of a document, beside the same said byte by byte."""

from itertools import groupby, pairwise

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from pipeline.masks import Mask, by_file, context_rules, disjoint, merged
from schemas.corpus import MASK
from schemas.documents import SPAN

LENGTH = 24
RANGE = st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)).map(sorted)
NAME = st.sampled_from("ab")
MASKS = st.lists(st.builds(lambda at, rule, of: Mask(*at, rule, of), RANGE, NAME, NAME), max_size=8)
# Files that follow one another: header, first byte, end.
FILES = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 6), st.integers(0, 2)), max_size=5)


def spans_of(files):
    spans, place = [], 0
    for header, size, gap in files:
        spans.append({"path": "p", "language": "c", "licence": None, "sha256": "s", "header": place,
                      "start": place + header, "end": place + header + size})
        place += header + size + gap
    return spans


def rows(masks):
    return [{name: getattr(mask, name) for name in Mask.__slots__} for mask in masks]


@given(MASKS, st.randoms(use_true_random=False))
def test_masks_are_made_disjoint_whatever_their_order(masks, rng):
    found = disjoint(masks)
    assert all(mask.start < mask.end for mask in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    masked = {byte for mask in masks for byte in range(mask.start, mask.end)}
    assert {byte for mask in found for byte in range(mask.start, mask.end)} == masked
    for mask in found:
        assert any(one.start <= mask.start and mask.end <= one.end and (one.rule, one.of) == (mask.rule, mask.of)
                   for one in masks)
    rng.shuffle(masks)
    assert disjoint(masks) == found
    assert disjoint(found) == found


def test_the_mask_that_begins_first_has_the_shared_bytes():
    assert disjoint([Mask(4, 9, "b", "y"), Mask(0, 6, "a", "x"), Mask(5, 6, "c", "z")]) == [
        Mask(0, 6, "a", "x"), Mask(6, 9, "b", "y")]


@given(st.lists(st.tuples(FILES, MASKS), max_size=4), st.integers(0, 2))
def test_what_follows_for_files(documents, skipped):
    """Every document of a batch, also of a batch that is part of another."""
    documents = [(spans_of(files), rows(disjoint(masks))) for files, masks in documents]
    spans = pa.array([spans for spans, _ in documents], pa.list_(SPAN))[skipped:]
    masks = pa.array([masks for _, masks in documents], pa.list_(MASK))[skipped:]
    ranges, rules = merged(masks).to_pylist(), context_rules(spans, masks).to_pylist()
    for (files, found), joined, rule in zip(documents[skipped:], ranges, rules, strict=True):
        rule_of = {byte: mask["rule"] for mask in found for byte in range(mask["start"], mask["end"])}
        runs = groupby(enumerate(sorted(rule_of)), lambda numbered: numbered[1] - numbered[0])
        bytes_of_runs = [[byte for _, byte in run] for _, run in runs]
        assert joined == [{"start": run[0], "end": run[-1] + 1} for run in bytes_of_runs]
        whole = [all(byte in rule_of for byte in range(file["start"], file["end"])) for file in files]
        assert rule == [rule_of[file["start"]] if is_whole else None
                        for file, is_whole in zip(files, whole, strict=True)]
        for file, mine in zip(files, by_file(files, found), strict=True):
            assert {file["start"] + byte: mask.rule for mask in mine for byte in range(mask.start, mask.end)} == {
                byte: name for byte, name in rule_of.items() if file["start"] <= byte < file["end"]}


def test_no_documents():
    assert merged(pa.array([], pa.list_(MASK))).to_pylist() == []
    assert context_rules(pa.array([], pa.list_(SPAN)), pa.array([], pa.list_(MASK))).to_pylist() == []
