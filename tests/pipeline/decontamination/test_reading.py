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
    (folder / "c.jsonl.gz").write_bytes(gzip.compress(b'{"docstring": "u", "other": "o"}\n\n'))
    write(folder, "README.md", {"prompt": "not a benchmark"})
    assert list(read_items(folder)) == [
        Item("a", "3", "question", "q"),
        Item("a", "2", "test_list", "x\ny\nx"), Item("a", "2", "code", "c"), Item("a", "2", "code", "d"),
        Item("b", "T/1", "prompt", "p\u2028q"), Item("b", "T/1", "canonical_solution", "s"),
        Item("c", "1", "docstring", "u"),
    ]


# Items of our own in the form of public releases, and what is looked for of each.
DS_1000 = {"prompt": "P", "reference_code": "R", "metadata": {"problem_id": 3, "library": "Numpy"}, "code_context": "C"}
APPS = {"problem_id": 4, "question": "Q", "solutions": '["S1", "S2"]', "input_output": '{"inputs": []}',
        "difficulty": "interview", "url": "u", "starter_code": ""}
HUMANEVAL_X = {"task_id": "CPP/0", "prompt": "P", "declaration": "D", "canonical_solution": "S", "test": "T",
               "example_test": "E"}
MULTIPL_E = {"name": "HumanEval_0_f", "language": "lua", "prompt": "P", "doctests": "transform", "original": "/x.py",
             "prompt_terminology": "reworded", "tests": "T", "stop_tokens": ["\nlocal"]}
LEETCODE = {"task_id": "weekly-1-f", "url": "u", "title": "f", "meta": {"questionId": "1"}, "prompt": "P",
            "prompt_sft": "P again", "test": "T", "start_time": 0}
LEETCODE_DATASET = {"task_id": "f", "question_id": 1, "problem_description": "D", "starter_code": "c", "prompt": "P",
                    "completion": "S", "entry_point": "f", "test": "T", "input_output": [{"input": "", "output": ""}]}
LIVECODEBENCH = {"question_title": "f", "question_content": "Q", "platform": "atcoder", "question_id": "abc1_a",
                 "contest_id": "abc1", "starter_code": "", "public_test_cases": "[]", "private_test_cases": "eJw",
                 "metadata": "{}"}


@pytest.mark.parametrize(("entry", "name", "texts"), [
    (DS_1000, "3", {"prompt": "P", "reference_code": "R", "code_context": "C"}),
    (APPS, "4", {"question": "Q", "solutions": "S1 S2"}),
    (HUMANEVAL_X, "CPP/0", {"prompt": "P", "canonical_solution": "S", "test": "T", "example_test": "E"}),
    (MULTIPL_E, "HumanEval_0_f", {"prompt": "P", "tests": "T"}),
    (LEETCODE, "weekly-1-f", {"prompt": "P", "test": "T"}),
    (LEETCODE_DATASET, "f", {"problem_description": "D", "prompt": "P", "completion": "S", "test": "T"}),
    (LIVECODEBENCH, "abc1_a", {"question_content": "Q"}),
])
def test_public_forms_are_read_as_they_are(tmp_path: Path, entry: dict[str, object], name: str, texts: dict[str, str]):
    write(tmp_path, "b.jsonl", entry)
    expected = [Item("b", name, field, text) for field in entry for text in texts.get(field, "").split()]
    assert list(read_items(tmp_path)) == expected


def test_code_is_told_from_prose():
    assert Item("b", "1", "canonical_solution", "x").is_code
    assert not Item("b", "1", "prompt", "x").is_code


@pytest.mark.parametrize(("text", "message"), [
    ('{"code": 1}\n{"a": \n', r"b\.jsonl:2: not JSON"),
    ('{"code": "x"}\n{"a": 1, "b": [2]}\n',
     r"b\.jsonl:2: no known text of a benchmark item; its keys are 'a', 'b': rename to such as prompt, question"),
    ("{}", r"b\.jsonl:1: no known text of a benchmark item; its keys are none"),
    ("[" * 100_000, r"b\.jsonl:1: not JSON"),
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
