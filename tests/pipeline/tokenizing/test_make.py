"""From a corpus to a tokenizer's folder: the sample, the report, and jobs/train_tokenizer.py."""

import json
import runpy
import sys
from pathlib import Path

import pytest
import yaml

from pipeline.tokenizing import Tokenizer
from pipeline.tokenizing.sample import budgets, held_out, is_held_out, sample
from pipeline.training_documents import TrainingDocuments, files_of
from tests.pipeline.training.loading.tables import code, document, write_table

JOB = Path(__file__).parents[3] / "jobs" / "train_tokenizer.py"


@pytest.fixture
def corpus(tmp_path):
    write_table(tmp_path / "corpus", [code(number) for number in range(40)])
    return tmp_path / "corpus"


@pytest.fixture
def job(tmp_path, corpus, monkeypatch, capsys):
    """Runs the job with some options; gives status, standard output and standard error."""

    def run(**values):
        options = {"corpus": str(corpus), "out": str(tmp_path / "tokenizer"), "entries": 300} | values
        (tmp_path / "run.yaml").write_text(yaml.safe_dump(options))
        monkeypatch.setattr(sys, "argv", [str(JOB), str(tmp_path / "run.yaml")])
        with pytest.raises(SystemExit) as ended:
            runpy.run_path(str(JOB), run_name="__main__")
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return run


@pytest.mark.parametrize(("held", "total", "exponent", "expected"), [
    ({"a": 100, "b": 300}, 40, 1.0, {"a": 10, "b": 30}),
    ({"a": 100, "b": 300}, 40, 0.0, {"a": 20, "b": 20}),
    ({"a": 5, "b": 300}, 40, 0.0, {"a": 5, "b": 35}),  # what a leaves goes to b
    ({"a": 5, "b": 30}, 100, 0.5, {"a": 5, "b": 30}),
    ({}, 100, 0.5, {}),
])
def test_budgets(held, total, exponent, expected):
    assert budgets(held, total, exponent) == expected


def test_the_sample_keeps_its_budget_and_leaves_out_what_is_masked_or_held_out(corpus):
    table = TrainingDocuments(files_of(corpus))
    assert 2500 < sum(len(text.encode()) for _, text in sample(table, 3000, 0.7)) <= 3000
    assert sum(len(text.encode()) for _, text in held_out(table, 500)) <= 500
    kept = {row["document_id"]: row for row in map(code, range(40)) if not is_held_out(row["document_id"])}
    trained = [row["text"].encode()[span["start"] : span["end"]].decode()
               for row in kept.values() for span in row["spans"] if span["trained"]]
    assert sorted(text for _, text in sample(table, 1 << 30, 0.7)) == sorted(trained)
    assert 0 < len(kept) < 40


def test_the_job_writes_a_tokenizer_and_its_report(job, tmp_path, corpus):
    status, out, err = job(compare=[str(tmp_path / "none")])
    assert (status, err) == (0, "")
    assert out.splitlines()[-1] == f"307 entries: {tmp_path / 'tokenizer'}"
    assert f"not compared: {tmp_path / 'none'}: neither a tokenizer.json nor an encoding of tiktoken" in out
    tokenizer = Tokenizer.open(tmp_path / "tokenizer")
    assert tokenizer.vocabulary == 307
    report = json.loads((tmp_path / "tokenizer" / "report.json").read_text())
    (row,) = report["rows"]
    assert (row["domain"], row["language"]) == ("code", "python") and 1 < row["bytes per token"] < 8
    report = (tmp_path / "tokenizer" / "report.md").read_text()
    assert report.startswith("| domain | language | bytes | bytes per token |")
    before = (tmp_path / "tokenizer" / "tokenizer.json").read_bytes()
    assert job() == (2, "", f"repomill: {tmp_path / 'tokenizer'}: is there already; choose another folder, or replace "
                            "a tokenizer with overwrite: true\n")
    other = job(overwrite=True, compare=[str(tmp_path / "tokenizer")])
    assert other[0] == 0 and f"| bytes per token | {tmp_path / 'tokenizer'} |" in other[1]
    assert (tmp_path / "tokenizer" / "tokenizer.json").read_bytes() == before  # the same again


@pytest.mark.parametrize(("values", "problem"), [
    ({"entries": 10}, "entries: Input should be greater than or equal to 256, found 10"),
    ({"entry": 10}, "entry: no such option; did you mean entries?"),
    ({"corpus": "/nowhere"}, "holds no table `training_documents`; the stage `export` writes it"),
])
def test_what_the_job_cannot_use(job, values, problem):
    status, out, err = job(**values)
    assert (status, out) == (2, "") and problem in err


def test_a_corpus_without_text_gives_bytes(job, tmp_path, corpus):
    write_table(tmp_path / "empty", [document(1, [])])
    status, out, _ = job(corpus=str(tmp_path / "empty"))
    assert status == 0 and "no text was held out" in out
