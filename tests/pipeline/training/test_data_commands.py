"""`repomill inspect` and `repomill tokens`."""

import re
import sys

import pytest
import yaml

from pipeline import cli
from pipeline.training.data_options import Data
from pipeline.training.inspection import batch_at, lines
from pipeline.training.loading import Loader
from pipeline.training.token_report import dependencies
from tests.pipeline.tokenizing.small import small_tokenizer
from tests.pipeline.training.loading.tables import code, document, write_table

pytestmark = pytest.mark.slow  # PyTorch


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a corpus, a tokenizer and a run file."""
    folder = tmp_path_factory.mktemp("place")
    write_table(folder / "corpus", [code(number) for number in range(12)])
    (folder / "tokenizer").mkdir()
    small_tokenizer().save(folder / "tokenizer")
    data = {"tokenizer": str(folder / "tokenizer"), "corpus": "elsewhere", "pack": {"window": 128, "shards": 4}}
    (folder / "run.yaml").write_text(yaml.safe_dump({"data": data, "batches": {"rows": 4}}))
    return folder


@pytest.fixture
def repomill(capsys, monkeypatch):
    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["repomill", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return run


def test_inspect_names_what_the_trainer_saw(repomill, place):
    status, out, err = repomill("inspect", place / "corpus", "--step", 3, "--config", place / "run.yaml")
    assert (status, err) == (0, "")
    options = Data.model_validate({"corpus": str(place / "corpus"), "tokenizer": str(place / "tokenizer"),
                                   "pack": {"window": 128, "shards": 4}})
    loader = Loader(options, 0, 1, 4)
    batch = [next(loader) for _ in range(4)][3]
    assert out.splitlines() == list(lines(batch))
    for pieces in batch.pieces:
        for piece in pieces:
            assert f"  {piece.repo} document {piece.document_id} piece {piece.number}" in out
            assert all(f"\n    {path}\n" in out + "\n" for path in piece.paths)


def test_inspect_goes_on_from_a_state(place):
    options = Data.model_validate({"corpus": str(place / "corpus"), "tokenizer": str(place / "tokenizer"),
                                   "pack": {"window": 128, "shards": 4}})
    loader = Loader(options, 0, 1, 4)
    for _ in range(2):
        next(loader)
    assert list(lines(batch_at(options, 4, 3, loader.state()))) == list(lines(batch_at(options, 4, 3)))


@pytest.mark.slow
def test_inspect_goes_on_from_a_checkpoint(repomill, place, tmp_path):
    from torch.distributed.checkpoint import state_dict_saver

    from pipeline.training.checkpoint import ABOUT

    options = Data.model_validate({"corpus": str(place / "corpus"), "tokenizer": str(place / "tokenizer"),
                                   "pack": {"window": 128, "shards": 4}})
    loader = Loader(options, 0, 1, 4)
    next(loader)
    leaves = {f"data/{shard}": text for shard, text in loader.state().items()}
    state_dict_saver.save({"leaves": leaves}, checkpoint_id=str(tmp_path / "step-00000001"), no_dist=True)
    (tmp_path / "step-00000001" / ABOUT).write_text("{}")
    arguments = ("inspect", place / "corpus", "--config", place / "run.yaml")
    assert repomill(*arguments, "--step", 2, "--checkpoint", tmp_path) == repomill(*arguments, "--step", 2)
    status, _, err = repomill(*arguments, "--step", 0, "--checkpoint", tmp_path)
    assert status == 2 and "--step 0: the checkpoint is of step 1, which is later" in err


@pytest.mark.parametrize(("arguments", "problem"), [
    (["--step", 1], "which tokenizer: give --tokenizer, or the run file with --config"),
    (["--step", 1, "--tokenizer", "none"], "how many windows a step has: give --rows"),
    (["--step", 1, "--tokenizer", "none", "--rows", 4], "none: cannot be read as a tokenizer"),
])
def test_what_inspect_needs(repomill, place, arguments, problem):
    status, out, err = repomill("inspect", place / "corpus", *arguments)
    assert (status, out) == (2, "") and problem in err


def test_tokens_reports_on_windows(repomill, place):
    status, out, err = repomill("tokens", place / "corpus", "--config", place / "run.yaml", "--window", 256,
                                "--rows", 16)
    assert (status, err) == (0, "")
    figures = dict(re.findall(r"^(.+?) {2,}([\d.,%]+)$", out, re.MULTILINE))
    assert (figures["rows"], figures["tokens"]) == ("16", "4,096")
    assert float(figures["padding"].rstrip("%")) < 3


def test_dependencies_count_where_both_files_lie_whole_in_one_piece(tmp_path, monkeypatch):
    files = [("a.py", "a = 1\n"), ("b.py", "b = 2\n"), ("c.py", "c = 3\n" * 200), ("d.py", "d = 4\n")]
    row = document(7, files)
    write_table(tmp_path / "corpus", [row])
    edges = [(row["repo"], "b.py", "a.py"), (row["repo"], "d.py", "a.py"), (row["repo"], "c.py", "a.py"),
             ("other", "b.py", "a.py"), (row["repo"], "b.py", "gone.py")]
    monkeypatch.setattr("pipeline.training.token_report._edges", lambda _: iter(edges))
    assert dependencies(tmp_path / "corpus", small_tokenizer(), 100, 10) == {"unknown": (3, 1)}
