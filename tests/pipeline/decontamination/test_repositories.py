import json
from pathlib import Path

import pytest

from pipeline.config import Decontamination
from pipeline.decontamination import ContaminationIndex, Item, Listed, build_index, hit_finder, read_items

PATCH = """diff --git a/src/pears/sell.py b/src/pears/sell.py
--- a/src/pears/sell.py
+++ b/src/pears/sell.py
@@ -10,4 +10,12 @@ def sell(basket):
 unchanged = 1
-removed = 2
+def weigh_all_pears_of(basket, scales, tolerance=0.25):
+    heavy = [pear for pear in basket if scales.measure(pear) > tolerance]
+    return sorted(heavy, key=lambda pear: (pear.sort, -pear.weight))
 unchanged = 3
+import pears
"""
TEST_PATCH = """--- /dev/null
+++ b/tests/test_sell.py
@@ -0,0 +1,3 @@
+def test_heavy_pears_are_weighed_in_the_order_of_their_sort(orchard, scales):
+    basket = orchard.pick(count=12, sort="conference")
+    assert weigh_all_pears_of(basket, scales) == basket[::-1]
"""
SWE = {"repo": "Orchard/Pears", "instance_id": "orchard__pears-1", "base_commit": "a" * 40, "patch": PATCH,
       "test_patch": TEST_PATCH, "problem_statement": "Pears that are too heavy are weighed in no order at all, which "
       "makes the scales of the farm tilt whenever two sorts meet.", "hints_text": "",
       "created_at": "2023-01-01T00:00:00Z", "version": "1.0", "FAIL_TO_PASS": "[]", "PASS_TO_PASS": "[]",
       "before": ["b" * 40]}
SELL, OTHER = b"def sell(basket):\n    return basket\n", b"def plant():\n    return 'tree'\n"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    (tmp_path / "swe.jsonl").write_text(json.dumps(SWE) + "\n")
    build_index(read_items(tmp_path)).write(tmp_path / "index.parquet")
    return tmp_path / "index.parquet"


def methods(index: Path, repo: str, path: str, text: bytes, commit: str | None = None, **options: str) -> list[str]:
    finder = hit_finder(Decontamination.model_validate({"index": str(index), **options}))
    assert finder is not None
    return [f"{hit.method} {hit.entry.item} {hit.entry.field}" for hit in finder(repo, commit)(path, text, "#")]


def test_an_item_is_its_repository_its_files_and_what_its_patches_add(tmp_path: Path):
    (tmp_path / "swe.jsonl").write_text(json.dumps(SWE) + "\n")
    listed, statement, *added = read_items(tmp_path)
    paths = (("patch", "src/pears/sell.py"), ("test_patch", "tests/test_sell.py"))
    assert listed == Listed("swe", "orchard__pears-1", "Orchard/Pears", paths, ("b" * 40,), is_package=True)
    assert isinstance(statement, Item)
    assert (statement.field, statement.is_part) == ("problem_statement", False)
    assert [(item.field, item.text.count("\n"), item.is_part) for item in added if isinstance(item, Item)] == [
        ("patch", 2, True), ("patch", 0, True), ("test_patch", 2, True)]


@pytest.mark.parametrize(("repo", "path"), [
    ("orchard/pears", "src/pears/sell.py"), ("Orchard/PEARS", "tests/test_sell.py"),
    ("orchard/pears.git", "pears/sell.py"),
    ("pears-1.2.3", "src/pears/sell.py"), ("pears", "pears/sell.py"), ("Pears-2.0rc1", "pears/sell.py"),
])
def test_touched_files_of_the_repository_are_found(index: Path, repo: str, path: str):
    (found,) = methods(index, repo, path, SELL)
    assert found.startswith("file orchard__pears-1 ")


@pytest.mark.parametrize(("repo", "path"), [
    ("orchard/pears", "src/pears/plant.py"), ("elsewhere/pears", "src/pears/sell.py"),
    ("orchard/apples", "tests/test_sell.py"), ("pears-and-apples-1.0", "pears/sell.py"),
    ("orchard/pears", "docs/src/pears/sell.py"),
])
def test_other_files_and_repositories_are_not(index: Path, repo: str, path: str):
    assert methods(index, repo, path, SELL, repositories="files") == []


def test_all_files_of_the_repository_may_be_found_or_none(index: Path):
    assert methods(index, "orchard/pears", "a.py", OTHER, repositories="whole") == ["repository orchard__pears-1 repo"]
    assert methods(index, "pears-3.0", "a.py", OTHER, repositories="whole") == ["repository orchard__pears-1 repo"]
    assert methods(index, "orchard/plums", "a.py", OTHER, repositories="whole") == []
    assert methods(index, "orchard/pears", "pears/sell.py", SELL, repositories="ignore") == []


def test_a_commit_known_to_be_older_holds_no_solution(index: Path):
    for commit, count in (("b" * 40, 0), ("B" * 40, 0), ("a" * 40, 1), ("c" * 40, 1), (None, 1)):
        for mode in ("files", "whole"):
            found = methods(index, "orchard/pears", "pears/sell.py", SELL, commit and commit.lower(), repositories=mode)
            assert len(found) == count


def test_what_patches_add_is_found_in_any_repository(index: Path):
    for patch, field in ((PATCH, "patch"), (TEST_PATCH, "test_patch")):
        text = "\n".join(line[1:] for line in patch.splitlines() if line.startswith("+") and "+++" not in line)
        assert {f"words orchard__pears-1 {field}"} <= set(methods(index, "some/fork", "x.py", text.encode()))
    assert methods(index, "some/fork", "x.py", b"import pears\n") == []
    removed = b"unchanged = 1\nremoved = 2\nunchanged = 3\n"
    assert methods(index, "some/fork", "x.py", removed) == []


def test_lines_of_a_part_shorter_than_asked_for_are_anybodys():
    line = "    basket = orchard.pick(count=12, sort='conference', ripe=True)"
    assert len(build_index([Item("b", "1", "test_patch", line, is_part=True)])) <= 1
    assert build_index([Item("b", "1", "test_patch", "    return basket[0].weight", is_part=True)]).table.num_rows == 0


CODE = "".join(f"value_{n} = compute_{n}(other_{n}, again_{n})\n" for n in range(40))
CROSS = {"prompt": CODE, "groundtruth": "weigh(pears, scales, tolerance=heavy)", "right_context": "\n" + CODE,
         "metadata": {"task_id": "project_cc_python/7", "repository": "orchard-pears-0a1b2c3", "file": "pears/sell.py",
                      "groundtruth_start_lineno": 40}, "crossfile_context": {"text": "", "list": []}}
REPO_BENCH = {"repo_name": "orchard/pears", "file_path": "pears/sell.py", "context": [],
              "import_statement": "import os", "cropped_code": CODE, "all_code": CODE,
              "next_line": "weigh(pears, scales, tolerance=heavy)",
              "gold_snippet_index": 0, "level": "2k"}


@pytest.mark.parametrize(("entry", "name", "field"), [
    (CROSS, "project_cc_python/7", "groundtruth"), (REPO_BENCH, "1", "next_line")])
def test_completions_are_looked_for_with_the_lines_around_and_by_file(
    tmp_path: Path, entry: dict[str, object], name: str, field: str
):
    (tmp_path / "lines.jsonl").write_text(json.dumps(entry) + "\n")
    listed, item = read_items(tmp_path)
    assert isinstance(listed, Listed)
    assert isinstance(item, Item)
    assert (listed.item, listed.paths, item.field, item.is_part) == (name, ((field, "pears/sell.py"),), field, True)
    assert "weigh(pears" in item.text
    assert "value_0 =" not in item.text.partition("weigh")[0]
    index = tmp_path / "index.parquet"
    build_index([listed, item]).write(index)
    assert methods(index, "orchard/pears", "pears/sell.py", SELL) == [f"file {name} {field}"]
    assert methods(index, "pears-1.0", "pears/sell.py", SELL) == []  # by name alone thousands would be found
    assert methods(index, "a/fork", "x.py", item.text.encode())[0] == f"words {name} {field}"


def test_an_index_read_back_knows_the_same_repositories(index: Path):
    again = ContaminationIndex.read(index)
    assert again.repositories.named("orchard/pears", None) is not None
    assert again.repositories.named("orchard/plums", None) is None
