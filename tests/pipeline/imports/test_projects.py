"""Packages that manifests make of directories, and modules that are called like their files."""

from typing import Any

import pytest

from pipeline.imports.file_names import FileNames
from pipeline.imports.index import RepositoryIndex
from pipeline.imports.projects import MOST_TEXT, Projects, inside
from pipeline.languages.catalogue import languages


def options(language: str) -> dict[str, Any]:
    imports = languages()[language].imports
    assert imports is not None
    return dict(imports.options)


def ocaml(manifests: dict[str, str], paths: list[str]) -> FileNames:
    index = RepositoryIndex([*manifests, *paths], [], manifests)
    return FileNames(index, Projects(index, options("ocaml")), options("ocaml"))


@pytest.mark.parametrize(("dune", "names"), [
    ("(library (name net) (libraries str))", [("Net",)]),
    ("(library\n (public_name tools.net-core)\n (name net))", [("Net",)]),
    ("(library (public_name tools.net-core))", [("Tools_net_core",)]),
    ("(library (flags :standard))\n(executable (name main))", []),
    ("(executable (name main))", []),
    ("; (library (name old))\n(library (name new))", [("Old",), ("New",)]),
    ("(library (name a))\n(library (name b))", [("A",), ("B",)]),
])
def test_names_of_a_dune_library(dune: str, names: list[tuple[str, ...]]) -> None:
    projects = Projects(RepositoryIndex(["lib/dune"], [], {"lib/dune": dune}), options("ocaml"))
    assert projects.home("lib/sub/a.ml") == "lib"
    assert projects.names("lib") == names


def test_nearest_manifest_counts() -> None:
    projects = Projects(
        RepositoryIndex([], [], {"DESCRIPTION": "Package: outer\n", "sub/DESCRIPTION": "Title: x\nPackage: inner\n"}),
        options("r"),
    )
    assert (projects.home("R/a.R"), projects.home("sub/R/a.R")) == ("", "sub")
    assert projects.names("sub") == [("inner",)]


def test_module_of_a_wrapped_library_has_its_name_before_it() -> None:
    modules = ocaml({"net/dune": "(library (name net))"}, ["net/socket.ml", "net/socket.mli"])
    assert modules.names("net/socket.mli") == [(*inside("net"), "Socket"), ("Net", "Socket")]
    assert modules.names("net/socket.ml") == []


def test_module_called_like_its_library_hides_the_others() -> None:
    modules = ocaml({"net/dune": "(library (name net))"}, ["net/net.ml", "net/socket.ml"])
    assert modules.names("net/net.ml") == [(*inside("net"), "Net"), ("Net",)]
    assert modules.names("net/socket.ml") == [(*inside("net"), "Socket")]


def test_standard_name_is_seen_from_its_own_directory_only() -> None:
    modules = ocaml({}, ["src/list.ml", "src/tree.ml"])
    assert modules.names("src/list.ml") == [(*inside("src"), "List")]
    assert modules.names("src/tree.ml") == [(*inside("src"), "Tree"), ("Tree",)]


def test_only_the_head_of_a_manifest_is_searched() -> None:
    text = "\n" * MOST_TEXT + "(library (name late))"
    assert Projects(RepositoryIndex([], [], {"dune": text}), options("ocaml")).names("") == []


@pytest.mark.parametrize("text", ["(library" * 12_000, "(library " + "(" * 90_000, "(wrapped" * 12_000, "\0" * 1000])
def test_hostile_manifests_give_no_names(text: str) -> None:
    assert Projects(RepositoryIndex([], [], {"dune": text}), options("ocaml")).names("") == []
