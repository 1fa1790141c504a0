"""Manifests that strategies read: hostile and odd ones say nothing, good ones lead to files."""

import pytest

from pipeline.imports.psr4 import Psr4
from tests.pipeline.imports.reading import edges, index

PATHS = frozenset({"src/A/B.php", "lib/Deep/C.php", "sub/src/D.php"})


def test_psr4_takes_the_longest_prefix_that_has_the_file() -> None:
    psr4 = Psr4({"composer.json": '{"autoload": {"psr-4": {"App\\\\": ["src", "lib/"], "App\\\\A\\\\": "nowhere/"}}}'})
    assert psr4.candidates(("App", "A", "B"), PATHS) == ["src/A/B.php"]
    assert psr4.candidates(("App", "Deep", "C"), PATHS) == ["lib/Deep/C.php"]
    assert psr4.candidates(("Other", "B"), PATHS) == []


def test_psr4_is_relative_to_its_manifest() -> None:
    assert Psr4({"sub/composer.json": '{"autoload-dev": {"psr-4": {"S\\\\": "src/"}}}'}).candidates(
        ("S", "D"), PATHS
    ) == ["sub/src/D.php"]


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, '{"autoload": {"psr-4": [1]}}', '{"autoload": 3}'])
def test_a_broken_composer_json_says_nothing(text: str) -> None:
    assert Psr4({"composer.json": text}).candidates(("App", "A"), PATHS) == []


@pytest.mark.parametrize("text", ["", "[package", "[package]\nname = 3", "lib = 1\npackage = 2", "a = " + "[" * 50_000])
def test_a_broken_cargo_toml_leaves_the_conventions(text: str) -> None:
    files = {"Cargo.toml": text.encode(), "src/lib.rs": b"mod a;", "src/a.rs": b""}
    assert [(edge.src, edge.dst) for edge in edges(index(files)).edges] == [("src/lib.rs", "src/a.rs")]


def test_paths_never_leave_the_repository() -> None:
    files = {
        "Cargo.toml": b'[package]\nname = "x"\n[lib]\npath = "../../etc/lib.rs"\n[dependencies]\ny = {path = "../.."}',
        "src/lib.rs": b'#[path = "../../../etc/passwd"]\nmod a;\ninclude!("/etc/passwd");',
        "a.php": b"<?php require '../../../etc/passwd'; require '/etc/passwd';",
        "go.mod": b"module m\nreplace x => ../../etc",
        "a.go": b'package m\nimport "x/passwd"\nvar A = passwd.B',
    }
    assert edges(index(files)).edges == ()


def test_modules_that_name_each_other_end() -> None:
    files = {
        "src/lib.rs": b'#[path = "lib.rs"]\nmod a;\nmod b;\npub use self::b::X;\n',
        "src/b.rs": b"pub use crate::X;\nuse crate::a::a::a::X as Y;\n",
    }
    found = {(edge.src, edge.dst) for edge in edges(index(files)).edges}
    assert ("src/lib.rs", "src/b.rs") in found


def test_a_file_mounted_often_does_not_explode() -> None:
    mounts = "".join(f'#[path = "lib.rs"]\nmod m{number};\n' for number in range(50))
    files = {"src/lib.rs": mounts.encode() + b"mod a;", "src/a.rs": b"use crate::m1::m2::m3::a::X;"}
    assert ("src/lib.rs", "src/a.rs") in {(edge.src, edge.dst) for edge in edges(index(files)).edges}
