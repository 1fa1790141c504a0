"""What a tree says of errors and brackets."""

import pytest
import tree_sitter

from pipeline.languages.catalogue import languages
from pipeline.languages.language import Grammar
from pipeline.parsing.extract import extract
from pipeline.parsing.grammars import load
from pipeline.parsing.query import reader
from pipeline.parsing.syntax import bracket_query, errors, unbalanced


def tree(text: bytes, name: str = "python"):
    language = load(Grammar("language-pack", name))
    return tree_sitter.Parser(language).parse(text), bracket_query(language)


def test_errors_have_a_size_and_an_end():
    assert errors(tree(b"x = 1\n")[0]).end == -1
    found = errors(tree(b"x = 1\ny = = 2\nz = 3\n")[0])
    assert 0 < found.bytes < 9
    assert 6 < found.end < 13
    assert errors(tree(b"x = (1\n")[0]).end >= 6


@pytest.mark.parametrize(
    ("text", "grammar", "expected"),
    [
        (b"x = [1, (2, {3: 4})]\n", "python", False),
        (b"x = [1, (2, {3: 4}]\n", "python", True),
        (b"x = 1, 2)\n", "python", True),
        (b"x = ')' # (\n", "python", False),
        (b"x = f'{a[0]}'\n", "python", False),
        (b"let x = `${a}`;\n", "javascript", False),
        (b"let x = `${a`;\n", "javascript", True),
        (b"x = \"#{a[0]}\" + %w[a b].join\n", "ruby", False),
        (b"f(a\n", "javascript", True),  # a bracket that the parser invents is none
    ],
)
def test_brackets_are_the_tokens_that_say_so(text, grammar, expected):
    assert unbalanced(*tree(text, grammar)) == expected


def test_every_grammar_whose_brackets_count_has_some():
    for language in languages().values():
        if language.syntax.brackets == "tree":
            for grammar in filter(None, [language.grammar, *language.grammars.values()]):
                assert bracket_query(load(grammar)) is not None


def test_what_a_file_says():
    opened = reader("python", Grammar("language-pack", "python"), None, brackets=True)
    sound, cut, lost = (extract(opened, text) for text in (b"x = 1\n", b"x = 1\ny = (2", b"x = 1)\ny = 2\n"))
    assert [(found.error_share > 0, found.open_end, found.unbalanced) for found in (sound, cut, lost)] == [
        (False, False, False), (True, True, True), (True, False, True)]
    unasked = extract(reader("python", Grammar("language-pack", "python"), None), b"x = 1)\ny = 2\n")
    assert not unasked.unbalanced
