"""Dependencies told by names: which names are tests, what is too common to tell, and which kinds are asked for."""

import pytest

from pipeline.imports.pairs import MOST_NAMESAKES, names_tested
from pipeline.imports.resolve import resolve
from pipeline.kinds import KINDS
from pipeline.languages.catalogue import languages
from tests.pipeline.imports.reading import index


@pytest.mark.parametrize(("stem", "tested"), [
    ("test_parser", ["parser"]),
    ("parser_test", ["parser"]),
    ("parser_unittest", ["parser"]),
    ("parser.test", ["parser"]),
    ("parser.spec", ["parser"]),
    ("user-list_spec", ["user-list"]),
    ("ParserTest", ["Parser"]),
    ("HTTP2Tests", ["HTTP2"]),
    ("TestParser", ["Parser"]),
    ("parser_SUITE", ["parser"]),
    ("test_parser_test", ["parser_test", "test_parser"]),
    ("Testing", []),
    ("LATEST", []),
    ("latest", []),
    ("contest", []),
    ("Inspec", []),
    ("test", []),
    ("_test", []),
    ("", []),
])
def test_stems_of_tests_in_all_languages(stem, tested):
    assert list(names_tested(stem)) == tested


@pytest.mark.parametrize(("test", "tested"), [
    ("pkg/lexer_test.go", "pkg/lexer.go"),
    ("src/test/java/a/LexerTest.java", "src/main/java/a/Lexer.java"),
    ("src/test/java/a/LexerTest.java", "src/main/kotlin/a/Lexer.kt"),
    ("spec/models/lexer_spec.rb", "lib/models/lexer.rb"),
    ("src/lexer.spec.ts", "src/lexer.tsx"),
    ("test/test_lexer.c", "src/lexer.c"),
    ("tests/unit/parsing/test_lexer.py", "src/pkg/parsing/lexer.py"),
    ("packages/one/test/lexer.test.ts", "packages/one/src/lexer.ts"),
    ("src/lexer_test.cc", "src/lexer.cc"),
])
def test_a_test_comes_after_what_it_is_named_after(test, tested):
    assert kinds_of({test: b"\n", tested: b"\n"}) == {(test, tested, "test")}


def test_of_a_source_and_its_header_the_source_is_tested():
    assert kinds_of({"b/a_test.c": b"\n", "a.c": b"\n", "a.h": b"\n"}, {"test"}) == {("b/a_test.c", "a.c", "test")}


def test_a_name_in_another_language_means_nothing():
    assert kinds_of({"test_lexer.py": b"\n", "lexer.rb": b"\n"}) == set()


@pytest.mark.parametrize(("test", "other"), [
    ("packages/one/tests/object.test.ts", "packages/bench/object.ts"),
    ("synth/issue1/tb_test.py", "synth/issue2/tb.py"),
    ("src/one/__tests__/view.test.js", "src/two/view.js"),
])
def test_a_file_of_another_branch_is_not_tested(test, other):
    assert kinds_of({test: b"\n", other: b"\n"}) == set()


def test_a_name_that_many_files_have_tells_nothing_but_beside_them():
    texts = {f"src/d{number}/index.js": b"\n" for number in range(MOST_NAMESAKES + 1)}
    assert kinds_of(texts | {"test/index.test.js": b"\n"}) == set()
    assert kinds_of(texts | {"src/d7/index.test.js": b"\n"}) == {("src/d7/index.test.js", "src/d7/index.js", "test")}


def test_kinds_that_are_not_asked_for_leave_room_for_the_next():
    texts = {"a.h": b"int f(void);\n", "a.c": b'#include "a.h"\n', "a_test.c": b'#include "a.c"\n'}
    assert kinds_of(texts) == {("a.c", "a.h", "import"), ("a_test.c", "a.c", "import")}
    assert kinds_of(texts, {"header", "test"}) == {("a.c", "a.h", "header"), ("a_test.c", "a.c", "test")}
    assert kinds_of(texts, set()) == set()


def kinds_of(texts, kinds=frozenset(KINDS)):
    return {(edge.src, edge.dst, edge.kind) for edge in resolve(index(texts), languages(), kinds).edges}
