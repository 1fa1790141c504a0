"""What a version holds, what a reader is told of it, and that it is seen whole or not at all."""

import json

import pytest

from pipeline import delta
from pipeline.config import Output
from pipeline.draft import Draft
from pipeline.errors import CorpusError, InputError, OutputError
from pipeline.folder import CorpusFolder
from pipeline.reading import read_rows
from pipeline.tables import TableWriters
from pipeline.writing import extended, replaced
from tests.pipeline.corpora import write


def row(repo):
    return {"cluster": repo, "repo": repo, "survivor": repo, "kind": "survivor", "similarity": 1.0, "containment": 1.0}


def publish(folder, *stages, name="part-1"):
    """A version from the last one with some stages' tables replaced; `stages` are names with their rows."""
    with extended(folder) as draft:
        for stage, rows in stages:
            write(draft, stage, rows, name)
        return draft.publish("build")


def repos(folder):
    return [row["repo"] for row in read_rows(folder, "duplicates")]


def test_a_version_says_what_it_holds_and_an_empty_table_can_be_read(tmp_path):
    folder = CorpusFolder(tmp_path / "corpus")
    assert publish(folder, ("dedup", [("duplicates", row("a"))])) == 0
    manifest = folder.manifest()
    assert (manifest["kind"], manifest["oldest"], manifest["stages"]) == ("build", 0, {"dedup": {"note": "dedup"}})
    assert {name: entry["rows"] for name, entry in manifest["tables"].items()} == {"duplicates": 1, "corpus": 0}
    assert list(read_rows(folder.root, "corpus")) == []
    (path,) = folder.table("duplicates")
    assert path.name.startswith("part-1-")
    assert sorted(p.name for p in folder.root.iterdir()) == ["corpus", "duplicates"]


def test_files_of_failed_attempts_are_not_in_the_table(tmp_path):
    folder = CorpusFolder(tmp_path / "corpus")
    with extended(folder) as draft:
        for attempt in range(2):
            with TableWriters(draft.staging, "part-1", Output()) as writers:
                writers.add("duplicates", row(f"attempt{attempt}"))
                parts = writers.close()
        draft.put("dedup", parts, {})
        draft.publish("build")
    assert repos(folder) == ["attempt1"]
    assert len(list((folder.root / "duplicates").glob("*.parquet"))) == 1


def test_what_is_there_is_kept_unless_overwriting(tmp_path):
    folder = CorpusFolder(tmp_path / "corpus")
    publish(folder, ("dedup", [("duplicates", row("a"))]))
    with pytest.raises(OutputError, match="overwrite: true"):
        Draft(folder).require_free("dedup", overwrite=False)
    Draft(folder).require_free("dedup", overwrite=True)
    Draft(folder).require_free("export", overwrite=False)


def test_versions_stay_as_they_were(tmp_path):
    folder = CorpusFolder(tmp_path / "corpus")
    for number, names in enumerate(("a", "b", "bc", "a")):
        rows = [("duplicates", row(name)) for name in names]
        assert publish(folder, ("dedup", rows), name=f"part-{number % 2}") == number
    assert [repos(CorpusFolder(folder.root, number)) for number in range(4)] == [["a"], ["b"], ["b", "c"], ["a"]]
    assert repos(folder) == ["a"]
    with pytest.raises(InputError, match="no version 4; it has 0 to 3"):
        repos(CorpusFolder(folder.root, 4))
    with pytest.raises(InputError, match="holds no versions"):
        CorpusFolder(tmp_path / "nothing", 0).manifest()


def test_the_same_rows_again_are_a_version_of_the_same_files(tmp_path):
    folder = CorpusFolder(tmp_path / "corpus")
    for _ in range(3):
        publish(folder, ("dedup", [("duplicates", row("a"))]))
    assert folder.latest() == 2
    assert delta.latest(folder.root / "duplicates") == 0
    assert len(list((folder.root / "duplicates").glob("*.parquet"))) == 1


def test_an_earlier_stage_again_makes_later_tables_stale(tmp_path):
    folder = CorpusFolder(tmp_path / "corpus")
    publish(folder, ("curate", []), ("dedup", [("duplicates", row("a"))]))
    publish(folder, ("curate", []))
    assert not folder.has("duplicates")
    assert "dedup" not in folder.manifest()["stages"]
    with pytest.raises(InputError, match="stage `dedup` writes it"):
        folder.table("duplicates")
    assert repos(CorpusFolder(folder.root, 0)) == ["a"]


def test_a_failing_run_leaves_the_old_corpus_alone(tmp_path):
    old = CorpusFolder(tmp_path / "corpus")
    publish(old, ("dedup", [("duplicates", row("a"))]))
    with pytest.raises(ZeroDivisionError), replaced(old, overwrite=True) as draft:
        write(draft, "dedup", [("duplicates", row("b"))])
        raise ZeroDivisionError
    assert repos(old) == ["a"]
    with replaced(old, overwrite=True) as draft:
        write(draft, "dedup", [("duplicates", row("b"))])
        assert draft.publish("build") == 0
    assert repos(old) == ["b"]
    assert [p.name for p in tmp_path.iterdir() if p.is_dir()] == ["corpus"]


def test_a_run_killed_between_its_renames_loses_nothing(tmp_path):
    old = CorpusFolder(tmp_path / "corpus")
    publish(old, ("dedup", [("duplicates", row("a"))]))
    old.root.rename(tmp_path / ".corpus.old")
    with pytest.raises(OutputError, match="already holds a corpus"), replaced(old, overwrite=False):
        pass
    assert repos(old) == ["a"]


def test_of_two_runs_that_began_with_one_version_the_second_stops(tmp_path):
    """As where the lock does not hold: on two machines."""
    folder = CorpusFolder(tmp_path / "corpus")
    for base, names in ((None, "ab"), (0, "cd")):
        drafts = []
        for name in names:
            drafts.append(Draft(folder))
            drafts[-1].staging = tmp_path / "corpus" / f".draft-{name}"
            write(drafts[-1], "dedup", [("duplicates", row(name))], f"part-{name}")
        assert drafts[0].publish("build") == (0 if base is None else base + 1)
        with pytest.raises(OutputError, match=r"another run made a version .* meanwhile|is there already"):
            drafts[1].publish("build")
        assert repos(folder) == [names[0]]
    publish(folder, ("dedup", [("duplicates", row("e"))]))
    assert repos(folder) == ["e"]
    assert [repos(CorpusFolder(folder.root, number)) for number in range(3)] == [["a"], ["c"], ["e"]]


class Killed(BaseException):
    """Ends a run at once, as a signal would."""


@pytest.mark.slow
@pytest.mark.parametrize("step", range(12))
def test_a_run_that_ends_at_any_step_of_its_commit_leaves_the_version_before(tmp_path, monkeypatch, step):
    """Every call that changes a table in turn; what the run left is cleared by the next one."""
    folder = CorpusFolder(tmp_path / "corpus")
    publish(folder, ("curate", []), ("dedup", [("duplicates", row("a"))]))
    before = {name: folder.files(name) for name in folder.manifest()["tables"]}
    left = [step]

    def counted(call):
        def wrapped(*args, **kwargs):
            if not left[0]:
                raise Killed
            left[0] -= 1
            return call(*args, **kwargs)
        return wrapped

    draft = Draft(folder)
    draft.staging.mkdir()
    write(draft, "curate", [("files", file("b.py"))], "part-2")
    write(draft, "dedup", [("duplicates", row("b"))], "part-2")
    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.replace", counted(type(tmp_path).replace))
        patch.setattr("pipeline.delta.replace", counted(delta.replace))
        try:
            draft.publish("build")
            done = True
        except Killed:
            done = False
    assert folder.latest() == int(done)
    if not done:
        assert {name: folder.files(name) for name in before} == before
        assert repos(folder) == ["a"]
    assert publish(folder, ("dedup", [("duplicates", row("c"))])) == int(done) + 1
    assert repos(folder) == ["c"]
    assert not (folder.root / ".draft").exists()
    for path in folder.root.glob("*/*.parquet"):
        assert path.name in delta.logged(path.parent)
    # What the killed run committed of a table without making a version is not in the next one.
    assert [r["path"] for r in read_rows(folder, "files")] == (["b.py"] if done else [])


def file(path):
    return {"repo": "r", "path": path, "size": 1, "fate": "kept", "domain": "code", "key": "k"}


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


def test_a_corpus_of_another_format_is_refused(tmp_path):
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "manifest.json").write_text(json.dumps({"format": 1}))
    with pytest.raises(CorpusError, match="earlier repomill"):
        CorpusFolder(tmp_path / "old").manifest()
    folder = CorpusFolder(tmp_path / "new")
    publish(folder, ("dedup", []))
    log = folder.root / "corpus" / "_delta_log" / f"{0:020}.json"
    log.write_text(log.read_text().replace('"format":2', '"format":99'))
    with pytest.raises(CorpusError, match="format 99"):
        folder.manifest()
