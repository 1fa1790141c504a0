"""Rules that differ by language and extension: data beside this module, one file per table."""

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from posixpath import basename, splitext
from types import MappingProxyType
from typing import Any

import yaml

from pipeline.config import Rules

# Tables have a few dozen kinds of files; a corpus has many more extensions.
_KINDS_OF_FILES = 4096

Kind = tuple[str, str]
"""A language, and an extension in lower case without its dot."""


def options_for(path: str, language: str, options: Rules) -> Rules:
    """The options as they are for this file: those of the run with the exceptions of its table."""
    return options if options.table == "none" else _with_exceptions(language, extension(path), options)


def is_excluded(path: str, language: str, options: Rules) -> bool:
    """Whether the table of the run excludes files of this language and extension."""
    return options.table != "none" and (language, extension(path)) in _table(options.table)[0]


def extension(path: str) -> str:
    """What follows the last dot of the file's name, in lower case; empty without a dot."""
    return splitext("_" + basename(path))[1][1:].lower()


@lru_cache(_KINDS_OF_FILES)
def _with_exceptions(language: str, ending: str, options: Rules) -> Rules:
    changed = _table(options.table)[1].get((language, ending))
    return Rules.model_validate(options.model_dump() | changed) if changed else options


@cache
def _table(name: str) -> tuple[frozenset[Kind], Mapping[Kind, dict[str, Any]]]:
    """Kinds of files that are excluded, and the options that others change."""
    data = yaml.safe_load((Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8"))
    changed: dict[Kind, dict[str, Any]] = {}
    for entry in data["exceptions"]:
        for kind in _kinds(entry["files"]):
            changed.setdefault(kind, {}).update(entry["options"])
    return frozenset(_kinds(data["excluded"])), MappingProxyType(changed)


def _kinds(files: Mapping[str, list[str]]) -> list[Kind]:
    return [(language, ending) for language, endings in files.items() for ending in endings]
