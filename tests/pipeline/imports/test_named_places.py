"""Manifests that name places: what they cannot make a resolver do."""

from collections.abc import Iterable

import pytest

from pipeline.imports.completion import Completion
from pipeline.imports.index import RepositoryIndex
from pipeline.imports.named_places import MOST_MANIFESTS, NamedPlaces

OPTIONS = {"named": [{"manifest": "map.txt", "pattern": r"^(\S*)=(\S*)$", "start": r"\1", "target": r"\2"}]}
PATHS = ["src/a.sol", "lib/b/c.sol", "lib/b/d.sol", "x/lib/b/c.sol"]


def found(manifests: dict[str, str], importer: str, spelled: str, paths: Iterable[str] = PATHS) -> list[str]:
    """What the place answers."""
    place = NamedPlaces(Completion(RepositoryIndex(paths, (), manifests), OPTIONS), OPTIONS)
    return list(place.find(importer, spelled))


@pytest.mark.parametrize(
    ("text", "spelled", "answers"),
    [
        ("b/=lib/b/", "b/c.sol", ["lib/b/c.sol"]),
        ("b=lib/b", "b/c.sol", ["lib/b/c.sol"]),
        ("b=lib/b\nb/c.sol=lib/b/d.sol", "b/c.sol", ["lib/b/d.sol", "lib/b/c.sol"]),  # the longest beginning first
        ("b=../../lib/b", "b/c.sol", []),
        ("b/=/etc/", "b/passwd", []),
        ("=lib/b/", "c.sol", []),
        ("b/=", "b/src/a.sol", ["src/a.sol"]),
        ("b=lib/b", "bb/c.sol", []),
        ("b=lib/b", "", []),
        ("/" * 50_000 + "=lib", "/" * 50_000, []),
    ],
    ids=range(10),
)
def test_beginnings_of_paths(text: str, spelled: str, answers: list[str]) -> None:
    assert found({"map.txt": text}, "src/a.sol", spelled) == answers


def test_the_nearest_manifest_comes_first_and_few_are_asked() -> None:
    manifests = {"map.txt": "b=lib/b", "x/map.txt": "b=lib/b"}
    assert found(manifests, "x/y.sol", "b/c.sol") == ["x/lib/b/c.sol", "lib/b/c.sol"]
    assert found(manifests, "y.sol", "b/c.sol") == ["lib/b/c.sol", "x/lib/b/c.sol"]
    many = {f"{number}/map.txt": "b=b" for number in range(MOST_MANIFESTS + 5)}
    assert len(found(many, "y.sol", "b/c.sol", [f"{path[:-8]}/b/c.sol" for path in many])) == MOST_MANIFESTS
