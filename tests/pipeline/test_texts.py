"""A run over a repository and texts: domains side by side, every row with a fate, duplicates dropped across files."""

import gzip
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml

from pipeline.build import build
from pipeline.config import load_run
from pipeline.errors import InputError
from pipeline.questions import why
from tests.dump import GUIDE
from tests.pipeline.corpora import rows
from tests.pipeline.report.test_page import Page
from tests.pipeline.rules.test_prose import CHINESE, ENGLISH
from tests.pipeline.sources.reading import make_clone

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def run_file(tmp_path_factory):
    root = tmp_path_factory.mktemp("texts")
    make_clone(root / "code", {"a.py": b"import b\n", "b.py": b"VALUE = 'the code'\n", "docs/a.md": GUIDE.encode()})
    questions = root / "qa"
    questions.mkdir()
    good = [{"Body": ENGLISH, "Id": 1}, {"Body": ENGLISH.replace("crabs", "lobsters"), "Id": 2},
            {"Body": "too short", "Id": 3}, {"Body": None, "Id": 4}]
    lines = "\n".join(map(json.dumps, good)) + "\nbroken\n"
    (questions / "one.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    pq.write_table(pa.table({"Body": [ENGLISH, CHINESE, ENGLISH[::-1]], "Id": [1, 5, 6]}), questions / "two.parquet",
                   row_group_size=1)
    (root / "news.jsonl").write_text(json.dumps({"article": CHINESE.replace("\u6d77\u8475", "\u6d77\u661f")}) + "\n")
    path = root / "run.yaml"
    path.write_text(yaml.safe_dump({
        "input": {"paths": [str(root / "code")], "texts": [
            {"path": str(questions), "domain": "stackexchange", "text": "Body", "id": "Id", "licence": "CC-BY-SA-4.0",
             "language": "en", "rules": {"stop_words": None}},
            {"path": str(root / "news.jsonl"), "domain": "chinese", "text": "article", "language": "zh",
             "licence": "CC0-1.0"}]},
        "output": {"path": str(root / "corpus"), "keep_raw_files": True},
        "spark": {"partition_bytes": 1, "conf": {"spark.sql.shuffle.partitions": "2"}},
    }))
    return path


@pytest.fixture(scope="module")
def made(run_file):
    import io

    from rich.console import Console

    run = load_run(run_file)
    build(run, Console(file=io.StringIO()))
    return run_file.parent / "corpus"


def test_every_row_has_a_fate(made):
    found = {row["repo"]: (row["path"], row["domain"], row["rule"]) for row in rows(made, "files")
             if row["repo"] != "code"}
    assert found == {
        "stackexchange/one.jsonl.gz:1": ("1", "stackexchange", None),
        "stackexchange/one.jsonl.gz:2": ("2", "stackexchange", None),
        "stackexchange/one.jsonl.gz:3": ("3", "stackexchange", "text_words"),
        "stackexchange/one.jsonl.gz:4": ("4", "stackexchange", "bad_row"),
        "stackexchange/one.jsonl.gz:5": ("row 5", "stackexchange", "bad_row"),
        "stackexchange/two.parquet:1": ("1", "stackexchange", None),
        "stackexchange/two.parquet:2": ("5", "stackexchange", None),
        "stackexchange/two.parquet:3": ("6", "stackexchange", None),
        "chinese/news.jsonl:1": ("row 1", "chinese", None),
    }
    assert "bad_row" in why(made, "stackexchange/one.jsonl.gz:5", "row 5")


def test_duplicates_are_found_across_files_formats_and_domains(made):
    found = {row["repo"]: (row["survivor"], row["kind"]) for row in rows(made, "duplicates")
             if row["repo"] != row["survivor"]}
    assert found["stackexchange/two.parquet:1"] == ("stackexchange/one.jsonl.gz:1", "exact")
    assert found["stackexchange/one.jsonl.gz:2"] == ("stackexchange/one.jsonl.gz:1", "near")
    assert found["stackexchange/two.parquet:2"] == ("chinese/news.jsonl:1", "near")
    assert "stackexchange/two.parquet:3" not in found


def test_what_is_trained_on_has_its_domain(made):
    trained = {(row["repo"], row["domain"], row["language"]) for row in rows(made, "training_documents")}
    assert trained == {
        ("code", "code", "python"), ("code", "docs", "markdown"), ("chinese/news.jsonl:1", "chinese", "zh"),
        ("stackexchange/one.jsonl.gz:1", "stackexchange", "en"), ("stackexchange/two.parquet:3", "stackexchange", "en")}
    licences = {span["licence"] for row in rows(made, "training_documents") if row["domain"] == "stackexchange"
                for span in row["spans"]}
    assert licences == {"CC-BY-SA-4.0"}


def test_the_report_tells_domains_and_mix(made):
    report = json.loads((made / "report.json").read_text())
    assert (report["summary"]["repositories"], report["summary"]["texts"]) == (1, 9)
    assert {row["domain"]: row["part"] for row in report["mix"]["domains"]} == {
        "code": "code", "docs": "code-related text", "stackexchange": "code-related text", "chinese": "Chinese text"}
    page = Page((made / "report.html").read_text())
    assert page.row("Chinese text")[1] == "3%"
    assert {row["language"] for row in report["languages"]} == {"python", "markdown"}
    assert {row["language"] for row in report["funnel_by_language"]} >= {"stackexchange", "chinese"}
    assert sum(row["texts"] for row in report["duplicates"]["dropped"]) == 3


def test_a_run_that_names_a_wrong_column_stops_before_it_starts(run_file, quiet):
    run = load_run(run_file)
    wrong = run.model_copy(update={"input": run.input.model_copy(update={"texts": (
        run.input.texts[1].model_copy(update={"text": "artikel"}),)})})
    with pytest.raises(InputError, match=r"news\.jsonl:1: no column `artikel` .*did you mean article"):
        build(wrong, quiet)
