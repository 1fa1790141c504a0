"""A refresh on real packages: the same as a run over all of the input, and what did not change is not read."""

import io
import json
import os
import shutil
import signal
import subprocess
import zipfile
from pathlib import Path

import pytest
import yaml
from rich.console import Console

from pipeline.build import build
from pipeline.config import load_run
from pipeline.folder import CorpusFolder
from pipeline.refresh import refresh
from tests.dump import NEARLY, PACKAGES, texts
from tests.pipeline.corpora import CONTENT, digests, rows, sorted_rows
from tests.pipeline.sources.reading import git, make_clone
from tests.pipeline.test_writing import REPOMILL, ROOT, marked, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
WHOLE = ("duplicates", "corpus", "training_documents")


def run_file(root, name, **sections):
    path = root / f"{name}.yaml"
    values = {
        "input": {"paths": [str(root / "in"), str(root / "plain")], "metadata": str(root / "stars.jsonl")},
        "output": {"path": str(root / name)}, "spark": {"partition_bytes": 30_000}, "dedup": {"file_threshold": 0.8},
    }
    for section, options in sections.items():
        values.setdefault(section, {}).update(options)
    path.write_text(yaml.safe_dump(values))
    return path


def zipped(path: Path, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(f"{path.stem}/{name}", data)


def built(root, name, **sections):
    build(load_run(run_file(root, name, **sections)), Console(file=io.StringIO()))
    return root / name


def refreshed(root, name="corpus", **sections):
    return refresh(load_run(run_file(root, name, **sections)), Console(file=io.StringIO()))


def same(one, other):
    """Both hold the same rows, and the tables that are written as a whole the same bytes."""
    for table in CONTENT:
        left, right = sorted_rows(one, table), sorted_rows(other, table)
        if table == "sources":
            left, right = ([row for row in rows if row["current"]] for rows in (left, right))
        assert left == right, table
    assert digests(one, *WHOLE) == digests(other, *WHOLE)
    assert shown(one) == shown(other)


def shown(corpus):
    """The report's figures but for times."""
    found = json.loads((corpus / "report.json").read_text())
    return {name: value for name, value in found.items() if name not in ("run", "slowest")}


@pytest.fixture
def inputs(tmp_path):
    make_clone(tmp_path / "in" / "iniconfig", texts("iniconfig") | {"iniconfig/formatting.py": NEARLY})
    make_clone(tmp_path / "in" / "gone", texts("packaging/licenses"))
    make_clone(tmp_path / "in" / "click", {path: data for path, data in texts("click").items() if "shell" not in path})
    zipped(tmp_path / "in" / "pluggy.zip", texts("pluggy"))
    shutil.copytree(PACKAGES / "markupsafe", tmp_path / "plain", ignore=shutil.ignore_patterns("__pycache__", "*.so"))
    (tmp_path / "stars.jsonl").write_text('{"repo": "click", "stars": 3}\n')
    return tmp_path


def masks(corpus):
    """Of what the masks of similar files are."""
    return [mask["of"] for row in rows(corpus, "corpus") for mask in row["masks"]
            if mask["rule"] == "near_duplicate_file"]


@pytest.mark.parametrize("where", [pytest.param({"local_bytes": 0}, marks=pytest.mark.spark, id="Spark"), {}])
def test_a_refresh_is_the_same_as_a_run_over_everything(request, inputs, where):
    if where:
        request.getfixturevalue("spark")
    corpus = built(inputs, "corpus", spark=where)
    assert masks(corpus) == ["click:click/formatting.py"]
    before = sorted_rows(corpus, "documents")
    kept = {path.name for path in (corpus / "documents").glob("*.parquet")}
    found = refreshed(inputs, spark=where)
    assert (found.version, found.read, found.added, found.figures) == (0, 0, 0, None), "nothing changed"

    clone = inputs / "in" / "iniconfig"
    (clone / "iniconfig" / "more.py").write_text("from iniconfig import IniConfig\n\nMORE = IniConfig\n")
    git(clone, "add", "-A")
    git(clone, "commit", "-q", "-m", "more")
    shutil.rmtree(inputs / "in" / "gone")
    better = texts("click") | {"click/fork.py": b"from click import core\n\nVALUE = core.Command\n"}
    make_clone(inputs / "in" / "click-fork", better)  # stands for the one that was kept
    zipped(inputs / "in" / "pluggy.zip", texts("pluggy"))  # written again, and the same
    os.utime(inputs / "in" / "pluggy.zip", ns=(1, 1))
    for path in (inputs / "plain").rglob("*"):
        os.utime(path, ns=(2, 2))
    (inputs / "stars.jsonl").write_text('{"repo": "click", "stars": 3}\n{"repo": "click-fork", "stars": 9}\n')
    found = refreshed(inputs, spark=where)
    assert (found.version, found.listed, found.read, found.added, found.gone) == (1, 5, 4, 2, 2)
    assert found.figures["summary"]["repositories"] == 5
    same(corpus, built(inputs, "whole"))
    assert {row["survivor"] for row in rows(corpus, "duplicates")} == {"click-fork"}
    assert masks(corpus) == ["click-fork:click/formatting.py"]
    # What was there still is, byte for byte, and the version before is as it was.
    assert kept <= {path.name for path in (corpus / "documents").glob("*.parquet")}
    old = CorpusFolder(corpus, 0)
    assert sorted(rows(old, "documents"), key=repr) == before

    # Stars alone: other survivors, and nothing is read.
    (inputs / "stars.jsonl").write_text('{"repo": "click", "stars": 30}\n')
    found = refreshed(inputs, spark=where)
    assert (found.version, found.read, found.added, found.gone) == (2, 0, 0, 0)
    assert {row["survivor"] for row in rows(corpus, "duplicates")} == {"click"}
    shutil.rmtree(inputs / "whole")
    same(corpus, built(inputs, "whole"))


def test_back_to_what_it_was_and_other_options(inputs):
    corpus = built(inputs, "corpus")
    first = {table: sorted_rows(corpus, table) for table in CONTENT}
    clone = inputs / "in" / "iniconfig"
    (clone / "iniconfig" / "more.py").write_text("MORE = 'than there was before'\n")
    git(clone, "add", "-A")
    git(clone, "commit", "-q", "-m", "more")
    assert refreshed(inputs).added == 1
    git(clone, "reset", "-q", "--hard", "HEAD~1")
    found = refreshed(inputs)
    assert (found.version, found.read, found.added, found.gone) == (2, 1, 1, 1), "its file held nothing else"
    current = [row for row in sorted_rows(corpus, "sources") if row["current"]]
    assert {**{table: sorted_rows(corpus, table) for table in CONTENT}, "sources": current} == first

    found = refreshed(inputs, dedup={"threshold": 0.9, "file_threshold": 0.98})
    assert (found.version, found.read) == (3, 0), "curation does not depend on these"
    assert masks(corpus) == []
    found = refreshed(inputs, rules={"mean_line_length": 30})
    assert (found.version, found.added) == (4, 5), "everything is new"
    same(corpus, built(inputs, "whole", rules={"mean_line_length": 30}))
    found = refreshed(inputs, rules={"mean_line_length": 30}, dedup={"file_threshold": None})
    assert (found.version, found.added, masks(corpus)) == (5, 5, []), "files need no signatures any more"


def test_what_did_not_change_is_not_even_opened(inputs):
    """Nobody could read it any more: objects and archives are gone, and what they are recognised by is still there."""
    corpus = built(inputs, "corpus")
    before = sorted_rows(corpus, "documents")
    for clone in ("click", "gone", "iniconfig"):
        for path in (inputs / "in" / clone / ".git" / "objects").rglob("*"):
            if path.is_file():
                path.unlink()
    archive = inputs / "in" / "pluggy.zip"
    status = archive.stat()
    archive.write_bytes(b"x" * status.st_size)
    os.utime(archive, ns=(status.st_atime_ns, status.st_mtime_ns))
    make_clone(inputs / "in" / "new", {"new.py": b"def new():\n    return 'the only one that can be read'\n"})
    found = refreshed(inputs)
    assert (found.listed, found.read, found.added, found.gone) == (6, 1, 1, 0)
    assert [row for row in sorted_rows(corpus, "documents") if row["repo"] != "new"] == before
    assert {row["repo"] for row in rows(corpus, "training_documents")} >= {"new", "iniconfig", "pluggy", "plain"}


@pytest.mark.parametrize("sign", [".draft", ".draft/documents/*.parquet", f"documents/_delta_log/{1:020}.json"])
def test_a_refresh_that_is_killed_tears_nothing_and_the_next_one_goes_on(inputs, sign):
    """Before it reads, after it wrote, in the middle of its commit."""
    corpus = built(inputs, "corpus")
    before = {table: sorted_rows(corpus, table) for table in CONTENT}
    make_clone(inputs / "in" / "new", texts("click"))
    name, value = "REPOMILL_TEST", str(inputs)
    started = subprocess.Popen([REPOMILL, "refresh", corpus], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, env=os.environ | {name: value, "PYTHONPATH": str(ROOT)})
    wait_until(lambda: list(corpus.glob(sign)) or started.poll() is not None)
    started.send_signal(signal.SIGKILL)
    assert started.wait() == -signal.SIGKILL
    wait_until(lambda: not marked(f"{name}={value}".encode()))
    if CorpusFolder(corpus).latest() == 0:
        assert {table: sorted_rows(corpus, table) for table in CONTENT} == before
    refreshed(inputs)
    assert CorpusFolder(corpus).latest() == 1
    same(corpus, built(inputs, "whole"))
    assert not (corpus / ".draft").exists()
