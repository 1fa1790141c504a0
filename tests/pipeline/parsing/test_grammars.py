"""Every grammar of the catalogue loads, and every package is one the catalogue may name."""

import pytest
import tree_sitter

from pipeline.languages.catalogue import languages
from pipeline.languages.language import Grammar
from pipeline.parsing.grammars import PACKAGES, GrammarError, load
from pipeline.parsing.query import reader

WANTED = [(language, grammar) for language in languages().values()
          for grammar in [language.grammar, *language.grammars.values()] if grammar is not None]


@pytest.mark.parametrize(("language", "grammar"), WANTED, ids=lambda value: value.name)
def test_grammar_loads_and_its_queries_compile(language, grammar):
    opened = reader(language.name, grammar, language.imports.query if language.imports else None, language.roles)
    assert opened.parser.parse(b"").root_node.end_byte == 0
    assert (opened.query is None) == (language.imports is None or language.imports.query is None)


@pytest.mark.parametrize(("package", "name", "text"), [
    ("tree-sitter-languages", "python", b"import os\n"),
    ("tree-sitter-languages", "c_sharp", b"using A.B;\n"),
    ("tree-sitter-tonel-smalltalk", "tonel_smalltalk", b"Class { #name : #A }\n"),
    ("tree-sitter-vb-dotnet", "vb_dotnet", b"Imports System\n"),
    ("tree-sitter-systemverilog", "systemverilog", b"module m; endmodule\n"),
])
def test_every_source_of_grammars_parses(package, name, text):
    tree = tree_sitter.Parser(load(Grammar(package, name))).parse(text)
    assert tree.root_node.child_count > 0
    assert not tree.root_node.has_error


@pytest.mark.parametrize(("package", "name"), [
    ("no-such-package", "python"), ("language-pack", "no_such"), ("tree-sitter-languages", "no_such"),
])
def test_what_cannot_be_loaded_is_named(package, name):
    with pytest.raises(GrammarError, match=package):
        load(Grammar(package, name))


def test_packages_are_exactly_these():
    assert sorted(PACKAGES) == [
        "language-pack", "tree-sitter-batch", "tree-sitter-bsv", "tree-sitter-c-sharp", "tree-sitter-languages",
        "tree-sitter-sas", "tree-sitter-systemverilog", "tree-sitter-tonel-smalltalk", "tree-sitter-vb-dotnet",
    ]
