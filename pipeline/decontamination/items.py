"""Benchmark items: the texts that must not be trained on, read from a folder of JSONL files."""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import InputError

# What benchmarks call their questions, docstrings, solutions and tests. Where an item has none of these keys, all its
# texts count.
TEXT_KEYS = frozenset(
    [
        *("prompt", "question", "problem", "text", "description", "problem_statement", "instruction", "docstring"),
        *("canonical_solution", "solution", "solutions", "reference", "answer", "code", "reference_code"),
        *("groundtruth", "test", "tests", "test_list", "challenge_test_list", "patch"),
    ]
)
# Of these the structure is indexed, too: they are code, not prose.
CODE_KEYS = frozenset(
    [
        *("canonical_solution", "solution", "solutions", "reference", "code", "reference_code", "groundtruth", "patch"),
        *("test", "tests"),
    ]
)
# Lists of these are one text: one assertion alone, such as `assert power(2, 3) == 8`, is anybody's.
JOINED_KEYS = frozenset(["test_list", "challenge_test_list", "tests", "test"])
ID_KEYS = ("task_id", "id", "question_id", "problem_id", "instance_id", "name", "idx", "slug")
SUFFIXES = (".jsonl", ".jsonl.gz", ".json", ".json.gz")


@dataclass(frozen=True, slots=True)
class Item:
    """One text of a benchmark item.

    Attributes:
        benchmark: name of the file it comes from, without ending.
        item: id of the item in its benchmark; its line where it has none.
        field: key of the text.
        text: the text.
    """

    benchmark: str
    item: str
    field: str
    text: str

    @property
    def is_code(self) -> bool:
        """Whether the text is code rather than prose about it."""
        return self.field in CODE_KEYS


def read_items(folder: Path) -> Iterator[Item]:
    """Texts of all items of the JSONL files in a folder, files by name.

    A file has one JSON object per line, or is one JSON list of objects; both may be compressed with gzip.

    Raises:
        InputError: no such folder, none such file in it, or a line that is no JSON object; names file and line.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: no folder of benchmarks ({', '.join(SUFFIXES)})")
    files = sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIXES))
    if not files:
        raise InputError(f"{folder}: holds no benchmark ({', '.join(SUFFIXES)})")
    for path in files:
        benchmark = path.name.split(".json")[0]
        for number, entry in _objects(path):
            name = next((str(entry[key]) for key in ID_KEYS if key in entry), str(number))
            yield from _texts(benchmark, name, entry)


def _texts(benchmark: str, name: str, entry: dict[str, Any]) -> Iterator[Item]:
    known = [key for key in entry if key in TEXT_KEYS]
    seen: set[str] = set()
    for key in known or list(entry):
        values = entry[key] if isinstance(entry[key], list) else [entry[key]]
        if key in JOINED_KEYS:
            values = ["\n".join(value for value in values if isinstance(value, str))]
        for value in values:
            # Some benchmarks say one thing under two keys.
            if isinstance(value, str) and value.strip() and value not in seen:
                seen.add(value)
                yield Item(benchmark, name, key, value)


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
        except ValueError as error:
            raise InputError(f"{path}:{number}: not JSON: {error}") from None
        for place, entry in enumerate(found if is_list else [found]):
            if not isinstance(entry, dict):
                raise InputError(f"{path}:{number}: a benchmark item is a JSON object, found {type(entry).__name__}")
            yield number + place, entry
