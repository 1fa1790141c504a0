"""Code cells of notebooks as they are written, and what is none."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parsing.notebook import notebook_code


def notebook(*cells, indent=1, **metadata):
    """The text of a notebook with code cells of these sources."""
    made = [{"cell_type": "code", "metadata": {}, "outputs": [{"text": ["import no\n"]}], "source": source}
            for source in cells]
    return json.dumps({"cells": made, "metadata": metadata, "nbformat": 4}, indent=indent)


def test_lines_are_those_of_the_file():
    text = notebook(["import a\n", "\n", "x = 'é'"], ["import b"])
    word, code = notebook_code(text)
    assert word == ""
    assert [line for _, line in code] == ["import a", "", "x = 'é'", "import b"]
    lines = text.split("\n")
    assert ["import a" in lines[number - 1] for number, _ in code] == [True, False, False, False]
    assert "import b" in lines[code[-1][0] - 1]


def test_a_source_may_be_one_string_or_stand_on_one_line():
    assert notebook_code(notebook("import a\nimport b\n"))[1] == [(13, "import a"), (13, "import b")]
    assert notebook_code(notebook(["import ", "a"], indent=None))[1] == [(1, "import a")]


@pytest.mark.parametrize(("metadata", "word"), [
    ({"kernelspec": {"language": "Python", "name": "conda-x"}}, "python"),
    ({"kernelspec": {"name": "ir"}}, "ir"),
    ({"kernelspec": {"name": "x"}, "language_info": {"name": "R", "version": "4"}}, "r"),
    ({}, ""),
])
def test_the_language_is_that_of_the_kernel(metadata, word):
    assert notebook_code(notebook("x", **metadata))[0] == word


def test_only_code_cells_count():
    cells = [{"cell_type": "markdown", "source": ["import a"]}, {"source": ["import b"], "cell_type": "code"},
             {"cell_type": "raw", "source": "import c"},
             {"cell_type": "code", "outputs": [{"data": {"cells": [{"cell_type": "code", "source": "d"}]}}]}]
    assert [line for _, line in notebook_code(json.dumps({"cells": cells}))[1]] == ["import b"]


def test_version_3_has_worksheets():
    cells = [{"cell_type": "code", "input": ["import a\n", "import b"], "language": "python"}]
    assert [line for _, line in notebook_code(json.dumps({"worksheets": [{"cells": cells}]}))[1]] == [
        "import a", "import b",
    ]


def test_magics_and_commands_are_no_code():
    text = notebook(["%matplotlib inline\n", "!pip install x\n", "import a\n", "  %time f()\n", "?f"],
                    ["%%bash\n", "import b\n"], ["\n", "%%time\n", "import c\n"])
    assert [line for _, line in notebook_code(text)[1]] == ["", "", "import a", "", "", "", "", "import c"]


@pytest.mark.parametrize("text", [
    "", "[]", "{", '{"cells": [{"cell_type": "code", "source": "a', '{"cells": {"cell_type": "code", "source": "a"}}',
    "}" * 5, '"cells"', '{"cells": [[{"cell_type": "code", "source": "a"}]]}', "\\",
    '{"cells": [{"cell_type": "code"}]}',
])
def test_what_is_no_notebook_has_no_code(text):
    assert notebook_code(text)[1] == []


@pytest.mark.parametrize("piece", ["[", "{", '"', '"\\', '\\"', '{"cells":[', "\n", '"a",', '{"cells":[{"source":["'])
def test_nothing_is_quadratic(piece):
    assert notebook_code(piece * 30_000)[1] == []


def test_a_line_in_many_pieces_is_not_quadratic():
    pieces = 100_000
    text = '{"cells":[{"cell_type":"code","source":[' + '"abc",' * pieces + '"\\n"]}]}'
    assert notebook_code(text)[1] == [(1, "abc" * pieces)]


@given(st.text(alphabet='{}[]:,"\\ \ncels', max_size=80))
def test_any_text_is_read(text):
    assert isinstance(notebook_code(text)[1], list)
