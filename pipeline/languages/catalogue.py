"""The catalogue: one folder per language under catalogue/, read strictly into Language values."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.fates import RULES
from pipeline.languages.language import ROLES, Code, Comment, Grammar, Imports, Language, Roles, SyntaxLimits
from pipeline.languages.patterns import Comments, Find, Patterns, Quoted

CATALOGUE = Path(__file__).parent / "catalogue"
COMMON_ROLES = Path(__file__).with_name("roles.yaml")
# What finds imports: with a grammar, and without.
_FINDERS = ("imports.scm", "imports.patterns.yaml")
_Shape = TypeVar("_Shape", bound=BaseModel)
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class CatalogueError(ValueError):
    """A catalogue file that cannot be used; the message begins with its path."""


class _Entry(BaseModel):
    """language.yaml."""

    model_config = ConfigDict(extra="forbid")

    linguist: list[str] = Field(min_length=1)
    comment: Comment
    grammar: Grammar | None = None
    grammars: dict[str, Grammar | None] = {}
    files: dict[str, str] = {}
    interpreters: list[str] = []
    waived_rules: list[str] = []
    no_imports: str = ""
    code: Code | None = None
    prose: bool = False
    roles: dict[str, list[str]] = {}
    syntax: SyntaxLimits = SyntaxLimits()


class _ImportsEntry(BaseModel):
    """imports.yaml; with `like`, what it leaves out is as in the entry of that language, option by option."""

    model_config = ConfigDict(extra="forbid")

    like: str | None = None
    strategy: str | None = None
    options: dict[str, Any] = {}
    manifests: list[str] = []
    headers: dict[str, list[str]] = {}
    query: str | None = None
    names: list[str] = []
    not_names: list[str] = []


class _PatternsEntry(BaseModel):
    """imports.patterns.yaml."""

    model_config = ConfigDict(extra="forbid")

    find: list[Find] = Field(min_length=1)
    comments: Comments = Comments()
    strings: list[Quoted] = []
    skip: list[str] = []


@cache
def languages() -> Mapping[str, Language]:
    """Every language by name, sorted.

    Raises:
        CatalogueError: a catalogue file is wrong.
    """
    return read_catalogue(CATALOGUE)


def read_catalogue(folder: Path) -> Mapping[str, Language]:
    """Read the languages of a folder with one folder per language.

    Raises:
        CatalogueError: a file is missing or wrong, or two languages claim one Linguist name.
    """
    homes = sorted(path for path in folder.iterdir() if path.is_dir())
    found = {home.name: _language(home) for home in homes}
    owners: dict[str, str] = {}
    for language in found.values():
        for name in language.linguist:
            first = owners.setdefault(name, language.name)
            if first != language.name:
                place = folder / language.name / "language.yaml"
                raise CatalogueError(f"{place}: linguist name {name!r} already belongs to {first}")
        if language.code is not None:
            named = set(language.code.by_word().values())
            _check_known(folder / language.name / "language.yaml", "code", named, found)
    return MappingProxyType(found)


def _language(home: Path) -> Language:
    place = home / "language.yaml"
    entry = _checked(_Entry, place)
    _check_known(place, "waived_rules", entry.waived_rules, RULES)
    _check_patterns(place, entry.files)
    if not entry.comment.open.strip():
        raise CatalogueError(f"{place}: comment.open: must not be empty")
    imports = _imports(home)
    if imports is not None and entry.no_imports:
        raise CatalogueError(f"{place}: no_imports says why there is no imports.yaml, but there is one")
    if entry.code is not None and not entry.code.form:
        raise CatalogueError(f"{place}: code.form: must not be empty")
    return Language(
        name=home.name,
        linguist=tuple(entry.linguist),
        comment=entry.comment,
        grammar=entry.grammar,
        imports=imports,
        waived_rules=frozenset(entry.waived_rules),
        grammars=MappingProxyType(entry.grammars),
        files=MappingProxyType(entry.files),
        interpreters=tuple(entry.interpreters),
        no_imports=entry.no_imports,
        code=entry.code,
        prose=entry.prose,
        roles=_roles(place, entry.roles),
        syntax=entry.syntax,
    )


def _roles(place: Path, own: Mapping[str, list[str]]) -> Roles:
    """The roles of nodes: a language's own names of a role stand for the common ones."""
    _check_known(place, "roles", own, ROLES)
    names = {**_common_roles(), **own}
    for role, some in own.items():
        _check_patterns(place, {name: name for name in some if "@" not in name}, f"roles.{role}")
    return tuple((role, tuple(names[role])) for role in ROLES)


@cache
def _common_roles() -> dict[str, list[str]]:
    common: dict[str, list[str]] = yaml.load(COMMON_ROLES.read_text("utf-8"), _Loader)  # noqa: S506 - as _checked
    return common


def _imports(home: Path) -> Imports | None:
    place, own = home / "imports.yaml", [home / name for name in _FINDERS if (home / name).exists()]
    if not place.exists():
        if own:
            raise CatalogueError(f"{own[0]}: of no use without {place.name}, which says how its imports lead to files")
        return None
    entry = _imports_entry(place, has_finder=bool(own))
    if (entry.query is None) != bool(own):
        raise CatalogueError(f"{place}: needs either {' or '.join(_FINDERS)} beside it or query: <language>, not both")
    query, patterns = ((home if entry.query is None else home.parent / entry.query) / name for name in _FINDERS)
    if not query.is_file() and not patterns.is_file():
        raise CatalogueError(f"{place}: query: {entry.query} has no {' or '.join(_FINDERS)} of its own")
    return Imports(
        query.read_text("utf-8") if query.is_file() else None, entry.strategy or "", MappingProxyType(entry.options),
        tuple(entry.manifests), _patterns(patterns) if patterns.is_file() else None,
        MappingProxyType({ending: tuple(headers) for ending, headers in entry.headers.items()}),
        "\n".join(_names(place, home.parent, language) for language in entry.names), tuple(entry.not_names),
    )


def _names(place: Path, folder: Path, language: str) -> str:
    try:
        return (folder / language / "names.scm").read_text("utf-8")
    except FileNotFoundError:
        raise CatalogueError(f"{place}: names: {language} has no names.scm") from None


def _imports_entry(place: Path, *, has_finder: bool) -> _ImportsEntry:
    entry = _checked(_ImportsEntry, place)
    if entry.like is not None:
        model_place = place.parent.parent / entry.like / place.name
        model = _checked(_ImportsEntry, model_place)
        if model.like is not None:
            raise CatalogueError(f"{place}: like: {entry.like} is itself like {model.like}")
        entry.strategy = entry.strategy or model.strategy
        entry.options = model.options | entry.options
        entry.manifests = entry.manifests or model.manifests
        entry.headers = entry.headers or model.headers
        entry.names = entry.names or model.names
        entry.not_names = model.not_names + entry.not_names
        if entry.query is None and not has_finder:
            entry.query = model.query or entry.like
    if entry.strategy is None:
        raise CatalogueError(f"{place}: needs strategy: or like: <language>")
    return entry


def _patterns(place: Path) -> Patterns:
    found = _checked(_PatternsEntry, place)
    patterns = Patterns(tuple(found.find), found.comments, tuple(found.strings), tuple(found.skip))
    if problems := list(patterns.problems()):
        raise CatalogueError(f"{place}: {'; '.join(problems)}")
    return patterns


def _checked(shape: type[_Shape], place: Path) -> _Shape:
    try:
        values = yaml.load(place.read_text("utf-8"), _Loader)  # noqa: S506 - CSafeLoader or SafeLoader
        return shape.model_validate(values)
    except FileNotFoundError:
        raise CatalogueError(f"{place}: missing") from None
    except yaml.YAMLError as error:
        raise CatalogueError(f"{place}: not YAML: {' '.join(str(error).split())}") from None
    except ValidationError as error:
        problems = [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()]
        raise CatalogueError(f"{place}: {'; '.join(problems)}") from None


def _check_known(place: Path, key: str, values: Iterable[str], known: Iterable[str]) -> None:
    if unknown := sorted(set(values) - set(known)):
        raise CatalogueError(f"{place}: {key}: unknown {', '.join(unknown)}; known are {', '.join(sorted(known))}")


def _check_patterns(place: Path, patterns: Mapping[str, str], key: str = "files") -> None:
    for name, pattern in patterns.items():
        try:
            re.compile(pattern.encode())
        except re.error as error:
            raise CatalogueError(f"{place}: {key}.{name}: {error}") from None
