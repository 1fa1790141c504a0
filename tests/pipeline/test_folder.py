import json

import pytest

from pipeline.config import Output
from pipeline.errors import CorpusError, InputError, OutputError
from pipeline.folder import CorpusFolder
from pipeline.tables import TableWriters, read_rows
from pipeline.writing import replaced


def write(folder, stage, rows, overwrite=False, name="part-1"):
    staging = folder.start(stage, overwrite)
    with TableWriters(staging, name, Output()) as writers:
        for table, row in rows:
            writers.add(table, row)
        parts = writers.close()
    folder.commit(stage, parts, {"note": stage})


def row(repo):
    return {"cluster": repo, "repo": repo, "survivor": repo, "kind": "survivor", "similarity": 1.0, "containment": 1.0}


def test_a_committed_stage_is_in_the_manifest_and_an_empty_table_can_be_read(tmp_path):
    folder = CorpusFolder(tmp_path / "corpus")
    write(folder, "dedup", [("duplicates", row("a"))])
    tables = folder.manifest()["tables"]
    assert tables["duplicates"]["rows"] == 1
    assert tables["duplicates"]["files"][0]["file"] == "part-1.parquet"
    assert tables["corpus"]["rows"] == 0
    assert list(read_rows(folder.root, "corpus")) == []
    assert sorted(p.name for p in folder.root.iterdir()) == ["corpus", "duplicates", "manifest.json"]


def test_files_of_failed_attempts_are_not_in_the_table(tmp_path):
    folder = CorpusFolder(tmp_path / "corpus")
    staging = folder.start("dedup", overwrite=False)
    for attempt in range(2):
        with TableWriters(staging, "part-1", Output()) as writers:
            writers.add("duplicates", row(f"attempt{attempt}"))
            parts = writers.close()
    folder.commit("dedup", parts, {})
    assert [r["repo"] for r in read_rows(folder.root, "duplicates")] == ["attempt1"]


def test_what_is_there_is_kept_unless_overwriting(tmp_path):
    folder = CorpusFolder(tmp_path / "corpus")
    write(folder, "dedup", [("duplicates", row("a"))])
    with pytest.raises(OutputError, match="overwrite: true"):
        folder.start("dedup", overwrite=False)
    assert [r["repo"] for r in read_rows(folder.root, "duplicates")] == ["a"]
    write(folder, "dedup", [("duplicates", row("b"))], overwrite=True, name="part-2")
    assert [r["repo"] for r in read_rows(folder.root, "duplicates")] == ["b"]


def test_an_earlier_stage_again_makes_later_tables_stale(tmp_path):
    folder = CorpusFolder(tmp_path / "corpus")
    write(folder, "curate", [])
    write(folder, "dedup", [("duplicates", row("a"))])
    write(folder, "curate", [], overwrite=True)
    assert not folder.has("duplicates") and not (folder.root / "duplicates").exists()
    assert "dedup" not in folder.manifest()["stages"]
    with pytest.raises(InputError, match="stage `dedup` writes it"):
        folder.table("duplicates")


def test_a_failing_run_leaves_the_old_corpus_alone(tmp_path):
    old = CorpusFolder(tmp_path / "corpus")
    write(old, "dedup", [("duplicates", row("a"))])
    with pytest.raises(ZeroDivisionError), replaced(old, overwrite=True) as new:
        write(new, "dedup", [("duplicates", row("b"))])
        raise ZeroDivisionError
    assert [r["repo"] for r in read_rows(old.root, "duplicates")] == ["a"]
    with replaced(old, overwrite=True) as new:
        write(new, "dedup", [("duplicates", row("b"))])
    assert [r["repo"] for r in read_rows(old.root, "duplicates")] == ["b"]
    assert [p.name for p in tmp_path.iterdir() if p.is_dir()] == ["corpus"]


def test_a_run_killed_between_its_renames_loses_nothing(tmp_path):
    old = CorpusFolder(tmp_path / "corpus")
    write(old, "dedup", [("duplicates", row("a"))])
    old.root.rename(tmp_path / ".corpus.old")
    with pytest.raises(OutputError, match="already holds a corpus"), replaced(old, overwrite=False):
        pass
    assert [r["repo"] for r in read_rows(old.root, "duplicates")] == ["a"]


def test_two_runs_do_not_write_one_corpus(tmp_path):
    folder = CorpusFolder(tmp_path / "corpus")
    same = CorpusFolder(tmp_path / "corpus")
    with replaced(folder, overwrite=False), pytest.raises(OutputError, match="another run"), replaced(same, False):
        pass


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_folder_that_is_no_corpus_is_never_replaced(tmp_path, overwrite):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.tex").write_text("years of work")
    with pytest.raises(OutputError, match="no corpus"), replaced(CorpusFolder(tmp_path / "thesis"), overwrite):
        pass
    assert (tmp_path / "thesis" / "chapter.tex").read_text() == "years of work"


def test_a_manifest_of_a_later_format_is_refused(tmp_path):
    (tmp_path / "manifest.json").write_text(json.dumps({"format": 99}))
    with pytest.raises(CorpusError, match="format 99"):
        CorpusFolder(tmp_path).manifest()
