"""Strategies on what no fixture holds: hostile names, broken manifests; answers are always files of the repository."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.imports import STRATEGIES
from pipeline.imports.completion import normal
from pipeline.imports.index import RepositoryIndex, SourceFile
from pipeline.imports.json_text import json_object
from pipeline.languages.catalogue import languages
from pipeline.parsing.parsed_file import ImportStatement, ParsedFile
from tests.pipeline.imports.reading import edges, index

SPELLED = [
    name for name, entry in languages().items() if entry.imports and entry.imports.strategy in {"dotted", "search_path"}
]
PARTS = st.sampled_from(["a", "b", "src", "include", "lib", "__init__.py", "a.py", "b.h", "a.rb", "index.ts", "a.d.ts"])
PATHS = st.lists(st.lists(PARTS, min_size=1, max_size=4).map("/".join), max_size=12)
MODULES = st.one_of(
    st.text(max_size=12), st.text(alphabet="ab./\\*#@$:-_ ?", max_size=16), st.lists(PARTS, max_size=4).map("/".join)
)
TEXTS = st.one_of(
    st.text(max_size=40),
    st.just('{"name": "a", "exports": {"./*": ["./*", {"x": null}]}}'),
    st.just('{"compilerOptions": {"baseUrl": ".", "paths": {"*": ["./*", "../*"]}}}'),
)


@settings(max_examples=150, deadline=None)
@given(PATHS, MODULES, st.sampled_from(["", "system", "within", "relative", "?"]), TEXTS, st.sampled_from(SPELLED))
def test_every_answer_is_a_file_of_the_repository(
    paths: list[str], module: str, style: str, text: str, language: str
) -> None:
    statement = ImportStatement(module, ("a", "..", "/"), style=style)
    files = [SourceFile(path, language, ParsedFile("ok", imports=(statement,))) for path in dict.fromkeys(paths)]
    manifests = {"package.json": text, "a/tsconfig.json": text, "Makefile": f"-I{text}"}
    imports = languages()[language].imports
    assert imports is not None
    found = []
    for order in (files, files[::-1]):
        repository = RepositoryIndex([file.path for file in order], order, manifests)
        strategy = STRATEGIES[imports.strategy](repository, frozenset({language}), imports.options)
        found.append([list(strategy.targets(file, statement)) for file in files])
        assert {path for targets in found[-1] for path in targets} <= repository.paths
    assert found[0] == found[1]


@given(st.text(alphabet="a./", max_size=20))
def test_a_normal_path_stays_inside(path: str) -> None:
    inside = normal(path)
    assert inside is None or not ({"..", "."} & set(inside.split("/")) or inside.startswith("/"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": "// no, /* no */ ,]", /* c */ "b": [1, 2,], // d\n}', {"a": "// no, /* no */ ,]", "b": [1, 2]}),
        ('{"a": 1} // end', {"a": 1}),
        ('{"a": "\\",}"}', {"a": '",}'}),
        ("[1]", {}),
        ("", {}),
        ("[" * 200_000, {}),
        ("/*" * 200_000, {}),
        ('"' * 200_001, {}),
        ('{"a": "' + "\\" * 200_001, {}),
    ],
    ids=range(9),
)
def test_json_with_comments(text: str, value: dict[str, object]) -> None:
    assert json_object(text) == value


def test_build_files_that_lead_out_or_nowhere_name_no_root() -> None:
    texts = {
        "CMakeLists.txt": b"include_directories(../.. /etc ${A}/${B} $<X:y> gone " + b"(" * 10_000 + b"x" * 20_000,
        "Makefile": b"-I -I../../../etc -I$(shell id)/x -I" + b"a/" * 20_000 + b" -I" * 4_000,
        "compile_commands.json": b"-I/ -I// -I/home/other",
        "main.c": b"#include <passwd>\n#include <x/y.h>\n",
    }
    assert edges(index(texts)).edges == ()


def test_extends_in_a_ring_ends() -> None:
    texts = {
        "tsconfig.json": b'{"extends": ["./a", "./b.json"]}',
        "a.json": b"{}",
        "tsconfig.a.json": b'{"extends": "./tsconfig.b.json", "compilerOptions": {"paths": {"@/*": ["./*"]}}}',
        "tsconfig.b.json": b'{"extends": "./tsconfig.a.json"}',
        "x.ts": b"import '@/y';",
        "y.ts": b"",
    }
    assert [(edge.src, edge.dst) for edge in edges(index(texts)).edges] == [("x.ts", "y.ts")]


def test_a_name_that_is_everywhere_means_no_file_in_particular() -> None:
    texts = {f"d{number}/same.h": b"" for number in range(300)} | {"e/main.c": b'#include "same.h"\n'}
    assert edges(index(texts)).edges == ()
    few = {path: text for path, text in texts.items() if path in {"d1/same.h", "d2/same.h", "e/main.c"}}
    assert [edge.dst for edge in edges(index(few)).edges] == ["d1/same.h"]
