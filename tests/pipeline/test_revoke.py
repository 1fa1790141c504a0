"""Revoking from a real corpus: gone from the next version, never back, and gone from the disk after a vacuum."""

import io
import shutil
from hashlib import sha256

import pyarrow.parquet as pq
import pytest
import yaml
from rich.console import Console

from pipeline.build import build
from pipeline.config import load_run
from pipeline.errors import InputError
from pipeline.folder import CorpusFolder
from pipeline.history import diff, vacuum
from pipeline.refresh import refresh
from pipeline.revoke import revoke
from tests.pipeline.corpora import rows
from tests.pipeline.sources.reading import git, make_clone

pytestmark = pytest.mark.slow
SHARED = b"def shared():\n    return 'in two repositories, revoked by its hash'\n"
SECRET = b"def secret():\n    return 'revoked by its path'\n"
LOST = b"def lost():\n    return 'of a repository whose source is not there any more'\n"
KEPT = b"def kept():\n    return 'stays where it is'\n"


def quiet():
    return Console(file=io.StringIO())


@pytest.fixture
def run_file(tmp_path):
    clones = tmp_path / "in" / "acme"
    make_clone(clones / "site", {"a.py": KEPT, "private/s.py": SECRET, "shared.py": SHARED})
    make_clone(clones / "other", {"b.py": KEPT + b"\n", "copy.py": SHARED})
    make_clone(clones / "gone", {"c.py": b"def gone():\n    return 'revoked as a whole'\n"})
    make_clone(clones / "lost", {"d.py": LOST, "e.py": KEPT})
    make_clone(clones / "same", {"f.py": SECRET + b"# and more\n", "g.py": SECRET})
    path = tmp_path / "run.yaml"
    path.write_text(yaml.safe_dump({
        "input": {"paths": [str(tmp_path / "in")]}, "output": {"path": str(tmp_path / "out")}}))
    return path


def texts(corpus):
    return "".join(row["text"] for table in ("documents", "training_documents") for row in rows(corpus, table))


def test_what_is_revoked_is_gone_and_stays_gone(run_file, tmp_path):
    run, corpus = load_run(run_file), tmp_path / "out"
    build(run, quiet())
    others = [row for row in rows(corpus, "documents") if row["repo"] == "acme/same"]
    shutil.rmtree(tmp_path / "in" / "acme" / "lost")
    listed = tmp_path / "list.txt"
    listed.write_text(f"acme/gone\nacme/site:private\nacme/lost:d.py\nsha256:{sha256(SHARED).hexdigest()}\n")
    lines = [line.split("\t") for line in revoke(run, str(listed), quiet())]
    assert {tuple(line[:3]) for line in lines[:-2]} == {
        ("removed", "acme/gone", "c.py"), ("removed", "acme/site", "private/s.py"), ("removed", "acme/lost", "d.py"),
        ("removed", "acme/site", "shared.py"), ("removed", "acme/other", "copy.py"), ("left out", "acme/lost", ""),
        ("same text, not revoked", "acme/same", "g.py")}
    assert lines[-2][0].startswith("# version 1: 5 files removed; none is left among")
    for words in ("shared", "of a repository", "as a whole"):
        assert words not in texts(corpus)
    assert {row["path"] for row in rows(corpus, "files") if row["fate"] == "kept"} == {"a.py", "b.py", "f.py", "g.py"}
    assert others == [row for row in rows(corpus, "documents") if row["repo"] == "acme/same"]
    told = {tuple(line.split("\t")) for line in diff(corpus, 0, 1)}
    assert told >= {("revoked", "acme/site", "private/s.py"), ("revoked", "acme/gone", ""),
                    ("dropped", "acme/lost", "")}

    # Neither a change, nor a new repository, nor a new corpus in its place brings it back.
    make_clone(tmp_path / "in" / "acme" / "new", {"h.py": SHARED, "i.py": KEPT + b"\n\n"})
    clone = tmp_path / "in" / "acme" / "site"
    (clone / "more.py").write_bytes(KEPT + b"# more\n")
    git(clone, "add", "-A")
    git(clone, "commit", "-q", "-m", "more")
    found = refresh(run, quiet())
    assert (found.version, found.read) == (2, 2)
    assert "shared" not in texts(corpus)
    assert {row["path"] for row in rows(corpus, "files") if row["rule"] == "opted_out"} == {
        "", "private/s.py", "shared.py", "copy.py", "h.py"}
    vacuum(corpus, 1, 0, 1e12)
    for path in corpus.glob("*/*.parquet"):
        assert "shared" not in repr(pq.read_table(path).to_pylist()).replace("shared.py", ""), path
    build(run.model_copy(update={"output": run.output.model_copy(update={"overwrite": True})}), quiet())
    assert CorpusFolder(corpus).revoked()[:2] == ["acme/gone", "acme/site:private"]
    assert "shared" not in texts(corpus)


def test_lists_that_cannot_be_revoked(run_file, tmp_path):
    run = load_run(run_file)
    with pytest.raises(InputError, match="holds no table"):
        list(revoke(run, str(run_file), quiet()))
    build(run, quiet())
    (tmp_path / "list.txt").write_text("licence:MIT\n")
    with pytest.raises(InputError, match="licences are not revoked"):
        list(revoke(run, str(tmp_path / "list.txt"), quiet()))
    (tmp_path / "list.txt").write_text("acme/site\nsha256:beef\n")
    with pytest.raises(InputError, match=r"list.txt:2: no SHA-256, which has 64 hex digits: beef"):
        list(revoke(run, str(tmp_path / "list.txt"), quiet()))
    assert CorpusFolder(tmp_path / "out").latest() == 0
    (tmp_path / "list.txt").write_text("nobody/here\n")
    *_, found, _ = revoke(run, str(tmp_path / "list.txt"), quiet())
    assert found.startswith("# version 1: 0 files removed")
    assert CorpusFolder(tmp_path / "out").revoked() == ["nobody/here"]
