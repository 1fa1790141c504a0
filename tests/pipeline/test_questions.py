"""Answers about the corpus of the shared dump."""

import json
import re
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.questions import duplicate_files, duplicates, show, why
from tests.dump import NEARLY, ODD_NAME
from tests.pipeline.corpora import rows

pytestmark = pytest.mark.spark


@pytest.mark.parametrize(("repo", "path", "answer"), [
    ("jinja2", "data/picture.py", r"jinja2: data/picture.py: dropped by binary: the content has NUL bytes"),
    ("jinja2", "data/huge.py", r".*dropped by too_large: .*\n  value 1100000, threshold 1048576"),
    ("jinja2", "src/long.py", r".*dropped by max_line_length: .*\n  value 1007, threshold 1000"),
    ("jinja2", "src/dull.php", r".*dropped by low_quality: .*\n  value 0\.\d+, threshold 0\.\d+\n  quality 0\.\d{3}: "
                               r"\w+ [\d.]+ \([+-]\d\.\d\d\)(, \w+ [\d.]+ \([+-]\d\.\d\d\)){3}"),
    ("jinja2", "notes.unknown", r".*dropped by language: none of the 89 languages\n  unknown"),
    ("jinja2", "link.py", r".*dropped by symlink: a symbolic link"),
    ("jinja2", "src/kept.py", r".*: trained, file \d+ of document [0-9a-f]{32}\n  python, \d+ bytes, 2 lines, licence"
                              r" .*, 0 of 0 imports lead to files of the repository\n  quality 0\.\d{3}: \w+ .*"),
    ("jinja2", r"src/\xff\x0a.py", r".*: trained, file 0 of .*"),
    ("click", "click/core.py",
     r".*: dropped by near_duplicate: .*\n  similarity 0\.9\d\d\d to click-fork\n  python, .*"),
    ("jinja2", "src/copied.py", r".*: context only by duplicate_file: the same file is trained on elsewhere.*, file 0 "
                                r"of document .*\n  bytes 0 to \d+ are masked by duplicate_file of "
                                r"click-fork:click/globals.py\n  python, .*"),
    ("jinja2", "src/nearly.py", r".*: context only by near_duplicate_file: a file as similar as .*\n  bytes 0 to \d+ "
                                r"are masked by near_duplicate_file of click-fork:click/formatting.py, similarity "
                                r"about 0\.9\d\n  python, .*"),
    ("jinja2", "src/alone.py", r".*: context only by duplicate_file: .*, file 0 of document .*"),
    ("corrupt", "", r"corrupt: \(the whole source\): dropped by bad_hash: .*"),
])
def test_why(corpus, repo, path, answer):
    assert re.fullmatch(answer, why(corpus, repo, path), re.DOTALL)


def test_show_lists_every_file_with_its_span_and_text(corpus):
    lines = list(show(corpus, ODD_NAME, with_text=True))
    assert lines[0] == r"<img src=x onerror=alert(1)>\u202e[red]: 1 documents"
    assert re.fullmatch(r"\ndocument 0 [0-9a-f]{32}: 2 files, \d+ bytes, trained", lines[1])
    assert [line.split()[0] for line in lines[2:4]] == ["0", "1"]
    assert [line.rsplit(maxsplit=1)[1] for line in lines[2:4]] == ["b.py", "a.py"]
    (document,) = [row for row in rows(corpus, "documents") if row["repo"] == ODD_NAME]
    first = document["spans"][0]
    assert f"{first['start']}-{first['end']}" in lines[2]
    assert lines[-1] == document["text"]
    assert list(show(corpus, ODD_NAME, with_text=False)) == lines[:4]


def test_show_says_what_is_context_only(corpus):
    lines = list(show(corpus, "jinja2", with_text=False))
    copied = "src/copied.py, context only: duplicate_file of click-fork:click/globals.py"
    assert any(line.endswith(copied) for line in lines)
    assert any(line.endswith(", dropped: context_only") for line in lines)


def test_show_says_why_a_document_is_left_out(corpus):
    assert any(line.endswith(": near_duplicate of click-fork") for line in show(corpus, "click", with_text=False))


def test_duplicates_are_lines_of_tabs(corpus):
    heading, *lines = duplicates(corpus)
    assert heading == "repo\tsurvivor\tsimilarity\tkind\tcontainment\tbands"
    assert [line.split("\t")[:2] for line in lines] == [["click", "click-fork"], ["click-copy", "click-fork"]]
    for line in lines:
        _, _, similarity, kind, containment, bands = line.split("\t")
        assert 0.7 <= float(similarity) <= float(containment) <= 1 and kind == "near"
        assert [int(band) for band in bands.split(",")] == sorted({int(band) for band in bands.split(",")})


def test_copied_files_are_lines_of_tabs(corpus):
    heading, *lines = duplicate_files(corpus)
    assert heading == "repo\tpath\tof\tbytes\trule"
    found = {tuple(line.split("\t")[:2]): line.split("\t")[2:] for line in lines}
    assert len(found) == len(lines) and lines == sorted(lines)
    of, size, rule = found["jinja2", "src/nearly.py"]
    assert (of, rule) == ("click-fork:click/formatting.py", "near_duplicate_file")
    assert int(size) == len(NEARLY)
    assert found["jinja2", "src/copied.py"][::2] == ["click-fork:click/globals.py", "duplicate_file"]
    masked = sum(row["masks"] for row in json.loads((corpus / "report.json").read_text())["masks"])
    assert masked == len(lines), "no benchmark items are masked here"


def test_near_names_are_offered(corpus):
    with pytest.raises(InputError, match=r"no repository jinja; did you mean jinja2"):
        list(show(Path(corpus), "jinja", with_text=False))
    with pytest.raises(InputError, match=r"no file jinja2/enviroment.py; did you mean jinja2/environment.py"):
        why(corpus, "jinja2", "jinja2/enviroment.py")
