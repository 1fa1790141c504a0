"""The catalogue loads whole, and a wrong entry is refused with the place of the mistake."""

from pathlib import Path

import pytest
import yaml

from pipeline.languages.catalogue import CATALOGUE, CatalogueError, languages, read_catalogue
from pipeline.languages.language import Grammar, Language
from pipeline.languages.patterns import Block, Comments, Find, Patterns

DEEPSEEK_CODER = """
ada agda alloy antlr applescript assembly augeas awk batchfile bluespec c c-sharp clojure cmake coffeescript
common-lisp cpp css cuda dart dockerfile elixir elm emacs-lisp erlang f-sharp fortran glsl go groovy haskell
html idris isabelle java java-server-pages javascript json julia jupyter-notebook kotlin lean literate-agda
literate-coffeescript literate-haskell lua makefile maple markdown mathematica matlab ocaml pascal perl php
powershell prolog protocol-buffer python r racket restructuredtext rmarkdown ruby rust sas scala scheme shell
smalltalk solidity sparql sql stan standard-ml stata systemverilog tcl tcsh tex thrift typescript verilog vhdl
visual-basic xslt yacc yaml zig
"""
GOOD = "linguist: [A]\ncomment: {open: '#'}\n"
FIND = "find: [{pattern: '^use (?P<module>.+)'}]\n"


def entry(folder: Path, name: str, text: str = GOOD, **others: str) -> None:
    (folder / name).mkdir()
    (folder / name / "language.yaml").write_text(text)
    for file, content in others.items():
        (folder / name / file.replace("_", ".")).write_text(content)


def test_languages_are_deepseek_coders_89():
    assert list(languages()) == sorted(DEEPSEEK_CODER.split())
    assert len(languages()) == 89


def test_no_stray_files():
    files = {path.name for path in CATALOGUE.glob("*/*")}
    assert files <= {"language.yaml", "imports.yaml", "imports.scm", "names.scm", "imports.patterns.yaml"}
    assert not [path for path in CATALOGUE.iterdir() if path.is_file()]


@pytest.mark.parametrize("place", sorted(CATALOGUE.glob("*/language.yaml")), ids=lambda place: place.parent.name)
def test_entries_are_written_alike(place: Path):
    values = yaml.safe_load(place.read_text("utf-8"))
    order = ["linguist", "comment", "grammar", "grammars", "files", "interpreters", "waived_rules", "no_imports",
             "code", "prose", "roles", "syntax"]
    assert list(values) == [key for key in order if key in values]
    for key in ("linguist", "interpreters", "waived_rules"):
        assert values.get(key, []) == sorted(values.get(key, []))
    for key in ("grammars", "files"):
        assert list(values.get(key, {})) == sorted(values.get(key, {}))


@pytest.mark.parametrize("language", languages().values(), ids=lambda language: language.name)
def test_grammars_load(language: Language):
    from pipeline.parsing.grammars import load

    for grammar in filter(None, [language.grammar, *language.grammars.values()]):
        assert load(grammar).node_kind_count > 2


def test_grammar_of_a_path_goes_by_its_ending():
    typescript, fortran = languages()["typescript"], languages()["fortran"]
    assert typescript.grammar_of("a/b.tsx") == Grammar("language-pack", "tsx")
    assert typescript.grammar_of("a.tsx/b.ts") == Grammar("language-pack", "typescript")
    assert fortran.grammar_of("a.f90") == Grammar("language-pack", "fortran")
    assert fortran.grammar_of("a.f") is None


def test_no_grammar_that_crashes_is_used():
    names = {language.grammar.name for language in languages().values() if language.grammar}
    assert names.isdisjoint({"markdown", "yaml"})


def test_small_catalogue(tmp_path: Path):
    entry(tmp_path, "b", "linguist: [B]\ncomment: {open: '#'}\n", imports_yaml="strategy: s\nquery: a\n")
    entry(tmp_path, "a", imports_yaml="strategy: s\nmanifests: [go.mod]\nheaders: {.c: [.h]}\n", imports_scm="(x)\n")
    found = read_catalogue(tmp_path)
    assert list(found) == ["a", "b"]
    first, second = found["a"].imports, found["b"].imports
    assert first is not None
    assert second is not None
    assert (first.query, second.query, first.manifests) == ("(x)\n", "(x)\n", ("go.mod",))
    assert (first.headers, second.headers) == ({".c": (".h",)}, {})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD + "colour: red\n", "colour: Extra inputs"),
        ("linguist: [A]\n", "comment: Field required"),
        ("linguist: [A]\ncomment: {open: ''}\n", "comment.open"),
        ("linguist: [A]\ncomment: {open: a, shut: b}\n", "comment.shut"),
        ("linguist: A\ncomment: {open: a}\n", "linguist"),
        ("linguist: []\ncomment: {open: a}\n", "linguist"),
        (GOOD + "waived_rules: [sytax_errors]\n", "unknown sytax_errors; known are alphabetic_share"),
        (GOOD + "files: {'*.a': '('}\n", r"files.\*.a"),
        (GOOD + "grammar: {package: p}\n", "grammar.name"),
        ("[", "not YAML"),
        ("", "valid dictionary"),
    ],
)
def test_wrong_entry_is_refused(tmp_path: Path, text: str, message: str):
    entry(tmp_path, "a", text)
    with pytest.raises(CatalogueError, match=rf"a/language\.yaml: .*{message}"):
        read_catalogue(tmp_path)


def test_two_languages_with_one_linguist_name(tmp_path: Path):
    entry(tmp_path, "a")
    entry(tmp_path, "b")
    with pytest.raises(CatalogueError, match=r"b/language\.yaml: linguist name 'A' already belongs to a"):
        read_catalogue(tmp_path)


def test_imports_and_a_reason_for_none(tmp_path: Path):
    entry(tmp_path, "a", GOOD + "no_imports: data only\n", imports_yaml="strategy: s\n", imports_scm="(x)\n")
    with pytest.raises(CatalogueError, match=r"a/language\.yaml: no_imports says why there is no imports\.yaml"):
        read_catalogue(tmp_path)


def test_names_are_read_only_where_they_are_asked_for(tmp_path: Path):
    entry(tmp_path, "a", imports_yaml="strategy: s\nnames: [a]\nnot_names: ['(x) @string']\n", imports_scm="(x)\n")
    (tmp_path / "a" / "names.scm").write_text("(y)\n")
    plain = read_catalogue(tmp_path)["a"]
    named = plain.with_names()
    assert (plain.imports.query, named.imports.query) == ("(x)\n", "(x)\n\n(y)\n")
    strings = [dict(language.roles)["string"] for language in (plain, named)]
    assert strings[1] == (*strings[0], "(x) @string")
    assert languages()["python"].with_names() == languages()["python"]


@pytest.mark.parametrize("name", sorted(name for name, language in languages().items()
                                        if language.grammar and language.imports and language.imports.names))
def test_queries_for_names_fit_their_grammars(name: str):
    from pipeline.parsing.query import reader

    language = languages()[name].with_names()
    for grammar in filter(None, [language.grammar, *language.grammars.values()]):
        assert reader(name, grammar, language.imports.query, language.roles).query is not None


def test_folder_without_language_file(tmp_path: Path):
    (tmp_path / "a").mkdir()
    with pytest.raises(CatalogueError, match=r"a/language\.yaml: missing"):
        read_catalogue(tmp_path)


@pytest.mark.parametrize(
    ("others", "message"),
    [
        ({"imports_scm": "(x)"}, "without imports.yaml"),
        ({"imports_patterns_yaml": FIND}, r"imports\.patterns\.yaml: of no use without imports\.yaml"),
        ({"imports_yaml": "strategy: s\n"}, "needs either imports.scm or imports.patterns.yaml"),
        ({"imports_yaml": "strategy: s\nquery: b\n", "imports_patterns_yaml": FIND}, "needs either imports.scm"),
        ({"imports_yaml": "strategy: s\nquery: b\n", "imports_scm": "(x)"}, "needs either imports.scm"),
        ({"imports_yaml": "strategy: s\nquery: b\n"}, "b has no imports.scm or imports.patterns.yaml of its own"),
        ({"imports_yaml": "query: b\n"}, "needs strategy: or like: <language>"),
        ({"imports_yaml": "like: c\n"}, r"c/imports\.yaml: missing"),
        ({"imports_yaml": "like: b\nquery: b\n", "imports_scm": "(x)"}, "not both"),
        ({"imports_yaml": "strategy: s\nfamily: c\n", "imports_scm": "(x)"}, "family: Extra inputs"),
        ({"imports_yaml": "strategy: s\nnames: [b]\n", "imports_scm": "(x)"}, r"names: b has no names\.scm"),
    ],
)
def test_wrong_imports_are_refused(tmp_path: Path, others: dict[str, str], message: str):
    entry(tmp_path, "a", **others)
    entry(tmp_path, "b", "linguist: [B]\ncomment: {open: '#'}\n", imports_yaml="strategy: s\nquery: a\n")
    with pytest.raises(CatalogueError, match=message):
        read_catalogue(tmp_path)


def test_patterns_are_read(tmp_path: Path):
    text = FIND + "comments: {line: ['--'], block: [{open: '{-', close: '-}', nested: true}]}\nskip: [\"'.'\"]\n"
    entry(tmp_path, "a", imports_yaml="strategy: s\n", imports_patterns_yaml=text, imports_scm="(x)\n")
    entry(tmp_path, "b", "linguist: [B]\ncomment: {open: '#'}\n", imports_yaml="strategy: s\nquery: a\n")
    for name in "ab":
        imports = read_catalogue(tmp_path)[name].imports
        assert imports is not None
        assert imports.query == "(x)\n"
        assert imports.patterns == Patterns(
            (Find("^use (?P<module>.+)"),), Comments(("--",), (Block("{-", "-}", nested=True),)), (), ("'.'",)
        )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "valid dictionary"),
        ("find: []\n", "find: List should have at least 1 item"),
        ("find: [{kind: x}]\n", "find.0.pattern"),
        ("find: [{pattern: '(?P<module>x', kind: x}]\n", "find.0.pattern: missing \\)"),
        ("find: [{pattern: '(?P<modul>x)'}]\n", "find.0.pattern: no such group modul; known are define, local, module"),
        ("find: [{pattern: 'import x'}]\n", "find.0.pattern: finds nothing: it needs a group"),
        ("find: [{pattern: 'import (?P<module>x)', kind: build}]\n", "find.0.kind: no such kind build; known are docs"),
        ("find: [{pattern: '(?P<use>x)(?P<name>y)'}]\n", "groups name and wildcard need a group module"),
        ("find: [{pattern: '(?P<module>x*)'}]\n", "find.0.pattern: matches the empty text"),
        ("find: [{pattern: '(?P<module>x)', each: {name: 'y'}}]\n", "find.0.each.name: the pattern has no such group"),
        ("find: [{pattern: '(?P<module>x)', each: {module: 'y*'}}]\n", "find.0.each.module: matches the empty text"),
        ("find: [{pattern: '(?P<module>x)', flags: i}]\n", "flags"),
        (FIND + "comments: {line: ['(']}\n", "comments.line.0: missing \\)"),
        (FIND + "comments: {line: ['']}\n", "comments.line.0: matches the empty text"),
        (FIND + "comments: {block: [{open: '(*'}]}\n", "comments.block.0.close"),
        (FIND + "comments: {block: [{open: '', close: 'x'}]}\n", "comments.block.0: open and close must not be empty"),
        (FIND + "strings: [{open: '', close: 'x'}]\n", "strings.0: open and close must not be empty"),
        (FIND + "skip: ['[']\n", "skip.0: unterminated"),
        (FIND + "words: []\n", "words: Extra inputs"),
    ],
)
def test_wrong_patterns_are_refused(tmp_path: Path, text: str, message: str):
    entry(tmp_path, "a", imports_yaml="strategy: s\n", imports_patterns_yaml=text)
    with pytest.raises(CatalogueError, match=rf"a/imports\.patterns\.yaml: .*{message}"):
        read_catalogue(tmp_path)


def test_like_another_language(tmp_path: Path):
    entry(tmp_path, "a", imports_yaml="strategy: s\noptions: {x: 1, y: 1}\nmanifests: [m]\n", imports_scm="(x)\n")
    entry(tmp_path, "b", "linguist: [B]\ncomment: {open: '#'}\n", imports_yaml="like: a\noptions: {y: 2, z: 2}\n")
    entry(tmp_path, "c", "linguist: [C]\ncomment: {open: '#'}\n", imports_yaml="like: a\n", imports_patterns_yaml=FIND)
    found = read_catalogue(tmp_path)
    b, c = found["b"].imports, found["c"].imports
    assert b is not None
    assert (b.query, b.strategy, b.options, b.manifests) == ("(x)\n", "s", {"x": 1, "y": 2, "z": 2}, ("m",))
    assert c is not None
    assert (c.query, c.strategy, c.options, c.manifests) == (None, "s", {"x": 1, "y": 1}, ("m",))


def test_like_a_language_that_is_like_another(tmp_path: Path):
    for name, text in {"a": "strategy: s\n", "b": "like: a\n", "c": "like: b\n"}.items():
        others = {"imports_scm": "(x)"} if name == "a" else {}
        entry(tmp_path, name, f"linguist: [{name}]\ncomment: {{open: '#'}}\n", imports_yaml=text, **others)
    with pytest.raises(CatalogueError, match=r"c/imports\.yaml: like: b is itself like a"):
        read_catalogue(tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("code: {language: b, form: [x]}\n", "code: unknown b; known are a"),
        ("code: {language: a, form: [x], names: {b: b}}\n", "code: unknown b; known are a"),
        ("code: {language: a, form: []}\n", "code.form: must not be empty"),
        ("code: {form: [x]}\n", "code.language"),
        ("code: {language: a, form: [x], colour: red}\n", "code.colour"),
    ],
)
def test_wrong_code_is_refused(tmp_path: Path, text: str, message: str):
    entry(tmp_path, "a", GOOD + text)
    with pytest.raises(CatalogueError, match=rf"a/language\.yaml: .*{message}"):
        read_catalogue(tmp_path)
