"""Blocks: nodes of more than one line, of any grammar, the largest of them, and nothing that a text cannot have."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages.catalogue import languages
from pipeline.parsing.blocks import FEWEST, MOST, SPACING, packed, unpacked
from pipeline.parsing.task import perform, prepare, task_of

PYTHON = '''import os


def first(a):
    if a:
        return call(a,
                    "é")
    x = 1
    return x


class Second:
    y = 2
'''
GO = "package p\n\nfunc F(a int) int {\n\tif a > 0 {\n\t\treturn 1\n\t}\n\treturn 0\n}\n"
PHP = "<?php\nfunction f() {\n  return [\n    1,\n  ];\n}\n"


def blocks(language, path, text):
    task = task_of(languages(), language, path)
    source = text.encode()
    found = unpacked(perform(prepare(task), source).blocks, len(source))
    return [source[start:end].decode() for start, end in found]


def test_functions_bodies_and_calls_over_lines_are_blocks():
    call = 'call(a,\n                    "é")'
    assert blocks("python", "a.py", PYTHON) == [
        PYTHON[PYTHON.index("def"):PYTHON.index("\n\n\nclass")],
        PYTHON[PYTHON.index("if a"):PYTHON.index("\n\n\nclass")],
        f"if a:\n        return {call}", f"return {call}", call, call.removeprefix("call"),
        "class Second:\n    y = 2",
    ]


@pytest.mark.parametrize(("language", "path", "text", "wanted"), [
    ("go", "a.go", GO, {"{\n\t\treturn 1\n\t}", GO[GO.index("func"):].rstrip()}),
    ("php", "a.php", PHP, {"[\n    1,\n  ]", PHP[PHP.index("function"):].rstrip()}),
])
def test_no_language_has_to_say_what_its_blocks_are(language, path, text, wanted):
    found = blocks(language, path, text)
    assert wanted <= set(found)
    assert all("\n" in block and block == block.rstrip() for block in found)


def test_the_largest_are_kept():
    text = "\n".join(f"def f{number}():\n    x = {'1' * number}\n" for number in range(400))
    found = blocks("python", "a.py", text)
    assert len(found) == max(FEWEST, len(text) // SPACING) < 400
    assert min(map(len, found)) > 400 - len(found)
    assert found == sorted(found, key=len)  # here larger ones come later


def test_deep_and_broken_texts():
    deep = "[\n" * 3000 + "]\n" * 3000
    assert 0 < len(blocks("python", "a.py", deep)) <= MOST
    assert all("\n" in block for block in blocks("python", "a.py", "def f(:\n  (\n]\n" * 50))
    assert blocks("python", "a.py", "x = 1\n" * 9) == [] == blocks("python", "a.py", "")


def test_files_without_a_tree_have_none():
    task = task_of(languages(), "markdown", "a.md")
    text = b"# A\n\n```python\ndef f():\n    return 1\n```\n"
    parsed = perform(prepare(task), text)
    assert all(part.blocks == b"" for _, part in parsed.code)  # their places are not those of the document


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=9), st.integers(0, 99))
def test_what_a_text_cannot_have_is_left_out(pairs, size):
    found = unpacked(packed(pairs), size)
    assert found == [pair for pair in sorted(pairs, key=lambda pair: (pair[0], -pair[1])) if pair[0] < pair[1] <= size]
    assert unpacked(np.array([[5, 2**32 - 1]], "<u4").tobytes(), size) == []
