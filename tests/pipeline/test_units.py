"""What a run that was killed had done: taken over when it is the same and whole, else done again."""

from dataclasses import replace
from hashlib import sha256

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Output, Tables, Texts
from pipeline.draft import final_name
from pipeline.sources.metadata import Facts
from pipeline.sources.raw_file import SourceRef
from pipeline.sources.table_list import cut, find_tables
from pipeline.sources.texts import find_texts
from pipeline.tables import Part
from pipeline.units import keep_units, record, unit_of, work_left
from tests.pipeline.corpora import snapshot

ONE, TWO = (SourceRef("git", f"/x/{name}", name, 9, stamp=f"stamp {name}") for name in ("one", "two"))
OUTPUT = Output()


def name_of(*sources, facts=None, settings="settings", output=OUTPUT):
    return unit_of(sources, facts or {}, settings, output)


def put(staging, table, text, name="part-1~attempt.parquet"):
    """A file of a task, and what the task says of it."""
    (staging / table).mkdir(parents=True, exist_ok=True)
    (staging / table / name).write_bytes(text)
    return Part(table, name, 1, len(text), sha256(text).hexdigest())


@pytest.fixture
def staging(tmp_path):
    """The unit of ONE is done, with two files; of TWO there is half a file."""
    staging = tmp_path / ".draft"
    parts = [put(staging, "documents", b"text"), put(staging, "files", b"ledger")]
    record(staging, name_of(ONE), parts)
    put(staging, "documents", b"half", "part-2~attempt.parquet")
    return staging


def left(staging, *bins, settings="settings"):
    return work_left(staging, bins or ([ONE], [TWO]), {}, settings, OUTPUT)


def test_a_unit_is_named_by_all_that_its_files_depend_on():
    changed = [
        name_of(ONE, TWO), name_of(TWO), name_of(replace(ONE, stamp="another")), name_of(replace(ONE, location="/y")),
        name_of(ONE, settings="others"), name_of(ONE, facts={"one": Facts(stars=3)}),
        name_of(ONE, output=Output(compression_level=9)), name_of(ONE, output=Output(row_group_bytes=1)),
    ]
    assert len({name_of(ONE), *changed}) == 1 + len(changed)
    assert name_of(ONE) == name_of(replace(ONE, bytes=1)) == name_of(ONE, facts={"two": Facts(stars=3)})
    assert name_of(ONE) == name_of(ONE, output=Output(path="elsewhere", overwrite=True))
    assert name_of(ONE, replace(TWO, stamp=None)) is None


def test_pieces_of_one_file_of_texts_are_units_of_their_own(tmp_path):
    path = tmp_path / "texts.parquet"
    pq.write_table(pa.table({"text": [f"line {number}" for number in range(100)]}), path, row_group_size=10)
    found = find_texts([Texts(path=str(path), domain="stories")], 1)
    pieces = [replace(piece, stamp="same") for piece in found]
    names = {name_of(piece) for piece in pieces}
    assert len(names) == len(pieces) > 1 and None not in names


@pytest.fixture
def scattered(tmp_path):
    """Pieces of a table whose files are scattered, a task each."""
    path = tmp_path / "table.parquet"
    pq.write_table(pa.table({"repo": ["r"] * 3, "path": ["a", "b", "c"], "text": [""] * 3}), path, row_group_size=1)
    return [[piece] for piece in cut(find_tables([Tables(path=str(path))]), 1)]


def test_units_after_a_shuffle_are_as_many_as_before_it_and_depend_on_all(tmp_path, scattered):
    work = left(tmp_path / "no", [ONE], *scattered)
    assert (work.bins, work.apart, work.done) == ([[ONE], *scattered], {0, 1, 2}, 0)
    assert len(set(work.units)) == 4 and None not in work.units
    assert work.units[1:] == left(tmp_path / "no", *scattered).units, "whatever else is read"
    others = [left(tmp_path / "no", *scattered[:2]), left(tmp_path / "no", *scattered, settings="others"),
              left(tmp_path / "no", *([replace(piece, stamp="new")] for (piece,) in scattered))]
    assert all(not {*other.units} & {*work.units} for other in others)


def test_of_a_shuffle_only_what_is_not_done_is_done_again(tmp_path, scattered):
    staging = tmp_path / ".draft"
    units = left(staging, *scattered).units
    record(staging, units[1], [put(staging, "documents", b"text")])
    work = left(staging, [ONE], *scattered)
    assert (work.bins, work.units[1:], work.apart, work.done) == (
        [[ONE], *scattered], [units[0], None, units[2]], {0, 2}, 1)
    assert [part.sha256 for part in work.parts] == [sha256(b"text").hexdigest()]
    for unit in (units[0], units[2]):
        record(staging, unit, [])
    work = left(staging, [ONE], *scattered)
    assert (work.bins, len(work.units), work.apart, work.done) == ([[ONE]], 1, frozenset(), 3)


def test_what_is_done_is_taken_over_and_the_rest_of_what_is_there_removed(staging):
    work = left(staging)
    assert (work.bins, work.units, work.done) == ([[TWO]], [name_of(TWO)], 1)
    assert [(part.table, part.sha256) for part in work.parts] == [
        ("documents", sha256(b"text").hexdigest()), ("files", sha256(b"ledger").hexdigest())]
    assert sorted(snapshot(staging).values())[1:] == [b"ledger", b"text"]
    assert left(staging) == work


def test_without_anything_there_everything_is_to_be_done(tmp_path):
    work = left(tmp_path / "no")
    assert (work.bins, work.parts, work.done) == ([[ONE], [TWO]], [], 0)


def test_under_other_options_or_in_other_tasks_nothing_is_taken_over(staging):
    assert left(staging, [ONE, TWO]).done == 0
    assert snapshot(staging) == {}


def test_other_settings_take_nothing_over(staging):
    assert left(staging, settings="others").done == 0


@pytest.mark.parametrize("table", ["documents", "files"])
@pytest.mark.parametrize("text", [b"", b"texx", None])
def test_a_unit_with_a_damaged_or_missing_file_is_done_again(staging, table, text):
    place = staging / table / "part-1~attempt.parquet"
    place.unlink()
    if text is not None:
        place.write_bytes(text)
    work = left(staging)
    assert (work.bins, work.parts) == ([[ONE], [TWO]], [])
    assert snapshot(staging) == {}


@given(st.binary(max_size=60))
def test_a_torn_record_counts_for_nothing(tmp_path_factory, text):
    staging = tmp_path_factory.mktemp("torn")
    record(staging, name_of(ONE), [put(staging, "documents", b"text")])
    (staging / "units" / f"{name_of(ONE)}.json").write_bytes(text)
    assert left(staging).done in (0, 1 if text.strip() == b"[]" else 0)


def test_files_that_later_stages_renamed_or_published_are_put_back(staging, tmp_path):
    before = left(staging)
    documents, files = before.parts
    (tmp_path / "files").mkdir()
    (staging / "documents" / documents.file).rename(staging / "documents" / final_name(documents))
    (staging / "files" / files.file).rename(tmp_path / "files" / final_name(files))
    (tmp_path / "corpus" / "_delta_log").mkdir(parents=True)
    (staging / "checkpoints" / "rdd").mkdir(parents=True)
    keep_units(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [".draft"]
    assert left(staging) == before
    assert not (staging / "checkpoints" / "rdd").exists()


def test_a_folder_without_units_is_removed(tmp_path):
    (tmp_path / "building" / ".draft" / "documents").mkdir(parents=True)
    keep_units(tmp_path / "building")
    keep_units(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []
