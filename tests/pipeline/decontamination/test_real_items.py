"""Items of real benchmarks: all that is looked for of each is found in real code that holds it, and nowhere else."""

import ast
from pathlib import Path

import pytest

from pipeline.decontamination import build_index, find_hits, read_items

FOLDER = Path(__file__).parents[2] / "data" / "benchmarks"
ITEMS = list(read_items(FOLDER))
INDEX = build_index(ITEMS)
AROUND = Path(ast.__file__).read_bytes()


def test_every_benchmark_is_there():
    benchmarks = {item.benchmark for item in ITEMS}
    assert benchmarks == {"gsm8k-test", "humaneval-cpp", "humaneval-python", "math-test", "mbpp"}
    assert len({(item.benchmark, item.item) for item in ITEMS}) == 5 * 4


def test_real_code_without_items_has_none():
    assert find_hits(AROUND, INDEX, "#") == []


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: f"{item.benchmark} {item.item} {item.field}")
def test_an_item_is_found_where_it_is(item):
    middle = AROUND.find(b"\n\n", len(AROUND) // 2) + 2
    text = AROUND[:middle] + item.text.encode() + b"\n\n" + AROUND[middle:]
    hits = find_hits(text, INDEX, "#")
    assert any((hit.entry.benchmark, hit.entry.item) == (item.benchmark, item.item) for hit in hits)
    assert all(middle <= hit.start < hit.end <= middle + len(item.text.encode()) for hit in hits)
