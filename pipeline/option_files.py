"""YAML files of typed options: read, checked, and errors that name the place and the nearest valid key."""

from difflib import get_close_matches
from pathlib import Path
from textwrap import shorten
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import ConfigError

# Type of the errors that a validator of ours raises: their message says all, the value found included.
CHECKED_BY_US = "checked_by_us"


class Section(BaseModel):
    """A part of a file of options; unknown keys are errors and values never change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Options = TypeVar("Options", bound=Section)


def read_values(path: str | Path, model: type[Section]) -> dict[str, Any]:
    """Read the mapping of sections that a YAML file holds, as it is.

    Raises:
        ConfigError: the file is missing, is not YAML or not a mapping.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read as a run file: {error}") from None
    try:
        values = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: a date that no calendar has
        raise ConfigError(f"{path}: not valid YAML: {error}") from None
    if values is None:
        values = {}
    if not isinstance(values, dict):
        raise ConfigError(f"{path}: a run file is a mapping of sections ({', '.join(model.model_fields)})")
    return values


def checked(model: type[Options], values: dict[str, Any], place: str) -> Options:
    """Check option values and give the options they describe.

    Raises:
        ConfigError: unknown keys or bad values; all problems at once, each with its place.
    """
    try:
        return model.model_validate(values)
    except ValidationError as error:
        problems = [f"{place}: {_problem(e, model)}" for e in error.errors()]
        raise ConfigError("\n".join(problems)) from None


def nearest(name: str, valid: list[str]) -> str:
    """What the user may have meant by a name that is not valid."""
    near = get_close_matches(name, valid, n=1)
    return f"did you mean {near[0]}?" if near else f"valid here: {', '.join(valid)}"


def _problem(error: Any, model: type[Section]) -> str:
    where = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"{where}: no such option; {nearest(str(error['loc'][-1]), _keys_beside(error['loc'], model))}"
    if error["type"] == CHECKED_BY_US:
        return f"{where}: {error['msg']}"
    return f"{where}: {error['msg']}, found {shorten(repr(error['input']), 80)}"


def _keys_beside(location: tuple[Any, ...], model: type[Section]) -> list[str]:
    section: Any = model
    for part in (part for part in location[:-1] if isinstance(part, str)):  # numbers are places in a list
        found = section.model_fields[part].annotation
        section = next((kind for kind in get_args(found) if hasattr(kind, "model_fields")), found)
    return list(section.model_fields)
