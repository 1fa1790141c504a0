"""Names in one flat space: which of several files that declare a name is meant."""

from collections.abc import Mapping

import pytest

from pipeline.imports.completion import Completion
from pipeline.imports.declared_files import MOST_HOMES, MOST_RIVALS, DeclaredFiles, Own
from pipeline.imports.index import RepositoryIndex, SourceFile
from pipeline.parsing.parsed_file import ParsedFile

OPTIONS = {"declaring": ["ada"], "fold": True, "first": [".ads"]}


def place(declared: Mapping[str, str], kind: type[DeclaredFiles] = DeclaredFiles) -> DeclaredFiles:
    """The place over files that each declare one name."""
    files = [SourceFile(path, "ada", ParsedFile("ok", defines=(name,))) for path, name in declared.items()]
    index = RepositoryIndex(declared, files, {})
    return kind(Completion(index, OPTIONS), OPTIONS)


@pytest.mark.parametrize(
    ("importer", "found"),
    [
        ("a/main.adb", ["a/x.ads"]),  # beside the importer
        ("a/x.ads", ["a/x.ads"]),  # the importer itself
        ("b/main.adb", ["b/x.ads"]),  # called like the name
        ("b/c/d/main.adb", ["b/x.ads"]),  # the nearest
        ("e/f/main.adb", ["a/x.ads"]),  # the nearest of those called like the name
        ("a/x.adb", ["a/x.ads"]),  # a specification before the importer itself
    ],
)
def test_the_nearest_that_is_called_so(importer: str, found: list[str]) -> None:
    declared = {"a/x.ads": "X", "a/x.adb": "x", "b/a1.ads": "x", "b/x.ads": "X", "b/main.adb": "main", "e/z.ads": "x"}
    looked = place(declared)
    assert list(looked.find(importer, "x")) == found
    assert list(looked.find(importer, "y")) == []


def test_a_name_that_too_many_declare_means_none_of_them() -> None:
    rivals = {f"a/f{number}.ads": "x" for number in range(MOST_RIVALS + 1)}
    assert list(place(rivals).find("a/main.adb", "x")) == []
    assert len(list(place(dict(list(rivals.items())[1:])).find("a/main.adb", "x"))) == 1
    homes = {f"d{number}/x.ads": "x" for number in range(MOST_HOMES + 1)}
    assert list(place(homes).find("main.adb", "x")) == []
    assert list(place(homes).find("d7/main.adb", "x")) == ["d7/x.ads"]


def test_own_names_lead_nowhere_else() -> None:
    declared = {"a.ads": "x", "b.ads": "y"}
    assert list(place(declared, Own).find("a.ads", "X")) == ["a.ads"]
    assert list(place(declared, Own).find("b.ads", "X")) == []
