"""The conservation checks fail for every row that is lost, doubled, exchanged or without a fate."""

import duckdb
import pyarrow as pa
import pytest

from pipeline.conservation import (
    ConservationError,
    check_curated,
    check_exported,
    check_membership,
    check_raw_files,
    check_readings,
)
from schemas import TABLES
from tests.pipeline.corpora import rows

pytestmark = pytest.mark.slow
NEEDED = {
    "files": ("repo", "path", "fate", "rule", "document_id", "position"),
    "documents": ("repo", "document_id", "bytes", "spans"),
    "repos": ("repo", "files", "kept_files", "documents"), "timings": ("repo", "files", "paths"),
    "corpus": ("repo", "document_id", "fate", "rule", "masks"), "duplicates": ("repo", "survivor"),
    "training_documents": ("document_id", "masks"), "sources": ("repo", "current"),
}


@pytest.fixture(scope="module")
def whole(corpus):
    """Rows of the corpus by table, for each table the columns that the checks read."""
    return {name: [{column: row[column] for column in columns} for row in rows(corpus, name)]
            for name, columns in NEEDED.items()}


@pytest.fixture
def tables(whole):
    """Makes a database of the tables, some of them changed."""
    with duckdb.connect() as database:

        def make(**changed):
            for name, columns in NEEDED.items():
                schema = pa.schema([TABLES[name].arrow.field(column) for column in columns])
                found = pa.Table.from_pylist(changed.get(name, whole[name]), schema=schema)
                database.register(name, found)
                database.register(f"new_{name}", found)
            database.register("raw_files", pa.table({"path": changed.get("raw_files", [0] * len(whole["files"]))}))
            return database

        yield make


def kept(rows):
    return next(number for number, row in enumerate(rows) if row["document_id"])


def dropped(rows):
    return next(number for number, row in enumerate(rows) if row["rule"])


def lost(rows, number):
    return rows[:number] + rows[number + 1:]


def doubled(rows, number):
    return [*rows, rows[number]]


def changed(rows, number, **values):
    return [*rows[:number], {**rows[number], **values}, *rows[number + 1:]]


def other(rows, number):
    """Another kept file in place of this one: the counts stay as they are."""
    return [*lost(rows, number), next(row for row in rows[number + 1:] if row["document_id"])]


def masked(rows, *places, rule="duplicate_file", fate="trained", of="click-fork:click/core.py"):
    """A document of some fate with masks, which stand for a file that is trained on."""
    number = next(number for number, row in enumerate(rows) if row["fate"] == fate and row["rule"] != "context_only"
                  and row["repo"] != "click-fork")
    masks = [{"start": start, "end": end, "rule": rule, "of": of} for start, end in places]
    return changed(rows, number, masks=masks)


FILES = {
    "kept lost": (lambda r: lost(r, kept(r)), "input rows"),
    "dropped lost": (lambda r: lost(r, dropped(r)), "input rows"),
    "kept doubled": (lambda r: doubled(r, kept(r)), "input rows"),
    "dropped doubled": (lambda r: doubled(r, dropped(r)), "input rows"),
    "one lost, another doubled": (lambda r: other(r, kept(r)), "sum over the paths"),
    "no fate": (lambda r: changed(r, kept(r), fate=""), "kept plus dropped"),
    "dropped by no rule": (lambda r: changed(r, dropped(r), rule=None), "known rule"),
    "dropped by an unknown rule": (lambda r: changed(r, dropped(r), rule="mood"), "known rule"),
    "kept in no document": (lambda r: changed(r, kept(r), document_id=None), "with a document"),
    "kept in another document": (lambda r: changed(r, kept(r), document_id="f" * 32), "places"),
    "at another place": (lambda r: changed(r, kept(r), position=1000), "places"),
}


def test_a_whole_corpus_passes(tables, whole):
    for check in (check_curated, check_raw_files, check_readings, check_membership, check_exported):
        check(tables())
    check_membership(tables(corpus=masked(whole["corpus"], (0, 4), (4, 9))))


@pytest.mark.parametrize("plant", FILES)
def test_every_fault_of_the_ledger_is_found(tables, whole, plant):
    change, message = FILES[plant]
    with pytest.raises(ConservationError, match=message):
        check_curated(tables(files=change(whole["files"])))


@pytest.mark.parametrize(("table", "change", "message"), [
    ("documents", lambda r: lost(r, 0), "spans of documents"),
    ("documents", lambda r: doubled(r, 0), "different document ids"),
    ("documents", lambda r: changed(r, 0, spans=r[0]["spans"][::-1] if len(r[0]["spans"]) > 1 else []), "places"),
    ("repos", lambda r: lost(r, 0), "counted in repos"),
    ("repos", lambda r: doubled(r, 0), "next to each other"),
    ("timings", lambda r: lost(r, 0), "before curation"),
])
def test_faults_of_the_other_tables_are_found(tables, whole, table, change, message):
    with pytest.raises(ConservationError, match=message):
        check_curated(tables(**{table: change(whole[table])}))


def test_rows_lost_between_ingest_and_curation_are_found(tables, whole):
    with pytest.raises(ConservationError, match="raw_files"):
        check_raw_files(tables(raw_files=[0] * (len(whole["files"]) + 1)))


@pytest.mark.parametrize(("table", "change", "message"), [
    ("corpus", lambda r: lost(r, 0), "rows of corpus"),
    ("corpus", lambda r: doubled(r, 0), "rows of corpus"),
    ("corpus", lambda r: [*r[1:], r[1]], "different documents"),
    ("corpus", lambda r: changed(r, 0, document_id="f" * 32), "ids of documents"),
    ("corpus", lambda r: masked(r, (3, 3)), "masks"),
    ("corpus", lambda r: masked(r, (-1, 3)), "masks"),
    ("corpus", lambda r: masked(r, (5, 9), (0, 4)), "masks"),
    ("corpus", lambda r: masked(r, (0, 4), (3, 9)), "masks"),
    ("corpus", lambda r: masked(r, (0, 1 << 40)), "masks"),
    ("corpus", lambda r: masked(r, (0, 4), rule="mood"), "masks"),
    ("corpus", lambda r: masked(r, (0, 4), fate="dropped"), "masks"),
    ("corpus", lambda r: masked(r, (0, 4), of="click:click/core.py"), "masked as duplicates"),
    ("corpus", lambda r: masked(r, (0, 4), of="jinja2:src/copied.py"), "masked as duplicates"),
    ("corpus", lambda r: masked(r, (0, 4), of="jinja2:src/nearly.py"), "masked as duplicates"),
    ("corpus", lambda r: masked(r, (0, 4), of="click:click/core.py", rule="near_duplicate_file"),
     "masked as duplicates"),
    ("duplicates", lambda r: [row for row in r if row["repo"] != row["survivor"]], "survivor"),
])
def test_faults_of_the_membership_are_found(tables, whole, table, change, message):
    with pytest.raises(ConservationError, match=message):
        check_membership(tables(**{table: change(whole[table])}))


@pytest.mark.parametrize(("change", "message"), [
    (lambda r: lost(r, 0), "training documents"),
    (lambda r: doubled(r, 0), "training documents"),
    (lambda r: [*r[1:], r[1]], "sum over the ids"),
    (lambda r: changed(r, 0, masks=[{"start": 0, "end": 1}]), "masked bytes"),
])
def test_faults_of_the_export_are_found(tables, whole, change, message):
    with pytest.raises(ConservationError, match=message):
        check_exported(tables(training_documents=change(whole["training_documents"])))


@pytest.mark.parametrize("change", [
    lambda r: lost(r, 0), lambda r: doubled(r, 0), lambda r: [*r[1:], r[1]], lambda r: changed(r, 0, repo="another"),
])
def test_readings_without_a_repository_and_repositories_without_a_reading_are_found(tables, whole, change):
    with pytest.raises(ConservationError, match="current readings"):
        check_readings(tables(repos=change(whole["repos"])))
