"""The contract of captures, and the share of errors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages.language import Grammar
from pipeline.parsing import extract as module
from pipeline.parsing import node_names, statements, syntax
from pipeline.parsing.extract import extract
from pipeline.parsing.grammars import GrammarError
from pipeline.parsing.parsed_file import ImportStatement
from pipeline.parsing.query import reader
from tests.pipeline.parsing.queries import LANGUAGES


def read(language: str, text: bytes):
    entry = LANGUAGES[language]
    return extract(reader(entry.name, entry.grammar, entry.imports.query if entry.imports else None), text)


def test_imports_in_order_of_lines_with_names_united():
    parsed = read("python", b"import b, a.c as d\nfrom .m import (x, y as z,\n  x)\nfrom q import *\n")
    assert parsed.imports == (
        ImportStatement("b", line=1),
        ImportStatement("a.c", line=1),
        ImportStatement(".m", ("x", "y"), line=2),
        ImportStatement("q", line=4, wildcard=True),
    )


def test_kind_style_and_a_module_without_statement():
    parsed = read("python", b"if TYPE_CHECKING:\n  import a\nm = import_module(\n  'x.y')\n")
    assert parsed.imports == (
        ImportStatement("a", line=2), ImportStatement("a", line=2, kind="type-only"),
        ImportStatement("x.y", line=4, style="dynamic"),
    )


def test_several_modules_of_a_match_are_joined():
    parsed = read("python", b"class A:\n  class B: pass\n  def c(self): pass\n")
    assert [(s.module, s.style) for s in parsed.imports] == [("A.B", "inner"), ("A::c", "method")]


def test_text_left_whole_is_searched_and_a_module_spelled_out():
    parsed = read("make", b"include a\nall:\n\t@make -C b; \\\n\tmake -C c &&\\\n\tmake -f 'd.mk' -C c\n")
    assert parsed.imports == (
        ImportStatement("mk/a.mk", line=1),
        ImportStatement("b", line=3, style="call"),
        ImportStatement("c", line=4, style="call"),
        ImportStatement("d.mk", line=5, style="call"),
        ImportStatement("c", line=5, style="call"),
    )


def test_java_packages_definitions_and_uses_without_local_names():
    text = b"package a.b;\nimport c.D;\nimport c.*;\nclass Z { D d; E e; class E {} Z z; }\nclass A {}\n"
    parsed = read("java", text)
    assert parsed.packages == ("a.b",)
    assert parsed.imports == (ImportStatement("c.D", line=2), ImportStatement("c", line=3, wildcard=True))
    assert parsed.defines == ("A", "Z")
    assert parsed.uses == ("D", "Z")
    assert [parsed.line_of(use) for use in ("D", "Z", "no such use")] == [4, 4, 0]


def test_quotes_are_taken_off_once_and_spaces_only_at_the_ends():
    parsed = read("c", b'#include "a b.h"\n#include <x/y.h>\n#include ""\n')
    assert [(s.module, s.style) for s in parsed.imports] == [("a b.h", ""), ("x/y.h", "system")]
    assert [s.module for s in read("python", b"import_module(\"'a'\")").imports] == ["'a'"]


def test_text_that_is_not_utf8_is_replaced():
    assert [s.module for s in read("c", b'#include "\xff.h"\n').imports] == ["\ufffd.h"]


def test_long_names_are_left_out():
    long = b"n" * (node_names.MAX_NAME_BYTES + 1)
    assert read("python", b"from a import b, " + long + b"\n").imports == (ImportStatement("a", ("b",)),)
    assert read("python", b"class " + long + b": pass\nclass B: pass\n").defines == ("B",)
    assert read("c", b'#include "' + b"n" * statements.MAX_MODULE_BYTES + b'"\n').imports == ()


def test_of_too_many_the_first_in_the_file_are_kept(monkeypatch):
    monkeypatch.setattr(statements, "MAX_IMPORTS", 2)
    for user in (module, statements):
        monkeypatch.setattr(user, "MAX_NAMES", 2)
    monkeypatch.setattr(module, "MAX_USES", 3)
    assert [s.module for s in read("python", b"import z\nimport y\nimport x\n").imports] == ["z", "y"]
    assert read("python", b"class Z: pass\nclass Y: pass\nclass X: pass\n").defines == ("Y", "Z")
    assert read("java", b"class A { D d; C c; C c; B b; A a; }").uses == ("B", "C", "D")


@pytest.mark.parametrize(("text", "least", "most"), [
    (b"", 0, 0),
    (b"x = 1\n", 0, 0),
    (b"def f(:\n  pass\n" + b"x = 1\n" * 100, 0.001, 0.05),
    (b"$ ? $ ? $ ?", 0.9, 1),
    (b")" * 1000, 0.9, 1),
])
def test_error_share(text, least, most):
    assert least <= read("python", text).error_share <= most


def test_a_missing_token_counts_a_little():
    text = b"int f(void) { return 1 }\n"
    assert read("c", text).error_share == pytest.approx(syntax.MISSING_BYTES / len(text))


@given(st.binary(max_size=300))
def test_any_bytes_give_a_result_within_the_contract(text):
    for language in ("python", "java", "c"):
        parsed = read(language, text)
        assert 0 <= parsed.error_share <= 1
        assert list(parsed.defines) == sorted(set(parsed.defines))
        assert list(parsed.uses) == sorted(set(parsed.uses))
        assert [s.line for s in parsed.imports] == sorted(s.line for s in parsed.imports)


def test_deep_nesting_does_not_recurse():
    share = read("python", b"(" * 20_000 + b"1 $ 2" + b")" * 20_000).error_share
    assert 0 < share < 1


@pytest.mark.parametrize(("query", "says"), [
    ("(module) @import\n\n(no_such_node) @module", "line 3, column 1: no_such_node"),
    ("(module", "EOF"),
    ("(module) @modul", "@modul"),
    ('(module) @import\n((module) @import (#set! kinds "x"))', "line 2.*kinds"),
    ('(module) @import\n((module) @import (#set! kind "typ-only"))', "line 2: no such kind typ-only; known"),
    ('((module) @module (#set! each "("))', "unterminated|parenthes"),
    ('((identifier) @name (#match? @name "("))', "unterminated|parenthes|Invalid"),
])
def test_a_wrong_query_is_an_error_with_language_and_place(query, says):
    with pytest.raises(GrammarError, match=rf"(?s)snake: import query.*({says})"):
        reader("snake", Grammar("language-pack", "python"), query)
