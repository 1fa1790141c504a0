"""Batches of the whole loader: every piece once per epoch, the same rows for any ranks, workers and interruptions."""

import itertools
import json
import shutil

import numpy as np
import pyarrow.parquet as pq
import pytest

from pipeline.errors import ConfigError, CorpusError, MachineError
from pipeline.fim import unfim
from pipeline.held_out import held_out
from pipeline.training.batch import IGNORED
from pipeline.training.data_options import Data
from pipeline.training.loading import Loader
from pipeline.training_documents import TrainingDocuments, documents, files_of
from tests.pipeline.training.loading.tables import code, document, write_table

ROWS = 8  # of a step


@pytest.fixture
def options(corpus, tokenizer_folder):
    """Options of the small corpus; keywords go over them."""

    def make(pack=None, fim=None, **values):
        return Data.model_validate({
            "corpus": str(corpus), "tokenizer": str(tokenizer_folder),
            "pack": {"window": 256, "shards": 8, "pending": 16, **(pack or {})},
            "fim": {"middles": {"character": 1, "line": 1, "node": 1, "aligned": 1}, "spm": 0.5, **(fim or {})},
            **values,
        })

    return make


def batches(options, steps, rank=0, world=1, rows=ROWS):
    with Loader(options, rank, world, rows) as loader:
        return list(itertools.islice(loader, steps))


def same(one, other):
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in ("ids", "labels", "positions")) \
        and (one.lengths, one.pieces, one.step) == (other.lengths, other.pieces, other.step)


def runs_of(batch):
    """Every part of a row: its piece, ids and labels."""
    for row, pieces in enumerate(batch.pieces):
        for piece in pieces:
            place = slice(piece.start, piece.start + piece.length)
            yield piece, batch.ids[row, place], batch.labels[row, place]


@pytest.mark.slow
@pytest.mark.parametrize(("method", "scope"), [
    ("best_fit", "document"),
    pytest.param("best_fit", "file", marks=pytest.mark.slow),
    pytest.param("concatenate", "document", marks=pytest.mark.slow),
    pytest.param("concatenate", "file", marks=pytest.mark.slow),
])
def test_every_piece_once_per_epoch_and_its_text_is_the_source(options, tokenizer, corpus, method, scope):
    data = options(pack={"method": method}, fim={"scope": scope})
    taken, epochs = {}, {}
    for batch in batches(data, 80):
        for piece, ids, _ in runs_of(batch):
            key = piece.epoch, piece.document_id, piece.number
            assert sum(map(len, taken.setdefault(key, []))) == piece.offset  # nothing twice, nothing left out
            taken[key].append(ids)
            epochs.setdefault(piece.document_id, set()).add(piece.epoch)
    whole = range(min(max(found) for found in epochs.values()) - 1)
    assert len(whole) >= 2
    for each in documents(TrainingDocuments(files_of(corpus))):
        for epoch in whole:
            pieces = sorted((number, ids) for (e, document, number), ids in taken.items()
                            if (e, document) == (epoch, each.document_id))
            assert [number for number, _ in pieces] == list(range(len(pieces)))
            runs = [run for _, parts in pieces for run in unfim(np.concatenate(parts), tokenizer.controls)]
            raw = b"".join(tokenizer.raw(run) for run in runs)
            assert raw.decode() == each.text


def test_no_fill_in_the_middle_piece_is_cut_and_rows_are_full(options):
    found = batches(options(), 60)
    assert all(piece.offset == 0 for batch in found for piece, _, _ in runs_of(batch) if piece.is_fim)
    used = sum(sum(map(sum, batch.lengths)) for batch in found)
    assert used / sum(batch.ids.size for batch in found) > 0.98
    modes = {piece.mode for batch in found for piece, _, _ in runs_of(batch)}
    assert modes == {"left_to_right", "psm", "spm"}


def test_labels_are_the_next_ids_where_they_count(options, tokenizer, corpus):
    texts = {each.document_id: each for each in documents(TrainingDocuments(files_of(corpus)))}
    controls, counted = tokenizer.controls, 0
    for batch in batches(options(), 20):
        for piece, ids, labels in runs_of(batch):
            assert labels[-1] == IGNORED
            known = labels != IGNORED
            assert np.array_equal(labels[:-1][known[:-1]], ids[1:][known[:-1]])
            assert not np.isin(labels, [controls.begin, controls.hole, controls.end, controls.bos, controls.pad]).any()
            masks = texts[piece.document_id].masks
            if piece.mode == "left_to_right" and piece.number == piece.offset == 0:
                head = texts[piece.document_id].text.encode()[: masks[0][1] if masks else texts[
                    piece.document_id].spans[0].start].decode()
                hidden = len(tokenizer.encode(head))
                assert (labels[: min(hidden, piece.length)] == IGNORED).all()  # path comment, context-only file
                counted += int(known.sum())
        for row, lengths in enumerate(batch.lengths):
            assert (batch.labels[row, sum(lengths) :] == IGNORED).all()
            assert (batch.ids[row, sum(lengths) :] == controls.pad).all()
            assert batch.positions[row].tolist()[: sum(lengths)] == [n for size in lengths for n in range(size)]
    assert counted > 300


@pytest.mark.slow
@pytest.mark.parametrize("world", [2, 4, 8])
def test_ranks_share_the_rows_of_one_stream(options, world):
    alone = batches(options(), 6)
    parts = [batches(options(), 6, rank, world) for rank in range(world)]
    for step, batch in enumerate(alone):
        for row in range(ROWS):
            part = parts[row % world][step]
            assert np.array_equal(part.ids[row // world], batch.ids[row])
            assert part.pieces[row // world] == batch.pieces[row]


@pytest.mark.slow
def test_going_on_at_other_world_sizes_gives_the_same_rows(options):
    straight = batches(options(), 20)
    states, seen = {}, []
    for world, steps in [(2, 5), (1, 3), (4, 4), (8, 4), (2, 4)]:
        loaders = [Loader(options(), rank, world, ROWS) for rank in range(world)]
        for loader in loaders:
            if states:
                loader.load(states)
        assert {loader.step for loader in loaders} == {len(seen)}
        for _ in range(steps):
            parts = [next(loader) for loader in loaders]
            rows = [parts[row % world].ids[row // world] for row in range(ROWS)]
            seen.append(np.stack(rows))
        states = {}
        for loader in loaders:
            states.update(loader.state())
    assert len(seen) == 20
    assert all(np.array_equal(rows, batch.ids) for rows, batch in zip(seen, straight, strict=True))


def test_concatenate_goes_on_in_the_middle_of_a_cut_piece(options):
    data = options(pack={"method": "concatenate"})
    straight = batches(data, 8)
    first = Loader(data, 0, 1, ROWS)
    for _ in range(4):
        next(first)
    second = Loader(data, 0, 1, ROWS)
    second.load(first.state())
    assert all(same(next(second), batch) for batch in straight[4:])


@pytest.mark.slow
def test_workers_give_the_same_rows_before_and_after_an_interruption(options):
    straight = batches(options(), 12)
    with Loader(options(workers=2), 0, 1, ROWS) as loader:
        assert all(same(next(loader), batch) for batch in straight[:5])
        states = loader.state()
    with Loader(options(workers=4), 0, 1, ROWS) as loader:
        loader.load(states)
        assert all(same(next(loader), batch) for batch in straight[5:])
        assert loader.state() == _state(options(), 12)


@pytest.mark.slow
def test_a_worker_that_fails_or_is_killed_is_told(options, corpus, tmp_path):
    shutil.copytree(corpus, tmp_path / "copy")
    with Loader(options(corpus=str(tmp_path / "copy"), workers=1), 0, 1, ROWS) as loader:
        (place,) = (tmp_path / "copy" / "training_documents").glob("*.parquet")
        _damage(place)
        with pytest.raises(CorpusError, match=r"part-00000-.*\.parquet: damaged"):
            list(itertools.islice(loader, 50))
    with Loader(options(workers=1), 0, 1, ROWS) as loader:
        next(loader)
        loader._workers._processes[0].kill()
        with pytest.raises(MachineError, match="data worker 0 of rank 0 ended with status -9"):
            list(itertools.islice(loader, 50))


def _damage(place):
    """Change a byte of the first text."""
    raw = bytearray(place.read_bytes())
    group = pq.read_metadata(place).row_group(0)
    text = next(column for column in map(group.column, range(group.num_columns)) if column.path_in_schema == "text")
    raw[text.data_page_offset + text.total_compressed_size - 1] ^= 0xFF
    place.write_bytes(raw)


def _state(options, steps):
    loader = Loader(options, 0, 1, ROWS)
    for _ in range(steps):
        next(loader)
    return loader.state()


def test_rows_of_a_step_may_change_between_runs(options):
    straight = np.concatenate([batch.ids for batch in batches(options(), 4)])
    first = Loader(options(), 0, 1, 8)
    next(first)
    second = Loader(options(), 0, 1, 4)
    second.load(first.state())
    assert np.array_equal(np.concatenate([next(second).ids for _ in range(6)]), straight[8:])


@pytest.mark.parametrize(("pack", "world", "rows", "problem"), [
    ({"shards": 6}, 4, 8, "pack.shards: 6 is not a multiple of 4 ranks x 1 workers"),
    ({}, 4, 6, "6 rows in a step are not a multiple of 4 ranks"),
])
def test_numbers_that_do_not_go_into_one_another(options, pack, world, rows, problem):
    with pytest.raises(ConfigError, match=problem):
        Loader(options(pack=pack), 0, world, rows)


def test_a_state_of_other_data_is_refused(options):
    states = _state(options(), 1)
    with pytest.raises(CorpusError, match="of another corpus, tokenizer or data options"):
        Loader(options(seed=2), 0, 1, ROWS).load(states)
    with pytest.raises(CorpusError, match=r"no state of data shards 0, 1, 2, 3, 4"):
        Loader(options(), 0, 1, ROWS).load({})
    later = {"0": json.dumps(json.loads(states["0"]) | {"step": 5})}
    with pytest.raises(CorpusError, match="not of one step"):
        Loader(options(), 0, 1, ROWS).load(states | later)


@pytest.mark.slow
def test_other_epochs_and_seeds_have_other_holes(options):
    found = {}
    for batch in batches(options(fim={"rate": 1.0}), 50):
        for piece, ids, _ in runs_of(batch):
            found.setdefault((piece.document_id, piece.number), {})[piece.epoch] = ids.tolist()
    again = [examples for examples in found.values() if {0, 1} <= examples.keys()]
    assert sum(examples[0] != examples[1] for examples in again) > 0.9 * len(again) > 20
    one, other = batches(options(), 1)[0], batches(options(seed=2), 1)[0]
    assert not np.array_equal(one.ids, other.ids)


def test_remaining_counts_down_in_middles_only(options, tokenizer):
    for batch in batches(options(fim={"remaining": True}), 5):
        for row, pieces in enumerate(batch.pieces):
            for piece in pieces:
                shares = batch.remaining[row, piece.start : piece.start + piece.length]
                known = shares[~np.isnan(shares)]
                if not piece.is_fim:
                    assert not len(known)
                    continue
                size = len(known)
                assert np.allclose(known, np.arange(size - 1, -1, -1) / size)
                after = batch.ids[row, piece.start + np.flatnonzero(~np.isnan(shares))[-1] + 2]
                assert after == tokenizer.controls.eos  # behind the last token of the middle


def test_domains_keep_their_shares_exactly(tmp_path, tokenizer_folder):
    rows = [code(n, domain=("code", "docs", "zh")[n % 3]) for n in range(30)]
    write_table(tmp_path / "corpus", rows)
    data = Data.model_validate({
        "corpus": str(tmp_path / "corpus"), "tokenizer": str(tokenizer_folder), "pack": {"window": 64, "shards": 2},
        "mix": {"shares": {"code": 87, "docs": 10, "zh": 3}},
    })
    found = batches(data, 2, rows=100)
    for batch in found:
        domains = [{piece.domain for piece in pieces} for pieces in batch.pieces]
        assert [domains.count({name}) for name in ("code", "docs", "zh")] == [87, 10, 3]
        assert not any(piece.is_fim for pieces in batch.pieces for piece in pieces if piece.domain != "code")


@pytest.mark.parametrize(("mix", "problem"), [
    ({"shares": {"code": 87, "docs": 13}}, "mix.shares: the corpus has no documents of docs, only of code; "),
    ({"shares": {"docs": 1}, "missing": "renormalise"}, "mix.shares: no share for code, which the corpus has"),
    ({"shares": {"code": 0}}, "mix.shares: no share above 0 for any domain of the corpus: code"),
])
def test_a_mix_that_the_corpus_cannot_give(options, mix, problem):
    with pytest.raises(ConfigError, match=problem):
        Loader(options(mix=mix), 0, 1, ROWS)


def test_a_missing_domain_may_be_spread_over_the_others(options):
    found = batches(options(mix={"shares": {"code": 87, "docs": 13}, "missing": "renormalise"}), 1)
    assert same(found[0], batches(options(mix={"shares": {"code": 1}}), 1)[0])


def test_weights_are_readings_per_epoch(tmp_path, tokenizer_folder):
    rows = [document(n, [("a.py", "x = 1\n")], weight=float(n % 4) / 2) for n in range(40)]
    write_table(tmp_path / "corpus", rows)
    data = Data.model_validate({"corpus": str(tmp_path / "corpus"), "tokenizer": str(tokenizer_folder),
                                "pack": {"window": 64, "shards": 1}, "fim": {"rate": 0}})
    counts = {}
    for batch in batches(data, 60):
        for piece, _, _ in runs_of(batch):
            weight = int(piece.document_id, 16) % 4 / 2
            counts.setdefault(piece.epoch, {}).setdefault(weight, []).append(piece.document_id)
    first = counts[0]
    assert set(first) == {0.5, 1.0, 1.5}
    assert sorted(first[1.0]) == sorted({*first[1.0]}) and len(first[1.0]) == 10
    assert 10 < len(first[1.5]) < 20 and 0 < len(first[0.5]) < 10


def test_fewer_documents_than_shards(tmp_path, tokenizer_folder):
    write_table(tmp_path / "corpus", [document(1, [("a.py", "x = 1\n" * 9)])])
    data = Data.model_validate({"corpus": str(tmp_path / "corpus"), "tokenizer": str(tokenizer_folder),
                                "pack": {"window": 64, "shards": 16, "pending": 4}})
    assert all(pieces for pieces in batches(data, 2, rows=16)[1].pieces)


def test_a_corpus_without_text_says_so(tmp_path, tokenizer_folder):
    write_table(tmp_path / "corpus", [document(1, [], text="")])
    data = Data.model_validate({"corpus": str(tmp_path / "corpus"), "tokenizer": str(tokenizer_folder)})
    with pytest.raises(CorpusError, match="no text to train on"):
        batches(data, 1)


def test_a_damaged_file_is_named(corpus, options, tmp_path):
    shutil.copytree(corpus, tmp_path / "copy")
    (place,) = (tmp_path / "copy" / "training_documents").glob("*.parquet")
    _damage(place)
    with pytest.raises(CorpusError, match=r"part-00000-.*\.parquet: damaged"):
        batches(options(corpus=str(tmp_path / "copy")), 50)
    place.write_bytes(place.read_bytes()[:-9])
    with pytest.raises(CorpusError, match=r"part-00000-.*\.parquet: "):
        batches(options(corpus=str(tmp_path / "copy")), 1)


def test_repositories_that_are_held_out_are_never_read(options, corpus):
    kept_out = held_out(corpus, 0.4)
    table = list(documents(TrainingDocuments(files_of(corpus))))
    left = {document.repo for document in table if not kept_out(document.repo)}
    assert 0 < len(left) < len({document.repo for document in table})
    read = batches(options(held_out=0.4), 60)
    assert {piece.repo for batch in read for row in batch.pieces for piece in row} == left
    first = [piece.document_id for batch in read for row in batch.pieces for piece in row
             if (piece.epoch, piece.number, piece.offset) == (0, 0, 0)]
    assert sorted(first) == sorted(document.document_id for document in table if document.repo in left)
