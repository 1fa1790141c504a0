"""What the stages on Spark make of a curated corpus beside what this room made of it: the same files."""

import json

import pytest

from pipeline.config import build_run
from pipeline.engines import Local, OnSpark
from pipeline.folder import CorpusFolder
from pipeline.writing import extended

TABLES = ("duplicates", "corpus", "training_documents")


@pytest.fixture(params=["corpus", "licensed"])
def made(request):
    """Hostile neighbours, forks and files in several repositories; masks of leaks, licences, an opt-out list."""
    return CorpusFolder(request.getfixturevalue(request.param)).pinned()


def options(made):
    return build_run(made.manifest()["stages"]["curate"]["config"] | {
        "output": json.loads((made.root / "report.json").read_text())["run"]["config"]["output"]}, "test")


@pytest.mark.spark
def test_the_same_files(made, quiet, spark):
    with extended(made) as draft:
        on_spark = OnSpark(spark, options(made), draft, quiet)
        on_spark.membership()
        on_spark.export()
        # A name ends in the hash of what is in the file.
        names = {table: [place.name for place in sorted(draft.written(table))] for table in TABLES}
    assert names == {table: [place.name for place in made.table(table)] for table in TABLES}


@pytest.mark.slow
def test_files_in_which_nothing_changed_stay(made, quiet):
    with extended(made) as draft:
        local = Local(options(made), draft, quiet)
        local.membership()
        local.export()
        assert not draft.written("training_documents")
        assert draft.table("training_documents") == made.table("training_documents")


@pytest.mark.slow
def test_the_dump_is_worth_the_comparison(corpus, licensed):
    folders = [CorpusFolder(one) for one in (corpus, licensed)]
    assert len(folders[0].table("training_documents")) > 2
    assert [one.manifest()["tables"]["duplicates"]["rows"] > 0 for one in folders] == [True, False]
    masks = [row["rule"] for one in folders for row in json.loads((one.root / "report.json").read_text())["masks"]]
    assert {*masks} == {"duplicate_file", "near_duplicate_file", "contaminated_lines"}
