"""Masks of equal and similar files beside the same said in plain Python over all pairs."""

import random
from collections import Counter, defaultdict
from itertools import combinations

import numpy as np
import pyarrow as pa
import pytest

from pipeline.config import Dedup
from pipeline.draft import Draft
from pipeline.folder import CorpusFolder
from pipeline.local.duplicate_files import candidates, duplicate_files, near_duplicates
from pipeline.minhash import RepositorySketch, choose_bands, short_matrix
from pipeline.stages.candidates import FULL, LATE
from schemas import DOCUMENTS
from tests.pipeline.copies import DROPPED, OPTIONS, ledger, made, masks
from tests.pipeline.corpora import write
from tests.pipeline.minhash.real_text import edited, jaccard, modules, shingle_set

SCHEMA = pa.schema([DOCUMENTS.arrow.field(name) for name in ("document_id", "repo", "spans")])
SOURCE = {"repo": "r", "source": "folder:r", "key": "k", "part": "part-1", "current": True}


def found(folder, stars, documents, signatures, options):
    draft = Draft(CorpusFolder(folder))
    write(draft, "curate", [("sources", SOURCE), *(("files", row) for row in ledger(documents, signatures))])
    ranked = {name: (-(count or 0), name) for name, count in stars.items()}
    masked = defaultdict(list)
    for row, mask in duplicate_files(draft, pa.Table.from_pylist(documents, SCHEMA), dict.fromkeys(DROPPED), ranked,
                                     options):
        masked[documents[row]["document_id"]].append(
            {"start": mask.start, "end": mask.end, "rule": mask.rule, "of": mask.of})
    return {one["document_id"]: sorted(masked[one["document_id"]], key=lambda mask: mask["start"]) for one in documents}


@pytest.mark.parametrize("seed", range(8))
def test_as_said_over_all_pairs(tmp_path, seed):
    stars, documents, signatures = made(seed)
    wanted = masks(stars, documents, signatures)
    assert found(tmp_path / "1", stars, documents, signatures, OPTIONS) == wanted
    assert found(tmp_path / "2", stars, documents[::-1], signatures, OPTIONS) == wanted
    exact = OPTIONS.model_copy(update={"file_threshold": None})
    assert found(tmp_path / "3", stars, documents, signatures, exact) == masks(stars, documents, signatures, exact)


def test_the_seeds_are_worth_it():
    """Both kinds of masks, and near copies that have equals."""
    rules, equals = Counter(), 0
    for seed in range(8):
        stars, documents, signatures = made(seed)
        hashes = {(one["document_id"], span["end"]): span["sha256"] for one in documents for span in one["spans"]}
        wanted = masks(stars, documents, signatures)
        rules.update(mask["rule"] for of in wanted.values() for mask in of)
        near = Counter(hashes[name, mask["end"]] for name, of in wanted.items() for mask in of
                       if mask["rule"] == "near_duplicate_file")
        equals += sum(count > 1 for count in near.values())
    assert min(rules["duplicate_file"], rules["near_duplicate_file"], equals) > 10


@pytest.mark.slow
def test_real_files_that_were_edited():
    """Of every pair of similarity 0.9 and more one is masked, and none for a file of less than 0.7."""
    rng, options = random.Random(3), Dedup()
    texts = [edited(text, share, rng) for text in modules()[:20] for share in (0.0, 0.005, 0.01, 0.03, 0.06)]
    signatures = short_matrix(pa.array([RepositorySketch(options).add(text) for text in texts]), options.permutations)
    decided = near_duplicates(signatures, np.arange(len(texts), dtype=np.int32), 0.8, options)
    survivor = {one.repo: one.survivor for one in decided if one.repo != one.survivor}
    shingles = [shingle_set(text) for text in texts]
    exact = {pair: jaccard(*(shingles[one] for one in pair)) for pair in combinations(range(len(texts)), 2)}
    high = [pair for pair, value in exact.items() if value >= 0.9]
    assert len(high) > 30 and sum(0.6 < value < 0.8 for value in exact.values()) > 30
    assert [pair for pair in high if not survivor.keys() & {*pair}] == []
    assert min(exact[best, copy] for copy, best in survivor.items()) >= 0.7


def test_nothing_to_compare(tmp_path):
    stars, documents, signatures = made(0)
    none = dict.fromkeys(signatures)
    exact = OPTIONS.model_copy(update={"file_threshold": None})
    assert found(tmp_path / "1", stars, documents, none, OPTIONS) == masks(stars, documents, none, exact)
    assert found(tmp_path / "2", stars, [], signatures, OPTIONS) == {}


def test_a_crowd_costs_a_few_pairs_each():
    count = 50 * FULL
    same = np.zeros((count, OPTIONS.permutations), np.uint8)
    pairs = candidates(same, np.arange(count, dtype=np.int32), OPTIONS.file_threshold, OPTIONS)
    assert len(pairs) < count * 2 * LATE // FULL and {*pairs[:, 1].tolist()} == {*range(1, count)}
    assert choose_bands(OPTIONS.file_threshold, OPTIONS.permutations, OPTIONS.false_negative_weight)[0] > 1
    one = candidates(same, np.zeros(count, np.int32), OPTIONS.file_threshold, OPTIONS)
    assert len(one) == 0, "files of one repository"
