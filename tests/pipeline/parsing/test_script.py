"""Notebooks as scripts."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages.catalogue import languages
from pipeline.parsing.script import NotebookError, script_of

ENTRY = languages()["jupyter-notebook"]


def code(*lines, **more):
    return {"cell_type": "code", "metadata": {}, "source": [*(line + "\n" for line in lines)], **more}


def text(*lines):
    return {"cell_type": "markdown", "source": "\n".join(lines)}


def script(*cells, **metadata):
    made = script_of(json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4}).encode(), ENTRY, languages())
    return made.language, made.text.decode()


def test_code_in_order_texts_as_comments_and_no_outputs():
    found = script(
        text("# Words", "", "and *more*"), code("import a", "", "x = 'é'", outputs=[{"text": ["4096\n"]}]),
        {"cell_type": "raw", "source": "raw"}, code(), code("", "y = x", ""),
    )
    assert found == ("python", "# # Words\n#\n# and *more*\n\nimport a\n\nx = 'é'\n\ny = x\n")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("%matplotlib inline", "# %matplotlib inline"),
        ("    %time f()", "#     %time f()"),
        ("!pip install a", "# !pip install a"),
        ("files = !ls", "# files = !ls"),
        ("?f", "# ?f"),
        ("a.b?", "# a.b?"),
        ("x = a % b", "x = a % b"),
        ("  % (a, b))", "  % (a, b))"),
        ("!= b)", "!= b)"),
        ("x = 'is it?'", "x = 'is it?'"),
        ("x = 1  # is it?", "x = 1  # is it?"),
    ],
)
def test_what_ipython_takes_for_its_own(line, expected):
    assert script(code("a = 1", line))[1] == f"a = 1\n{expected}\n"


def test_magics_of_cells():
    assert script(code("a = 1"), code("%%bash", "ls"))[1] == "a = 1\n\n# %%bash\n# ls\n"
    assert script(code("", "%%time", "a = 1"))[1] == "# %%time\na = 1\n"


@pytest.mark.parametrize(
    ("metadata", "language", "comment"),
    [
        ({}, "python", "#"),
        ({"kernelspec": {"language": "R", "name": "ir"}}, "r", "#"),
        ({"kernelspec": {"name": "conda-env"}, "language_info": {"name": "javascript"}}, "javascript", "//"),
        ({"kernelspec": {"name": "julia"}}, "julia", "#"),
        ({"kernelspec": None}, "python", "#"),
    ],
)
def test_the_language_is_that_of_the_kernel(metadata, language, comment):
    assert script(text("words"), code("%x"), **metadata) == (
        language, f"{comment} words\n\n{'# ' if language == 'python' else ''}%x\n")


def test_version_3_and_pictures():
    old = {"worksheets": [{"cells": [{"cell_type": "heading", "level": 1, "source": "Words"},
                                     {"cell_type": "code", "input": ["a = 1"], "language": "python"}]}]}
    assert script_of(json.dumps(old).encode(), ENTRY, languages()).text == b"# Words\n\na = 1\n"
    assert script(text("![](data:image/png;base64,AAAA+/=)"), code("a = 1"))[1] == "# ![](data:)\n\na = 1\n"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not JSON"),
        (b'{"cells": [', "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"cells": ' + b"9" * 10_000 + b"}", "not JSON"),
        (b"[]", "an object is missing"),
        (b"null", "no code"),
        (b"{}", "no code"),
        (b'{"cells": {}}', "a list is missing"),
        (b'{"cells": [1]}', "an object is missing"),
        (b'{"cells": [{"cell_type": "code", "source": [1]}]}', "the text of a cell is missing"),
        (b'{"cells": [{"cell_type": "code", "source": {}}]}', "a list is missing"),
        (b'{"cells": [{"cell_type": "markdown", "source": "words"}]}', "no code"),
        (b'{"cells": [], "metadata": {"kernelspec": {"language": "klingon"}}}', "code in klingon"),
    ],
)
def test_what_gives_no_script_says_why(content, why):
    with pytest.raises(NotebookError, match=why):
        script_of(content, ENTRY, languages())


values = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=3),
                      lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
                          st.sampled_from(["cells", "worksheets", "cell_type", "source", "metadata"]), inner))


@given(values)
def test_any_json_is_a_script_or_an_error(value):
    try:
        script_of(json.dumps(value).encode(), ENTRY, languages())
    except NotebookError:
        return


@given(st.lists(st.text(max_size=20), min_size=1), st.booleans())
def test_scripts_are_text_and_lose_no_line_of_code(lines, is_r):
    metadata = {"kernelspec": {"language": "R"}} if is_r else {}
    made = script(code("a", *lines), **metadata)[1]
    assert made.encode().decode() == made
    assert made.endswith("\n")
    for line in lines:
        assert all(piece.strip() in made for piece in line.replace("\0", "\ufffd").replace("\r", "\n").split("\n"))


@pytest.mark.parametrize("line", [" " * 200_000, "a " * 100_000, "a" * 200_000 + "!", "?" * 200_000, "(?" * 100_000])
def test_hostile_lines_take_no_longer_than_others(line):
    script(code("a = 1", line))
