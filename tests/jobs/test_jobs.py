"""The jobs: bad input ends with status 2 and one clear message, and nothing that was there is lost."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from pipeline.folder import STAGES
from tests.pipeline.corpora import make_corpus, snapshot

ROOT = Path(__file__).parents[2]
BENCHMARKS = "build_contamination_index"  # takes no run file
JOBS = sorted([*STAGES, "run", "refresh"])  # those of the pipeline; others have tests where their work is tested
MODEL = ("evaluate", "train")  # have run files of their own
SUBMIT = Path(sys.executable).parent / "spark-submit"


@pytest.fixture
def refused(capsys, monkeypatch):
    """Runs a job in this process and expects status 2; gives the message."""

    def run(job, *arguments):
        monkeypatch.setattr(sys, "argv", [f"jobs/{job}.py", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            runpy.run_path(str(ROOT / "jobs" / f"{job}.py"), run_name="__main__")
        said = capsys.readouterr()
        assert (ended.value.code, said.out) == (2, "")
        assert said.err and all(line.startswith("repomill: ") for line in said.err.splitlines())
        return said.err

    return run


@pytest.fixture
def run_file(tmp_path):
    """Writes a run file with an input folder of one file, some options changed."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.py").write_text("def a():\n    return 1\n")

    def write(**sections):
        values = {"input": {"paths": [str(tmp_path / "in")]}, "output": {"path": str(tmp_path / "out")}}
        for name, options in sections.items():
            values[name] = {**values.get(name, {}), **options}
        (tmp_path / "run.yaml").write_text(yaml.safe_dump(values))
        return tmp_path / "run.yaml"

    return write


def test_there_is_a_job_for_every_stage_and_one_for_all():
    assert {path.stem for path in (ROOT / "jobs").glob("*.py")} >= {*JOBS}


@pytest.mark.parametrize("job", MODEL)
def test_jobs_of_a_model_say_what_is_wrong_with_their_run_file(refused, tmp_path, job):
    pytest.importorskip("torch")
    assert f"usage: jobs/{job}.py" in refused(job)
    (tmp_path / "run.yaml").write_text("modle: x\n")
    assert "modle: no such option; did you mean model?" in refused(job, tmp_path / "run.yaml")


def test_benchmarks_are_indexed(refused, monkeypatch, capsys, tmp_path):
    assert "usage: jobs/build_contamination_index.py BENCHMARKS OUT [CLEAN_CORPUS]" in refused(BENCHMARKS, tmp_path)
    assert "holds no benchmark" in refused(BENCHMARKS, tmp_path, tmp_path / "index.parquet")
    (tmp_path / "b.jsonl").write_text('{"id": 1, "question": "How many pears does the farmer sell on Monday?"}\n')
    monkeypatch.setattr(sys, "argv", ["job", str(tmp_path), str(tmp_path / "index.parquet")])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / "jobs" / f"{BENCHMARKS}.py"), run_name="__main__")
    assert (ended.value.code, capsys.readouterr().out) == (0, f"1 hashes of 1 texts: {tmp_path / 'index.parquet'}\n")


@pytest.mark.parametrize("job", JOBS)
def test_a_job_wants_one_run_file_that_is_there_and_right(refused, run_file, tmp_path, job):
    for arguments in ((), ("a.yaml", "b.yaml"), ("--help",)):
        assert refused(job, *arguments) == f"repomill: usage: jobs/{job}.py RUN.yaml (conf/local.yaml is an example)\n"
    assert "cannot be read as a run file" in refused(job, tmp_path / "no.yaml")
    assert "input.path: no such option; did you mean paths?" in refused(job, run_file(input={"path": "x"}))
    assert "dedup.ngram" in refused(job, run_file(dedup={"ngram": 0}))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("job", ["ingest", "run"])
def test_input_that_is_not_there(refused, run_file, tmp_path, job):
    assert "no input" in refused(job, run_file(input={"paths": []}))
    assert "there is no such file or folder" in refused(job, run_file(input={"paths": [str(tmp_path / "no")]}))
    (tmp_path / "empty").mkdir()
    assert "holds no files" in refused(job, run_file(input={"paths": [str(tmp_path / "empty")]}))
    metadata = tmp_path / "stars.jsonl"
    metadata.write_text("{}\n")
    assert f"{metadata}:1: not an object like" in refused(job, run_file(input={"metadata": str(metadata)}))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("job", "table", "stage"), [
    ("curate", "raw_files", "ingest"), ("dedup", "repos", "curate"), ("export", "documents", "curate")])
def test_a_stage_without_the_one_before(refused, run_file, tmp_path, job, table, stage):
    message = refused(job, run_file())
    assert f"holds no table `{table}`; the stage `{stage}` writes it" in message
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("job", ["ingest", "dedup", "export", "run"])
def test_what_is_there_stays_without_overwrite(refused, run_file, tmp_path, job):
    make_corpus(tmp_path / "out", "ingest")
    before = snapshot(tmp_path / "out")
    assert "overwrite: true" in refused(job, run_file())
    assert snapshot(tmp_path / "out") == before


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("job", ["ingest", "run"])
def test_a_folder_of_other_files_is_left_alone(refused, run_file, tmp_path, job, overwrite):
    (tmp_path / "out" / "documents").mkdir(parents=True)
    (tmp_path / "out" / "documents" / "novel.odt").write_text("years of work")
    assert "holds files that are no corpus" in refused(job, run_file(output={"overwrite": overwrite}))
    assert list(snapshot(tmp_path / "out").values()) == [b"years of work"]


@pytest.mark.parametrize("job", JOBS)
def test_an_output_that_is_a_file_or_cannot_be_written(refused, run_file, tmp_path, job):
    (tmp_path / "file").write_text("years of work")
    assert "file: is not a folder" in refused(job, run_file(output={"path": str(tmp_path / "file")}))
    assert (tmp_path / "file").read_text() == "years of work"
    assert refused(job, run_file(output={"path": "/proc/corpus"}))


@pytest.mark.parametrize("job", JOBS)
def test_a_damaged_log(refused, run_file, tmp_path, job):
    make_corpus(tmp_path / "out", "ingest")
    (tmp_path / "out" / "corpus" / "_delta_log" / f"{0:020}.json").write_text('{"format": 1, "tables": []}')
    before = snapshot(tmp_path / "out")
    assert "damaged" in refused(job, run_file(output={"overwrite": True}))
    assert snapshot(tmp_path / "out") == before


@pytest.mark.parametrize(("job", "table"), [("curate", "raw_files"), ("dedup", "repos"), ("export", "corpus")])
def test_a_table_whose_files_are_gone(refused, run_file, tmp_path, job, table):
    make_corpus(tmp_path / "out", "ingest")
    for path in (tmp_path / "out" / table).glob("*.parquet"):
        path.unlink()
    before = snapshot(tmp_path / "out")
    assert f"{table}: damaged: part-" in refused(job, run_file(output={"overwrite": True}))
    assert snapshot(tmp_path / "out") == before


@pytest.mark.spark
def test_a_damaged_file_is_met_by_a_stage(spark, refused, run_file, tmp_path):
    make_corpus(tmp_path / "out")
    (path,) = (tmp_path / "out" / "repos").glob("*.parquet")
    path.write_bytes(b"PAR1" + b"no more" * 20 + b"PAR1")
    before = snapshot(tmp_path / "out")
    assert "a file of the corpus is damaged or missing" in refused("dedup", run_file(output={"overwrite": True}))
    assert snapshot(tmp_path / "out") == before


@pytest.mark.spark
def test_spark_submit_gives_the_same_status_and_message(run_file, tmp_path):
    path = f"{SUBMIT.parent}{os.pathsep}{os.environ['PATH']}"  # as an activated environment has it
    done = subprocess.run(
        [SUBMIT, "--master", "local[1]", ROOT / "jobs" / "curate.py", run_file()], capture_output=True, text=True,
        timeout=250, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT), "PATH": path}, check=False)
    assert done.returncode == 2, done.stderr
    said = done.stdout + done.stderr  # spark-submit makes one of the two of its driver's
    assert f"repomill: {tmp_path / 'out'}: holds no table `raw_files`" in said
    assert "Traceback" not in said
