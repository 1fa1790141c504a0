"""Every option in the catalogue is one that its strategy documents: another would be a typo that nothing reads."""

import inspect
import re

import pytest

from pipeline.imports import STRATEGIES
from pipeline.imports.completion import Completion
from pipeline.imports.declared_names import DeclaredNames
from pipeline.imports.dotted import Dotted
from pipeline.imports.file_names import FileNames
from pipeline.imports.listed_sources import ListedSources
from pipeline.imports.node_packages import NodePackages
from pipeline.imports.path_aliases import PathAliases
from pipeline.imports.places import Roots, Served, Unique
from pipeline.imports.projects import Projects
from pipeline.imports.search_path import PLACES, SearchPath
from pipeline.imports.source_roots import SourceRoots
from pipeline.imports.spelling import Spelling
from pipeline.imports.stated_roots import StatedRoots
from pipeline.languages.catalogue import languages

LANGUAGES = [language for language in languages().values() if language.imports is not None]
# Whose options a class takes beside its own and those of the classes it is derived from.
PARTS: dict[type, tuple[type, ...]] = {
    DeclaredNames: (Spelling, Projects, FileNames, ListedSources),
    Dotted: (SourceRoots,),
    PathAliases: (NodePackages,),
    SearchPath: (Completion,),
    Served: (Roots, Unique),
    StatedRoots: (SourceRoots,),
}
# Of every strategy: pipeline.languages.language.Imports and pipeline.imports.spelled.
ALWAYS = frozenset({"family", "spelled"})


def documented(of: type) -> set[str]:
    """The options that a class and its bases and parts list in their docstrings, as `name:` or `name, name:`."""
    found: set[str] = set()
    for each in of.__mro__:
        _, _, listed = inspect.cleandoc(each.__doc__ or "").partition("ptions")
        for names in re.findall(r"^    ([a-z_]+(?:, [a-z_]+)*):", listed, re.MULTILINE):
            found |= set(names.split(", "))
        found = found.union(*map(documented, PARTS.get(each, ())))
    return found


def unknown(strategy: type, options) -> set[str]:
    places = [PLACES[name] for names in options["places"].values() for name in names] if strategy is SearchPath else []
    return set(options).difference(documented(strategy), *map(documented, places))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)
def test_every_option_is_known_to_its_strategy(language):
    options = language.imports.options
    assert unknown(STRATEGIES[language.imports.strategy], options) - ALWAYS == set()
    assert unknown(SearchPath, options.get("spelled", {"places": {}})) == set()


def test_an_option_that_is_not_documented_is_found():
    assert unknown(Dotted, {"extensions": [".py"], "manifest_dirs": {}, "extension": [".py"]}) == {"extension"}
    assert unknown(SearchPath, {"places": {"": ["beside"]}, "root_dirs": [], "cut": "?"}) == {"root_dirs"}
    assert unknown(SearchPath, {"places": {"": ["roots"]}, "root_dirs": [], "cut": "?"}) == set()
