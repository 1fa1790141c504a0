"""Merge conflicts, lost brackets and cut ends: texts through the rules of the `best` profile and the real parser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Parsing, Rules, load_run
from pipeline.languages.catalogue import languages
from pipeline.parsing.leash import Parser
from pipeline.parsing.parsed_file import ParsedFile
from pipeline.rules import Subject, brackets, broken, judge_parsed, measure

BEST = load_run("conf/best.yaml").rules
CONFLICT = "<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> other\n"
FUNCTION = {
    "python": "def f(words):\n    return [len(word) for word in words]\n",
    "java": "class A {\n    int f(int[] a) {\n        return a[0];\n    }\n}\n",
    "javascript": "function f(a) {\n  return `${a[0]}` + /[(]/.source;\n}\n",
    "c": "#ifdef A\nint f(int a) {\n#else\nint g(int a) {\n#endif\n    return a;\n}\n",
    "ruby": "def f(a)\n  \"#{a[0]}\" + %w[a b].join\nend\n",
    "lua": "local function f(a)\n  return a[1]\nend\n",
    "rust": "fn f(a: &[u8]) -> u8 {\n    a[0]\n}\n",
    "go": "package a\n\nfunc f(a []int) int {\n\treturn a[0]\n}\n",
    "css": "a[href] {\n  color: red;\n}\n",
}


@pytest.fixture(scope="module")
def parser():
    with Parser(Parsing(), languages()) as opened:
        yield opened


def subject(text, language):
    entry = languages()[language]
    return Subject("file", language, text.encode(), measure(text.encode()), entry.syntax, entry.comment.open)


def rule(parser, text, language="python", options=BEST):
    verdict = judge_parsed(subject(text, language), parser.parse(language, "file", text.encode()), options)
    return verdict and verdict.rule


@pytest.mark.parametrize("language", FUNCTION)
def test_one_bracket_less_is_seen_wherever_it_was(parser, language):
    text = FUNCTION[language]
    assert rule(parser, text, language) is None
    places = [place for place, character in enumerate(text) if character in "()[]{}"
              and text[place - 1 : place] not in "#$" and "[(]" not in text[place - 1 : place + 3]]
    for place in places:
        less = text[:place] + text[place + 1 :]
        assert rule(parser, less, language) is not None, less


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CONFLICT, "conflict_markers"),
        ("def f():\n    pass\n" + CONFLICT + "def g():\n    pass\n", "conflict_markers"),
        (CONFLICT.replace("=======", "||||||| base\nx = 0\n======="), "conflict_markers"),
        (CONFLICT.replace("\n", "\r\n"), "conflict_markers"),
        ("'''\n" + CONFLICT + "'''\n", "conflict_markers"),
        ("'''A conflict:\n" + CONFLICT + "'''\n", None),  # the file is about them
        ("'''\n" + CONFLICT + "'''\ndef conflict(): pass\n", None),
        ("# a conflict\n" + CONFLICT, "conflict_markers"),  # it may speak of what it likes: it is broken
        ("'''\n" + CONFLICT.replace("=======", "--------") + "'''\n", None),
        ("'''\n" + CONFLICT.replace("=======", "========") + "'''\n", None),
        ("'''\n" + CONFLICT.replace("<<<<<<<", "<<<<<<<<") + "'''\n", None),
        ("'''\n" + CONFLICT.replace("<<<<<<<", " <<<<<<<") + "'''\n", None),
        ("'''\nTitle\n=======\n<<<<<<< a\n>>>>>>> b\n'''\n", None),
    ],
)
def test_conflicts(parser, text, expected):
    assert rule(parser, text) == expected


def test_a_conflict_names_its_line_and_counts_without_a_grammar(parser):
    text = "a: b\n" + CONFLICT.replace(" = ", ": ")
    found = parser.parse("yaml", "a.yaml", text.encode())
    verdict = judge_parsed(subject(text, "yaml"), found, BEST)
    assert (verdict.rule, verdict.detail) == ("conflict_markers", "line 2")
    title = "A title\n=======\n\nwords\n"
    assert rule(parser, title, "restructuredtext") is None


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("x = 1\n\ny = f(x", "python", "truncated"),
        ("x = 1\ny = x", "python", None),  # a whole statement
        ("value = 1\ny = val", "python", "truncated"),
        ("x = 1\ny = value", "python", "truncated"),
        ("x = 1\nif x:\n    x = 2\n    ", "python", "truncated"),
        ("x = 1\ny = 42", "python", None),
        ("x = 1\ny = 'z'", "python", None),
        ("x = 1\n# a word of x", "python", "truncated"),
        ("x = 1\n# what it is", "python", "truncated"),
        ("x = 1\n# it is a word of it", "python", "truncated"),
        ("x = 1\n# it is a word of it.", "python", None),
        ("x = 1\n# vim: set ft=python", "python", None),
        ("a { }\n/* it is a word of it */", "css", None),
        ("worded = 1\n# word", "python", "truncated"),
        ("wörter = 1\n# wört", "python", "truncated"),
        ("x = 1\ny = wörter", "python", "truncated"),
        ("x = 1\ny = x\r\n", "python", None),
        ("int a;\n#endif", "java", "truncated"),
        ("class A {}\n//# sourceMappingURL=A.js.map", "javascript", None),
        ("#ifndef A\nint a;\n#endif", "c", None),
        ("words that end somewhere", "markdown", None),
    ],
)
def test_ends(parser, text, language, expected):
    assert rule(parser, text, language) == expected


def test_nothing_of_this_is_asked_unless_the_run_says_so(parser):
    for text in (CONFLICT, "x = 1\n" * 20 + "y = f(x", "x = 1\n" * 20 + "y = f(x\n"):
        assert rule(parser, text * 1, options=Rules(syntax_error_share=1)) is None


def test_the_catalogues_share_of_errors_counts_only_when_asked_for():
    own = subject("x" * 99 + "\n", "python")
    loose = Subject(own.path, "c", own.text, own.facts, languages()["c"].syntax)
    for share, options, expected in (
        (0.2, BEST, None), (0.2, Rules(), "syntax_errors"), (0.2, Rules(syntax_by_language=True), None),
    ):
        verdict = judge_parsed(loose, ParsedFile("ok", share), options.model_copy(update={"drop_unbalanced": False}))
        assert (verdict and verdict.rule) == expected
    assert judge_parsed(own, ParsedFile("ok", 0.2), BEST).rule == "syntax_errors"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f(a[0]) { '(' ; \"(\" ; // (\n /* ( */ }", False),
        ("f(a[0) { }", True),
        ("f(]", True),
        ("#if A\nif (a) {\n#else\nif (b) {\n#endif\n}\n", False),
        ("#if A\nif (a {\n#else\nif (b) {\n#endif\n}\n", True),
        ("#if A\nif (a) {\n#else\nif (b {\n#endif\n}\n", True),
        ("#ifdef __cplusplus\nextern \"C\" {\n#endif\nint a;\n#ifdef __cplusplus\n}\n#endif\n", False),
        ("#if A\n#if B\n(\n#elif C\n(\n#else\n(\n#endif\n#else\n(\n#endif\n)\n", False),
        ("#if A\n", True),
        ("#endif\n", True),
        ("#error don't (\n", False),
        ("/* no end", True),
        ("/* ** / *", True),
        ("auto a = R\"x()\" ( )x\";", False),
        ("int a = 1'000'000; f('\\'', L'(');", False),
        ("char a = '", False),
        ("// goes on \\\n (\n", False),
    ],
)
def test_brackets_of_c(text, expected):
    assert brackets.unbalanced(text.encode()) == expected


PARTS = ["/*", "*/", "//", "\n", "#if", "#else", "#endif", "(", ")", "'", '"', "\\", 'R"a(', ")a\""]


@given(st.lists(st.sampled_from(PARTS)))
def test_any_text_has_an_answer(parts):
    text = "".join(parts)
    brackets.unbalanced(text.encode())
    assert broken.truncated(subject(text, "c"), ParsedFile("ok"), Rules()) is None


@pytest.mark.parametrize("text", ["/*" * 200_000, 'R"a(' * 100_000, "'" * 400_000, "/* *" * 100_000, "#if\n" * 100_000,
                                  '"\\' * 200_000, "// \\\n" * 80_000, "(" * 400_000])
def test_hostile_texts_take_no_longer_than_others(text):
    brackets.unbalanced(text.encode())


@pytest.mark.parametrize(
    "text", ["<<<<<<<\n" * 50_000, "<<<<<<<\n=======\n" * 20_000, "=======\n" * 50_000 + "<<<<<<<"]
)
def test_marks_without_an_end_are_no_conflict(text):
    assert broken.conflict_markers(subject(text, "c"), ParsedFile("ok", 0.1), BEST) is None
