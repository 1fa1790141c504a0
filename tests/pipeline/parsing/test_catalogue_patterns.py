"""The patterns of the catalogue end in time on any text, and find nothing in what is neither code nor import."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import Parsing
from pipeline.languages.catalogue import languages
from pipeline.parsing.leash import Parser
from pipeline.parsing.match import match, matcher
from pipeline.parsing.parsed_file import READ

PATTERNS = {
    name: entry.imports.patterns for name, entry in languages().items() if entry.imports and entry.imports.patterns
}
# Beginnings of statements, comments and strings of these languages, over and over.
PIECES = [
    *("import ", "import a, ", "open ", "open A.B.", "use \"", "use_module([", ":- [", "#include ", "load script "),
    *("'", '"', "`", "/", "\\", "(", "[", "(*", "{-", "/-", "/*", "///", "*)", "-/", "<%", "```", "{{", "\\begin{"),
    *("@", " ", "\t", "\n", "\r\n", "A.", "a ", "a_", "1", ".", ",", "=", "- ", "# ", "// ", "\n\n  ", "\nimport\n"),
]


@pytest.fixture(scope="module")
def parser():
    """A parser with the usual deadline that uses no grammar: some are slow where the patterns are not."""
    bare = {name: replace(languages()[name], grammar=None, grammars={}, code=None) for name in PATTERNS}
    with Parser(Parsing(), bare) as parser:
        yield parser


@pytest.mark.slow
@pytest.mark.parametrize("language", sorted(PATTERNS))
def test_no_pattern_is_slow_on_any_repetition(parser, language):
    slow = [piece for piece in PIECES
            if parser.parse(language, "x", piece.encode() * (60_000 // len(piece))).status not in READ]
    assert slow == []


@pytest.mark.parametrize("language", sorted(PATTERNS))
@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_mixture_gives_names_of_the_text(language, text):
    parsed = match(matcher(PATTERNS[language]), text.encode())
    for name in (*(s.module for s in parsed.imports), *parsed.packages, *parsed.defines, *parsed.uses):
        assert name == name.strip() != ""
