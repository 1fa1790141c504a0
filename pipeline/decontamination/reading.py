"""Benchmarks as they are published, a folder of JSON and JSONL files, read as items."""

import gzip
import json
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from pipeline.decontamination.items import ID_KEYS, JOINED_KEYS, LISTED_KEYS, TEXT_KEYS, Item, Listed
from pipeline.decontamination.repository_items import is_of_repository, repository_items
from pipeline.errors import InputError

SUFFIXES = (".jsonl", ".jsonl.gz", ".json", ".json.gz")


def read_items(folder: Path) -> Iterator[Item | Listed]:
    """Texts of all items of the JSONL files in a folder, files by name, and the repositories that they are from.

    A file has one JSON object per line, or is one JSON list of objects; both may be compressed with gzip.

    Raises:
        InputError: no such folder, none such file in it, a line that is no JSON object, or an object none of whose keys
            is known; names file and line.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: no folder of benchmarks ({', '.join(SUFFIXES)})")
    files = sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIXES))
    if not files:
        raise InputError(f"{folder}: holds no benchmark ({', '.join(SUFFIXES)})")
    for path in files:
        benchmark = path.name.split(".json")[0]
        for number, entry in _objects(path):
            name = _name(entry) or str(number)
            if is_of_repository(entry):
                yield from repository_items(benchmark, name, entry)
            elif entry.keys() & TEXT_KEYS:
                yield from _texts(benchmark, name, entry)
            else:
                raise InputError(
                    f"{path}:{number}: no known text of a benchmark item; its keys are {_some(entry)}: rename to such "
                    "as prompt, question, canonical_solution, test (pipeline/decontamination/items.py)")


def _name(entry: dict[str, Any]) -> str | None:
    """Id of an item; some have it in their metadata."""
    where = entry.get("metadata")
    places = [entry, where] if isinstance(where, dict) else [entry]
    return next((str(place[key]) for place in places for key in ID_KEYS if key in place), None)


def _some(entry: dict[str, Any]) -> str:
    keys = [repr(key[:40]) for key in list(entry)[:8]]
    return ", ".join(keys) + (", ..." if len(entry) > len(keys) else "") if keys else "none"


def _texts(benchmark: str, name: str, entry: dict[str, Any]) -> Iterator[Item]:
    seen: set[str] = set()
    for key in (key for key in entry if key in TEXT_KEYS):
        found = _listed(entry[key]) if key in LISTED_KEYS else entry[key]
        values = found if isinstance(found, list) else [found]
        if key in JOINED_KEYS:
            values = ["\n".join(value for value in values if isinstance(value, str))]
        for value in values:
            # Some benchmarks say one thing under two keys.
            if isinstance(value, str) and value.strip() and value not in seen:
                seen.add(value)
                yield Item(benchmark, name, key, value)


def _listed(value: Any) -> Any:
    """A list, also where it is written as a string."""
    if isinstance(value, str) and value.lstrip().startswith("["):
        with suppress(ValueError, RecursionError):
            return json.loads(value)
    return value


def _objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.name.endswith(".gz") else data).decode("utf-8")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as a benchmark: {error}") from None
    if text.lstrip().startswith("["):
        yield from _checked(path, [(1, text)], is_list=True)
    else:
        # Not splitlines: a JSON string may hold other line ends.
        lines = ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())
        yield from _checked(path, lines, is_list=False)


def _checked(path: Path, lines: Any, is_list: bool) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in lines:
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{path}:{number}: not JSON: {error}") from None
        for place, entry in enumerate(found if is_list else [found]):
            if not isinstance(entry, dict):
                raise InputError(f"{path}:{number}: a benchmark item is a JSON object, found {type(entry).__name__}")
            yield number + place, entry
