"""Texts of the user: every row is a source with one file, or says why it has none."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.config import Input, Texts, build_run
from pipeline.errors import ConfigError, InputError
from pipeline.fates import PROBLEMS
from pipeline.licences import stated
from pipeline.plan import spread
from pipeline.sources.opt_out_list import read_opt_out
from pipeline.sources.texts import find_texts, read_texts


def lines(path, *rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows))
    return path


def texts(path, opt_out=None, limits=None, **options):
    """Files by name."""
    (found) = find_texts([Texts(path=str(path), domain="qa", **options)], 1 << 20)
    listed = read_opt_out(None if opt_out is None else str(opt_out))
    pairs = [pair for ref in found for pair in read_texts(ref, Input(**(limits or {})), listed)]
    assert len({name for name, _ in pairs}) == len(pairs)
    for _, file in pairs:
        assert (file.text is None) == (file.problem is not None) == (file.encoding is None)
        assert file.problem is None or file.problem in PROBLEMS
    return dict(pairs)


def test_a_text_is_named_after_its_place_and_its_path_is_its_id(tmp_path):
    lines(tmp_path / "in" / "b.jsonl", {"text": "one", "key": "https://example.org/../q\n"}, {"text": "two", "key": 7},
          {"text": "three", "key": None}, {"text": "four", "key": "x" * 9000}, {"text": "five", "key": True})
    found = texts(tmp_path / "in", id="key")
    assert list(found) == [f"qa/b.jsonl:{number}" for number in range(1, 6)]
    first, second, third, fourth, fifth = found.values()
    assert (first.path, second.path, third.path, fifth.path) == (
        r"https://example.org/../q\x0a", "7", "row 3", "row 5")
    assert len(fourth.path) < 300
    assert [file.text for file in found.values()] == [b"one", b"two", b"three", b"four", b"five"]
    assert [file.path for file in texts(tmp_path / "in").values()] == [f"row {number}" for number in range(1, 6)]


def test_rows_without_a_good_text_have_a_fate(tmp_path):
    lines(tmp_path / "a.jsonl", {"text": "good"}, {"text": None}, {"other": 1}, {"text": 5}, {"text": "a\0b"},
          {"text": "\ud800"}, {"text": "x" * 2000}, "no object", {"text": ["x"]})
    found = {name.rpartition(":")[2]: file for name, file in texts(tmp_path, limits={"max_file_bytes": 1000}).items()}
    assert {number: file.problem for number, file in found.items()} == {
        "1": None, "2": "bad_row", "3": "bad_row", "4": "bad_row", "5": "binary", "6": "undecodable", "7": "too_large",
        "8": "bad_row", "9": "bad_row"}
    assert found["2"].detail == "`text`: null or missing"
    assert found["4"].detail == "`text`: a value of type int, not text"
    assert found["7"].size == 2000
    bad = pa.Array.from_buffers(pa.string(), 1, pa.array([b"\xff"], pa.binary()).buffers())
    pq.write_table(pa.table({"text": bad}), tmp_path / "b.parquet")
    assert [file.problem for file in texts(tmp_path / "b.parquet").values()] == ["undecodable"]


def test_licence_and_language_are_stated_for_a_row_or_for_all(tmp_path):
    lines(tmp_path / "a.jsonl", {"text": "a", "l": "CC BY-SA 4.0", "m": {"lang": " zh-CN "}}, {"text": "b", "l": None},
          {"text": "c", "l": ["MIT", "Apache-2.0"], "m": {"lang": 3}}, {"text": "d", "l": "words of our own!"})
    options = {"licence_column": "l", "licence": "cc0-1.0", "language_column": "m.lang", "language": "en"}
    found = list(texts(tmp_path, **options).values())
    assert [file.licence for file in found] == [
        "CC-BY-SA-4.0", "CC0-1.0", "Apache-2.0 AND MIT", "LicenseRef-words-of-our-own"]
    assert [file.language for file in found] == ["zh-CN", "en", "en", "en"]
    assert {file.licence for file in texts(tmp_path).values()} == {None}


def test_words_for_a_licence():
    assert [stated(words) for words in ("mit", "apache-2.0", "", None, [], 5, "!!")] == [
        "MIT", "Apache-2.0", None, None, None, None, "LicenseRef-unknown"]


def test_the_opt_out_list_names_domains_and_ids(tmp_path):
    lines(tmp_path / "a.jsonl", {"text": "a", "id": "17"}, {"text": "b", "id": "18"}, {"text": None, "id": "17"})
    (tmp_path / "list.txt").write_text("qa:17\n")
    found = texts(tmp_path / "a.jsonl", tmp_path / "list.txt", id="id")
    assert [file.problem for file in found.values()] == ["opted_out", None, "opted_out"]
    (tmp_path / "list.txt").write_text("qa\n")
    found = texts(tmp_path / "a.jsonl", tmp_path / "list.txt", id="id")
    assert {file.problem for file in found.values()} == {"opted_out"}


def test_files_of_one_name_are_told_apart_and_none_is_read_twice(tmp_path):
    for folder in ("x", "y"):
        lines(tmp_path / folder / "a.jsonl", {"text": folder})
    entries = [Texts(path=str(tmp_path / folder), domain="qa") for folder in ("x", "y")]
    names = [ref.repo for ref in find_texts(entries, 1)]
    assert len(set(names)) == 2 and all(name.startswith("qa/a.jsonl~") for name in names)
    with pytest.raises(InputError, match=r"input\.texts\.1\.path: .* is in the domain qa already"):
        find_texts([entries[0], Texts(path=str(tmp_path / "x" / "a.jsonl"), domain="qa")], 1)
    other = find_texts([entries[0], Texts(path=str(tmp_path / "x"), domain="other")], 1)
    assert [ref.repo for ref in other] == ["qa/a.jsonl", "other/a.jsonl"]


def test_pieces_are_spread_over_tasks(tmp_path):
    pq.write_table(pa.table({"text": [f"{n}" * 500 for n in range(40)]}), tmp_path / "a.parquet", row_group_size=10)
    refs = find_texts([Texts(path=str(tmp_path), domain="qa")], 1)
    bins = spread(refs, 1)
    assert len(bins) == 4 and sorted(ref.piece.first_row for bin_ in bins for ref in bin_) == [1, 11, 21, 31]
    names = {name for ref in refs for name, _ in read_texts(ref, Input())}
    assert names == {f"qa/a.parquet:{number}" for number in range(1, 41)}


@pytest.mark.parametrize(("values", "message"), [
    ({"domain": "docs"}, "docs is what repositories give"), ({"domain": "A b"}, "domain"), ({}, "domain"),
    ({"domain": "qa", "txt": "x"}, "did you mean text"), ({"domain": "qa", "rules": {"text_words": 3}}, "text_words"),
])
def test_wrong_options_are_told(values, message):
    with pytest.raises(ConfigError, match=message):
        build_run({"input": {"texts": [{"path": "x", **values}]}}, "run.yaml")


def test_content_depends_on_what_is_said_of_texts_but_not_on_where_they_are():
    hashes = [build_run({"input": {"texts": [{"path": "x", "domain": "qa", **more}]}}, "").content_hash()
              for more in ({}, {"path": "y"}, {"licence": "MIT"}, {"rules": {"word_length": None}})]
    assert hashes[0] == hashes[1] and len(set(hashes)) == 3
