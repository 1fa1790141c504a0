import gzip
import json
from pathlib import Path

import pytest

from pipeline.decontamination import Item, read_items
from pipeline.errors import InputError


def write(folder: Path, name: str, *entries: object) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries) + "\n")


def test_items_of_every_form(tmp_path: Path):
    folder = tmp_path / "benchmarks"
    write(folder, "b.jsonl", {"task_id": "T/1", "prompt": "p\u2028q", "canonical_solution": "s", "entry_point": "f"})
    write(folder, "a.json", [{"idx": 3, "question": "q", "answer": 4},
                             {"test_list": ["x", "y", "x"], "code": ["c", "d", "c", " "]}])
    (folder / "c.jsonl.gz").write_bytes(gzip.compress(b'{"unknown": "u", "other": "o"}\n\n'))
    write(folder, "README.md", {"prompt": "not a benchmark"})
    assert list(read_items(folder)) == [
        Item("a", "3", "question", "q"),
        Item("a", "2", "test_list", "x\ny\nx"), Item("a", "2", "code", "c"), Item("a", "2", "code", "d"),
        Item("b", "T/1", "prompt", "p\u2028q"), Item("b", "T/1", "canonical_solution", "s"),
        Item("c", "1", "unknown", "u"), Item("c", "1", "other", "o"),
    ]


def test_code_is_told_from_prose():
    assert Item("b", "1", "canonical_solution", "x").is_code
    assert not Item("b", "1", "prompt", "x").is_code


@pytest.mark.parametrize(("text", "message"), [
    ('{"a": 1}\n{"a": \n', r"b\.jsonl:2: not JSON"),
    ("3\n", r"b\.jsonl:1: a benchmark item is a JSON object, found int"),
    ("[1]", r"b\.jsonl:1: a benchmark item is a JSON object"),
])
def test_wrong_benchmarks_are_named(tmp_path: Path, text: str, message: str):
    (tmp_path / "b.jsonl").write_text(text)
    with pytest.raises(InputError, match=message):
        list(read_items(tmp_path))


def test_no_benchmarks(tmp_path: Path):
    with pytest.raises(InputError, match="holds no benchmark"):
        list(read_items(tmp_path))
    with pytest.raises(InputError, match="no folder of benchmarks"):
        list(read_items(tmp_path / "nowhere"))
    (tmp_path / "a.json.gz").write_bytes(b"no gzip")
    with pytest.raises(InputError, match=r"a\.json\.gz: cannot be read"):
        list(read_items(tmp_path))
