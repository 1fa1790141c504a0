"""The command: bad input ends with status 2 and one clear message, and nothing that was there is lost."""

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline import cli
from pipeline.decontamination import ContaminationIndex, find_hits
from tests.pipeline.corpora import digests, make_corpus, snapshot
from tests.pipeline.decontamination.items import QUESTION

ROOT = Path(__file__).parents[2]
REPOMILL = Path(sys.executable).parent / "repomill"


@pytest.fixture
def repomill(capsys, monkeypatch):
    """Runs the command in this process; gives status, standard output and standard error."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["repomill", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return run


@pytest.fixture
def refused(repomill):
    """Runs the command and expects status 2; gives the message."""

    def run(*arguments):
        status, out, message = repomill(*arguments)
        assert (status, out) == (2, "")
        assert message and all(line.startswith("repomill: ") for line in message.splitlines())
        return message

    return run


@pytest.fixture
def source(tmp_path):
    """A folder with one file."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.py").write_text("def a():\n    return 1\n")
    return tmp_path / "in"


def test_no_such_input(refused, tmp_path):
    assert "there is no such file or folder" in refused("curate", tmp_path / "nothing", "--out", tmp_path / "out")
    assert "there is no such file or folder" in refused("graph", tmp_path / "nothing", "--out", tmp_path / "out")
    assert "did you mean packages:installed" in refused("curate", "packages:instaled", "--out", tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_all_wrong_inputs_are_named_at_once(refused, tmp_path):
    message = refused("curate", tmp_path / "one", tmp_path / "two", "--out", tmp_path / "out")
    assert "one" in message and "two" in message


def test_an_empty_folder(refused, tmp_path):
    (tmp_path / "in" / "deep").mkdir(parents=True)
    assert "holds no files" in refused("curate", tmp_path / "in", "--out", tmp_path / "out")


def test_an_input_that_is_no_archive(refused, source, tmp_path):
    assert "neither a folder nor an archive" in refused("curate", source / "a.py", "--out", tmp_path / "out")


@pytest.mark.parametrize(("text", "message"), [
    ("rules: {max_line_lenght: 3}", "rules.max_line_lenght: no such option; did you mean max_line_length?"),
    ("rule: {}", "rule: no such option; did you mean rules?"),
    ("dedup: {threshold: 7}", "dedup.threshold: Input should be less than or equal to 1, found 7"),
    ("input: {max_file_bytes: many}", "input.max_file_bytes"),
    ("order: {mode: alphabet}", "order.mode: Input should be 'window' or 'deepseek'"),
    ("dedup: {threshold: .nan}", "dedup.threshold"),
    ("spark: {conf: {a: [1]}}", "spark.conf.a"),
    ("- a", "a run file is a mapping of sections"),
    ("a: [", "not valid YAML"),
    ("a: 2026-13-45", "not valid YAML"),
    ("? {a: 1}\n: b", "not valid YAML"),
    ("1: 2", "1"),
    ("spark: {master: 'moon://rock'}", "spark.master"),
    ("spark: {driver_memory: 2}", "spark.driver_memory"),
    ("spark: {driver_memory: plenty}", "spark.driver_memory"),
    ("[" * 600, "not valid YAML"),
    ("\x00", "not valid YAML"),
    (b"\xff\xfe\x00", "cannot be read as a run file"),
], ids=range(18))
def test_a_wrong_run_file(refused, source, tmp_path, text, message):
    config = tmp_path / "run.yaml"
    config.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = refused("curate", source, "--out", tmp_path / "out", "--config", config)
    assert message in found
    assert str(config) in found
    assert len(found) < 1000


def test_a_run_file_that_is_not_there(refused, source, tmp_path):
    for config in (tmp_path / "no.yaml", tmp_path):
        assert "cannot be read as a run file" in refused("curate", source, "--config", config)


@pytest.mark.parametrize("line", ['{"repo": "a"}', '{"repo": "a", "stars": "many"}', "nonsense", "[1]", "7",
                                  '{"repo": "a", "stars": NaN}', '{"repo": "a", "stars": 1e400}', "[" * 5000,
                                  '{"repo": "a", "stars": 99999999999999999999}',
                                  '{"repo": "a", "stars": 1, "forks": -1}',
                                  '{"repo": "a", "stars": 1, "last_commit": 5}',
                                  '{"repo": "a", "stars": 1, "last_commit": "soon"}'])
def test_metadata_with_a_bad_line(refused, source, tmp_path, line):
    metadata = tmp_path / "stars.jsonl"
    metadata.write_text('{"repo": "fine", "stars": 1}\n\n' + line + "\n")
    message = refused("curate", source, "--out", tmp_path / "out", "--metadata", metadata)
    assert f"{metadata}:3: not an object like" in message


def test_metadata_that_is_not_there(refused, source, tmp_path):
    message = refused("curate", source, "--out", tmp_path / "out", "--metadata", tmp_path / "no.jsonl")
    assert "cannot be read as repository metadata" in message


def test_a_corpus_is_not_replaced_without_overwrite(refused, source, tmp_path):
    make_corpus(tmp_path / "corpus")
    before = snapshot(tmp_path / "corpus")
    assert "already holds a corpus" in refused("curate", source, "--out", tmp_path / "corpus")
    assert snapshot(tmp_path / "corpus") == before


@pytest.mark.parametrize("overwrite", [[], ["--overwrite"]])
@pytest.mark.parametrize("name", ["thesis.tex", "documents/novel.odt", "files/a", "report.html", ".hidden"])
def test_other_files_are_never_replaced(refused, source, tmp_path, name, overwrite):
    path = tmp_path / "out" / name
    path.parent.mkdir(parents=True)
    path.write_text("years of work")
    assert "holds files that are no corpus" in refused("curate", source, "--out", tmp_path / "out", *overwrite)
    assert path.read_text() == "years of work"


def test_a_corpus_with_other_files_in_it_is_not_replaced(refused, source, tmp_path):
    make_corpus(tmp_path / "corpus")
    (tmp_path / "corpus" / "notes.txt").write_text("thoughts")
    assert "also holds notes.txt" in refused("curate", source, "--out", tmp_path / "corpus", "--overwrite")
    assert (tmp_path / "corpus" / "notes.txt").read_text() == "thoughts"


def entry(**facts):
    return json.dumps({"commitInfo": {"timestamp": 1, "repomill": facts}})


@pytest.mark.parametrize("log", ["", "{", "[]", "null", "7", '{"commitInfo": 1}', "{}", '{"commitInfo": {}}', "\x00",
                                 "[" * 5000, entry(), entry(format="2"), entry(format=2, kind="build"),
                                 entry(format=2, kind="build", oldest=0, stages={}, tables={"files": 3})])
def test_a_damaged_log(refused, source, tmp_path, log):
    make_corpus(tmp_path / "corpus")
    (tmp_path / "corpus" / "corpus" / "_delta_log" / f"{0:020}.json").write_text(log)
    before = snapshot(tmp_path / "corpus")
    corpus = tmp_path / "corpus"
    for arguments in (("show", corpus, "r"), ("why", corpus, "r", "a"), ("duplicates", corpus),
                      ("curate", source, "--out", corpus), ("curate", source, "--out", corpus, "--overwrite")):
        assert "damaged" in refused(*arguments)
    assert snapshot(corpus) == before


def test_an_output_that_is_a_file(refused, source, tmp_path):
    (tmp_path / "out").write_text("a file")
    for out in (tmp_path / "out", tmp_path / "out" / "deeper"):
        assert str(tmp_path / "out") in refused("curate", source, "--out", out)
        assert str(tmp_path / "out") in refused("graph", source, "--out", out)
    assert (tmp_path / "out").read_text() == "a file"


def test_an_output_that_cannot_be_written(refused, source):
    for command in ("curate", "graph"):
        assert "cannot be written to" in refused(command, source, "--out", "/proc/corpus")


def test_an_output_that_cannot_be_renamed(refused, source, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for out in (".", "..", "/", "/proc"):
        assert "cannot be replaced as a whole" in refused("curate", source, "--out", out)


def test_graph_files_are_not_replaced_without_overwrite(refused, repomill, source, tmp_path):
    assert repomill("graph", source, "--out", tmp_path / "out")[0] == 0
    before = snapshot(tmp_path / "out")
    (source / "b.py").write_text("import a\n")
    assert "already there" in refused("graph", source, "--out", tmp_path / "out")
    assert snapshot(tmp_path / "out") == before
    assert repomill("graph", source, "--out", tmp_path / "out", "--overwrite")[0] == 0
    assert snapshot(tmp_path / "out") != before


@pytest.mark.parametrize("arguments", [("graph", "x", "--out", "y", "--workers", "0"), ("curate", "x", "--order", "up"),
                                       ("graph",), ("mill",), ("show", "x")])
def test_a_wrong_option_is_explained(repomill, arguments):
    status, _, message = repomill(*arguments)
    assert status == 2
    assert "Usage:" in message and "Traceback" not in message


def test_benchmarks_are_indexed(repomill, refused, source, tmp_path):
    folder, index = tmp_path / "benchmarks", tmp_path / "index.parquet"
    folder.mkdir()
    items = [{"id": 1, "question": QUESTION, "answer": "34"}, {"id": 2, "question": "How many?"}]
    (folder / "pears.jsonl").write_text("".join(json.dumps(item) + "\n" for item in items))
    status, out, _ = repomill("benchmarks", folder, "--out", index)
    first, *rest = out.splitlines()
    assert (status, first.split()[1:]) == (0, ["hashes", "of", "3", "texts:", str(index)])
    assert rest == ["2 texts say too little to be looked for alone", "of 1 items nothing is looked for: pears 2"]
    assert len(find_hits(QUESTION.encode(), ContaminationIndex.read(index))) == 1
    (folder / "pears.jsonl").write_text("[")
    assert "pears.jsonl:1: not JSON" in refused("benchmarks", folder, "--out", index)
    assert len(find_hits(QUESTION.encode(), ContaminationIndex.read(index))) == 1
    (tmp_path / "taken").mkdir()
    (folder / "pears.jsonl").write_text(json.dumps({"id": 1, "question": QUESTION}) + "\n")
    assert "taken: cannot be written" in refused("benchmarks", folder, "--out", tmp_path / "taken")
    assert "index.parquet/x: cannot be written" in refused("benchmarks", folder, "--out", index / "x")
    assert not list(tmp_path.glob(".*"))
    (tmp_path / "run.yaml").write_text("decontamination: {index: nowhere.parquet}\n")
    message = refused("curate", source, "--out", tmp_path / "corpus", "--config", tmp_path / "run.yaml")
    assert "nowhere.parquet: no contamination index" in message


def test_questions_to_what_is_no_corpus(refused, tmp_path):
    for corpus in (tmp_path, tmp_path / "nothing"):
        for arguments in (("show", corpus, "r"), ("why", corpus, "r", "a"), ("duplicates", corpus),
                          ("duplicates", corpus, "--files")):
            assert "holds no table" in refused(*arguments)


@pytest.mark.parametrize("damage", [b"", b"PAR1 no more", None])
def test_questions_to_a_damaged_table(refused, tmp_path, damage):
    folder = make_corpus(tmp_path / "corpus")
    for table in ("files", "repos", "documents", "duplicates", "corpus"):
        for path in (folder.root / table).glob("*.parquet"):
            if damage is None:
                path.unlink()
            else:
                path.write_bytes(damage)
    for arguments in (("show", folder.root, "r"), ("why", folder.root, "r", "a"), ("duplicates", folder.root),
                      ("duplicates", folder.root, "--files")):
        message = refused(*arguments)
        assert "damaged" in message or "missing" in message
        assert str(folder.root) in message


def test_a_table_with_other_columns_is_damaged(refused, tmp_path):
    folder = make_corpus(tmp_path / "corpus")
    (path,) = (folder.root / "files").glob("*.parquet")
    pq.write_table(pa.table({"repo": [["r"]], "path": [{"a": 1}]}), path)
    assert "damaged" in refused("why", folder.root, "r", "a")


def test_values_and_thresholds_are_told_apart(repomill, tmp_path):
    make_corpus(tmp_path / "corpus")
    status, answer, _ = repomill("why", tmp_path / "corpus", "r", "big.py")
    assert status == 0
    assert "value 1048577, threshold 1048576" in answer


def test_unknown_names_are_met_by_near_ones(refused, tmp_path):
    corpus = make_corpus(tmp_path / "corpus").root
    assert "did you mean big.py?" in refused("why", corpus, "r", "bid.py")
    assert "no repository \\udcff" in refused("why", corpus, "\udcff", "a")
    assert "no file \\x1b[31m" in refused("why", corpus, "r", "\x1b[31m")


def test_a_java_is_needed_and_said_so(refused, source, tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.java._wheel_java", lambda: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert "Spark needs Java 17 or later" in refused("curate", source, "--out", tmp_path / "out",
                                                      "--master", "local[1]")
    assert [path.name for path in tmp_path.iterdir() if path.name != "in"] == [".out.lock"]


def console_script(*arguments, cwd, **more):
    return subprocess.run([REPOMILL, *map(str, arguments)], capture_output=True, text=True, timeout=250, cwd=cwd,
                          env=os.environ | {"PYTHONPATH": str(ROOT)} | more, check=False)


@pytest.mark.slow
def test_the_console_script_ends_the_same_way(tmp_path):
    done = console_script("curate", "nothing", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "repomill: nothing: there is no such file or folder\n"


@pytest.mark.slow
def test_a_reader_that_has_seen_enough(tmp_path):
    corpus = make_corpus(tmp_path / "corpus").root
    script = f"'{REPOMILL}' why '{corpus}' r big.py | true"
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, timeout=60, check=False,
                          env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert "Traceback" not in done.stderr and "BrokenPipe" not in done.stderr


@pytest.mark.spark
def test_settings_that_spark_does_not_start_with(tmp_path, source):
    (tmp_path / "run.yaml").write_text("spark: {conf: {spark.executor.heartbeatInterval: often}}")
    done = console_script("curate", source, "--out", "out", "--config", "run.yaml",
                          "--master", "local[1]", cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert "repomill: Spark does not start: " in done.stderr and "look at spark.master" in done.stderr
    assert "Traceback" not in done.stderr and "\tat " not in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.spark
def test_no_space_for_the_tables(tmp_path, source):
    """A limit on the size of files stands for a full disk; what was there stays."""
    for number in range(16):
        words = [sha256(f"{number} {n}".encode()).hexdigest() for n in range(5000)]
        pairs = zip(words[::2], words[1::2], strict=True)
        (source / f"m{number}.py").write_text("".join(f"def f{a}(x):\n    return x + '{b}'\n" for a, b in pairs))
    old = make_corpus(tmp_path / "out")
    before = snapshot(old.root)
    command = f"ulimit -f 2048; exec '{REPOMILL}' curate in --out out --overwrite --master 'local[1]'"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=250, cwd=tmp_path,
                          env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == 2, done.stderr
    assert "repomill: stopped: " in done.stderr and "File too large" in done.stderr
    assert "Traceback" not in done.stderr and "\tat " not in done.stderr
    assert snapshot(old.root) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".out.lock", "in", "out"]
    assert digests(old.root, "files")
