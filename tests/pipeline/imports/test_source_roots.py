"""Source roots that manifests and module names state."""

from typing import Any

import pytest

from pipeline.imports.index import RepositoryIndex, SourceFile
from pipeline.imports.source_roots import SourceRoots
from pipeline.languages.catalogue import languages
from pipeline.parsing.parsed_file import ParsedFile


def options(language: str) -> dict[str, Any]:
    imports = languages()[language].imports
    assert imports is not None
    return dict(imports.options)


def roots(language: str, manifest: str, text: str) -> tuple[str, ...]:
    home = manifest.rpartition("/")[0]
    paths = [f"{home}/{name}/A.x".lstrip("/") for name in ("src", "src/unix", "lib", "app", "my dir")]
    index = RepositoryIndex([manifest, *paths], [], {manifest: text})
    return SourceRoots(index, frozenset({language}), options(language)).of_package(f"{home}/lib/A.x".lstrip("/"))


@pytest.mark.parametrize(("manifest", "text", "expected"), [
    ("a.cabal", "library\n  hs-source-dirs: src, src/unix\n  exposed-modules: A", ("src", "src/unix")),
    ("a.cabal", "library\n  Hs-Source-Dirs:\n      src\n      lib\n  build-depends: base", ("lib", "src")),
    ("a.cabal", "library\n  hs-source-dirs:\n    , src\n\nexecutable x\n  hs-source-dirs: app", ("src", "app")),
    ("p/a.cabal", "library\n  exposed-modules: A\n", ("p",)),
    ("p/a.cabal", "library\n  hs-source-dirs: ../../etc missing\n", ("p",)),
    ("package.yaml", "library:\n  source-dirs: src\ntests:\n  spec:\n    source-dirs:\n    - lib\n    - app\n",
     ("lib", "src", "app")),
    ("elm.json", '{"type": "application", "source-directories": ["src", "my dir"]}', ("src", "my dir")),
    ("elm.json", "{broken", ("",)),
])
def test_directories_that_a_manifest_lists(manifest: str, text: str, expected: tuple[str, ...]) -> None:
    assert roots("elm" if manifest == "elm.json" else "haskell", manifest, text) == expected


@pytest.mark.parametrize(("path", "module", "root"), [
    ("src/Data/Map.hs", "Data.Map", "src"),
    ("Data/Map.hs", "Data.Map", ""),
    ("app/Start.hs", "Main", None),
    ("src/MyData/Map.hs", "Data.Map", None),
    ("lib/Guide.lhs", "Guide", "lib"),
])
def test_root_that_a_module_name_leaves(path: str, module: str, root: str | None) -> None:
    file = SourceFile(path, "haskell", ParsedFile("ok", packages=(module,)))
    found = SourceRoots(RepositoryIndex([path], [file], {}), frozenset({"haskell"}), options("haskell"))
    assert found.own(file) == root
    assert found.all == (frozenset() if root is None else {root})


@pytest.mark.parametrize("text", ["hs-source-dirs:" * 10_000, "hs-source-dirs:\n" + " \n" * 60_000, "\0" * 100])
def test_hostile_manifests_are_their_own_root(text: str) -> None:
    assert roots("haskell", "a.cabal", text) == ("",)
