"""What this room makes of a whole dump beside what the stages on Spark made of it: the same files, the same figures."""

import json

import pytest

from pipeline import engines
from pipeline.config import build_run
from pipeline.engines import Local
from pipeline.folder import CorpusFolder
from pipeline.writing import extended

pytestmark = pytest.mark.spark
TABLES = ("duplicates", "corpus", "training_documents")


@pytest.fixture(params=["corpus", "licensed"])
def made(request):
    """Hostile neighbours, forks and files in several repositories; masks of leaks, licences, an opt-out list."""
    return CorpusFolder(request.getfixturevalue(request.param)).pinned()


def options(made):
    return build_run(made.manifest()["stages"]["curate"]["config"] | {
        "output": json.loads((made.root / "report.json").read_text())["run"]["config"]["output"]}, "test")


def test_the_same_files_and_figures(made, quiet, monkeypatch):
    monkeypatch.setattr(engines, "_same_layout", lambda *_: False)  # so that every file is written
    with extended(made) as draft:
        local = Local(options(made), draft, quiet)
        local.membership()
        local.export()
        # A name ends in the hash of what is in the file.
        names = {table: [place.name for place in sorted(draft.written(table))] for table in TABLES}
        found = local.figures(None)
    assert names == {table: [place.name for place in made.table(table)] for table in TABLES}
    wanted = json.loads((made.root / "report.json").read_text())
    assert json.loads(json.dumps(found | {"run": None})) == wanted | {"run": None}
    assert found["run"]["config_hash"] == wanted["run"]["config_hash"]


def test_files_in_which_nothing_changed_stay(made, quiet):
    with extended(made) as draft:
        local = Local(options(made), draft, quiet)
        local.membership()
        local.export()
        assert not draft.written("training_documents")
        assert draft.table("training_documents") == made.table("training_documents")


def test_the_dump_is_worth_the_comparison(corpus, licensed):
    folders = [CorpusFolder(one) for one in (corpus, licensed)]
    assert len(folders[0].table("training_documents")) > 2
    assert [one.manifest()["tables"]["duplicates"]["rows"] > 0 for one in folders] == [True, False]
    masks = [row["rule"] for one in folders for row in json.loads((one.root / "report.json").read_text())["masks"]]
    assert {*masks} == {"duplicate_file", "contaminated_lines"}
