"""Layouts of tables of repositories: which column has what, by the presets of layouts.yaml and the run file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from pipeline.config import Tables
from pipeline.errors import ConfigError
from pipeline.option_files import nearest

ROLES = ("repo", "path", "text", "id", "blob", "encoding", "commit", "stars", "forks", "licence", "size", "binary",
         "symlink")
CONTENT_ROLES = ("id", "text", "size", "binary")
LICENCE_ROLES = ("repo", "licence")
REQUIRED = ("repo", "path", "text", "id", "blob")  # of these, those that a layout names must be in every file
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Layout:
    """Where things are in the rows of a table.

    Attributes:
        columns: column by role, keys of ROLES.
        files: column with the list of a repository's files, one row per repository; None for one row per file.
        together: whether the rows of a repository follow one another in one file.
        contents: columns of the table that has the texts, keys of CONTENT_ROLES; empty where the rows have them.
        licences: columns of the table that has licences of repositories, keys of LICENCE_ROLES; empty for none.
        blobs: store of the texts that the column `blob` names (pipeline.sources.blobs); None where the rows have them.
    """

    columns: Mapping[str, str]
    files: str | None
    together: bool
    contents: Mapping[str, str]
    licences: Mapping[str, str]
    blobs: str | None = None

    @property
    def is_scattered(self) -> bool:
        """Whether a shuffle must bring the files of a repository together."""
        return bool(self.contents or self.licences) or not (self.together or self.files is not None)


def layout_of(entry: Tables, place: str) -> Layout:
    """The layout that an entry of the run file describes.

    Raises:
        ConfigError: no such preset or role, one that is needed is missing, or a table that the layout does not have.
    """
    if entry.preset not in _presets():
        hint = nearest(entry.preset, list(_presets()))
        raise ConfigError(f"{place}.preset: no such preset as {entry.preset}; {hint}")
    preset = _presets()[entry.preset]
    columns = _over(preset["columns"], entry.columns, ROLES, f"{place}.columns")
    contents = _over(preset.get("contents", {}), entry.contents_columns, CONTENT_ROLES, f"{place}.contents_columns")
    licences = _over(preset.get("licences", {}), entry.licences_columns, LICENCE_ROLES, f"{place}.licences_columns")
    if entry.contents is not None:
        _need(contents, ("id", "text"), f"{place}.contents_columns")
        columns.pop("text", None)
    if entry.licences is not None:
        _need(licences, ("repo", "licence"), f"{place}.licences_columns")
    blobs = entry.blobs if entry.blobs is not None else preset.get("blobs")
    text = "id" if entry.contents is not None else "blob" if blobs is not None else "text"
    _need(columns, ("repo", "path", text), f"{place}.columns")
    files = entry.files if entry.files is not None else preset.get("files")
    together = entry.together if entry.together is not None else preset.get("together", False)
    return Layout(columns, files, together, contents if entry.contents is not None else {},
                  licences if entry.licences is not None else {}, blobs)


def _over(
    preset: Mapping[str, str], own: Mapping[str, str | None], roles: tuple[str, ...], place: str
) -> dict[str, str]:
    """Columns of a preset with those of a run file over them; null takes one away."""
    for role in own:
        if role not in roles:
            raise ConfigError(f"{place}.{role}: no such column of a table; {nearest(role, list(roles))}")
    return {role: column for role, column in {**preset, **own}.items() if column is not None}


def _need(columns: Mapping[str, str], roles: tuple[str, ...], place: str) -> None:
    missing = [role for role in roles if role not in columns]
    if missing:
        raise ConfigError(f"{place}: says nothing of {', '.join(missing)}")


@cache
def _presets() -> dict[str, Any]:
    return dict(yaml.load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"), _LOADER))  # noqa: S506
