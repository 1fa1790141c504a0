import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.curation import context as module
from pipeline.curation.context import Context
from pipeline.curation.examine import Examined
from pipeline.sources.raw_file import RawFile


def test_the_nearest_licence_covers_a_file_and_its_own_comes_first():
    context = Context()
    context.note("package.json", b'{"license": "MIT"}')
    context.note("vendor/package.json", b'{"license": "ISC"}')
    assert context.licence("src/a.js", None) == "MIT"
    assert context.licence("vendor/deep/a.js", None) == "ISC"
    assert context.licence("vendor/deep/a.js", "Apache-2.0") == "Apache-2.0"
    assert Context().licence("a.js", None) is None


def test_of_two_statements_for_a_folder_the_order_of_files_does_not_decide():
    statements = [("pyproject.toml", b"[project]\nlicense = 'MIT'\n"), ("package.json", b'{"license": "ISC"}')]
    found = set()
    for order in (statements, statements[::-1]):
        context = Context()
        for path, text in order:
            context.note(path, text)
        found.add(context.licence("a.py", None))
    assert found == {"ISC"}


def test_a_manifest_says_that_two_licence_files_are_a_choice():
    context = Context()
    files = [("LICENSE-MIT", b"SPDX-License-Identifier: MIT\n"), ("Cargo.toml", b"[package]\nlicense = 'MIT OR ISC'\n"),
             ("LICENSE-ISC", b"SPDX-License-Identifier: ISC\n")]
    context.note(*files[0])
    assert context.licence("src/a.rs", None) == "MIT"
    for path, text in files[1:]:
        context.note(path, text)
    assert context.licence("src/a.rs", None) == "MIT OR ISC"


def test_manifests_nearest_to_the_root_fit_first(monkeypatch):
    monkeypatch.setattr(module, "MANIFEST_BYTES", 50)
    context = Context()
    for path in ("deep/er/go.mod", "deep/go.mod", "go.mod"):
        context.note(path, b"module example.org/m\n")
    index = context.index([Examined(RawFile("a.go", 0)), Examined(RawFile("", -1))], "owner/name")
    assert list(index.manifests) == ["deep/go.mod", "go.mod"]
    assert index.paths == {"a.go"}
    assert index.name == "name"


@given(st.permutations([("a/go.mod", 60), ("b/go.mod", 30), ("c/go.mod", 10), ("go.mod", 20), ("x/y/go.mod", 1)]))
def test_which_manifests_fit_does_not_depend_on_the_order_of_files(order):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MANIFEST_BYTES", 50)
        context = Context()
        for path, size in order:
            context.note(path, b"x" * size)
            assert sum(map(len, context._manifests.values())) <= 2 * 50
        assert list(context.index([], "").manifests) == ["go.mod"]
