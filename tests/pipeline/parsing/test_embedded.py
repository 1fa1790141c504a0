"""What is code in a document, by the marks of its kind, and where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages.catalogue import languages
from pipeline.languages.language import Code, Comment, Language
from pipeline.parsing.embedded import FORMS, code_lines
from pipeline.parsing.parsed_file import ImportStatement
from pipeline.parsing.task import perform, prepare, task_of
from tests.pipeline.parsing.queries import LANGUAGES


def numbers(form: str, text: str, names: dict[str, str]) -> dict[str, list[int]]:
    """Lines of code by language."""
    return {language: [number for number, _ in lines]
            for language, lines in code_lines(text, (form,), names).items()}


@pytest.mark.parametrize(("form", "text", "lines"), [
    ("bird", "text\n\n> code\n> code\n\n<no\n >no\n", [3, 4]),
    ("latex", "\\begin{code}\nx\n\n\\end{code}\nno\n\\begin{code}[hide]\ny\n  \\end{code}\n", [2, 3, 7]),
    ("latex", "\\begin{verbatim}\nno\n\\end{verbatim}\n\\begin{code}\nx", [5]),
    ("org", "#+begin_src agda2\nx\n#+end_src\n#+begin_src python\nno\n#+end_src\n#+BEGIN_SRC agda2\ny", [2, 8]),
    ("indented", "Text\n    no\n\n    code\n    code\n\n* item\n    no\n\n\tcode\n1. one\n  no\n", [4, 5, 10]),
    ("colons", "Text::\n\n  code\n   code\n\n  code\n\nText\n  no\n.. note::\n\n  no\nx ::\n y\n", [3, 4, 6, 14]),
    ("fences", "```\na\n```\n~~~ agda\nb\n```\n~~~\n```text\nno\n```\n", [2, 5, 6]),
    ("fences", "no\n````\na\n```\nb\n````\nno\n", [3, 4, 5]),
])
def test_lines_of_code(form, text, lines):
    assert numbers(form, text, {"": "agda", "agda": "agda"}) == {"agda": lines}


def test_chunks_say_their_language_and_that_they_run():
    text = "```{r setup, echo=FALSE}\na\n```\n```r\nno\n```\n```{python}\nb\n```\n```{sql}\nno\n```\n```{ R }\nc\n```\n"
    assert numbers("chunks", text, {"r": "r", "python": "python"}) == {"r": [2, 14], "python": [8]}


def test_the_mark_of_a_line_is_blank():
    assert code_lines("> a\n>b\n", ("latex", "bird"), {"": "haskell"}) == {"haskell": [(1, "  a"), (2, " b")]}


def test_forms_together_keep_the_order_of_lines():
    text = "> a\n\\begin{code}\nb\n\\end{code}\n> c\n"
    assert [number for number, _ in code_lines(text, ("latex", "bird"), {"": "haskell"})["haskell"]] == [1, 3, 5]


@given(st.sampled_from(sorted(FORMS)), st.text(alphabet="`~{}r >\t\n:.*1\\begincod#+_s\"[]", max_size=80))
def test_any_text_is_read(form, text):
    count = text.count("\n") + 1
    for lines in code_lines(text, (form,), {"": "a", "r": "b"}).values():
        assert all(1 <= number <= count for number, _ in lines)
        assert [number for number, _ in lines] == sorted(number for number, _ in lines)


DOCUMENT = Language(
    "document", ("Document",), Comment("#"), code=Code("python", ("chunks",), {".txt": ("latex",)}, {"java": "java"})
)


def read(path: str, text: str):
    task = task_of({**LANGUAGES, "document": DOCUMENT}, "document", path)
    assert task is not None
    return perform(prepare(task), text.encode())


def test_code_is_read_as_its_language_and_keeps_its_lines():
    parsed = read("a.md", "import no\n\n```{java}\nimport b.C;\n```\n```{python}\nx = 1\n\nimport os\n```\n")
    assert parsed.status == "code"
    assert [(name, part.imports) for name, part in parsed.code] == [
        ("python", (ImportStatement("os", line=9),)), ("java", (ImportStatement("b.C", line=4),)),
    ]
    assert parsed.import_count == 2
    assert [name for name, _ in parsed.parts("document")] == ["python", "java"]


def test_the_ending_chooses_the_marks():
    assert read("a.md", "\\begin{code}\nimport os\n\\end{code}\n").code == ()
    assert read("a.txt", "\\begin{code}\nimport os\n\\end{code}\n").code[0][1].imports[0].line == 2


def test_forms_of_the_catalogue_are_known():
    for language in languages().values():
        if language.code is not None:
            named = {*language.code.form, *(name for form in language.code.forms.values() for name in form)}
            assert named <= set(FORMS)
