"""Stars and forks of repositories from the events of GH Archive (gharchive.org): as many as were given, ever."""

import io
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import InputError
from pipeline.sources.inflate import Inflated
from pipeline.sources.paths import escape

_ENDS = (".json", ".json.gz", ".jsonl", ".jsonl.gz")
_KINDS = {"WatchEvent": "stars", "ForkEvent": "forks"}
_MARKS = tuple(kind.encode() for kind in _KINDS)  # nine events in ten are neither: those are not even parsed
_LINE_BYTES = 16 << 20
_FILE_BYTES = 1 << 40


@dataclass
class Events:
    """What was counted.

    Attributes:
        stars: events of stars by repository; one that is given twice counts twice.
        forks: events of forks.
        lines: lines read.
        bad: of these, those that are no events.
    """

    stars: Counter[str] = field(default_factory=Counter)
    forks: Counter[str] = field(default_factory=Counter)
    lines: int = 0
    bad: int = 0

    def rows(self) -> Iterator[dict[str, object]]:
        """A row for `input.metadata` for each repository, sorted by name."""
        for repo in sorted({*self.stars, *self.forks}):
            yield {"repo": repo, "stars": self.stars[repo], "forks": self.forks[repo]}


def count_events(paths: Sequence[str]) -> Events:
    """Count stars and forks in files of events, one JSON object a line, or folders of them.

    Raises:
        InputError: a path does not exist, holds no such file or cannot be read.
    """
    found = Events()
    for file in sorted({file for path in paths for file in _files(Path(path))}):
        try:
            with file.open("rb") as source:
                lines = io.BufferedReader(Inflated(source, _FILE_BYTES))
                while line := lines.readline(_LINE_BYTES):
                    _count(line, found)
        except Exception as error:  # decompressors raise a dozen types for bad input
            raise InputError(f"{escape(bytes(file))}: cannot be read as events: {error}") from None
    return found


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise InputError(f"{path}: there is no such file or folder")
    files = [file for file in path.rglob("*") if file.name.endswith(_ENDS)] if path.is_dir() else [path]
    if not files:
        raise InputError(f"{path}: holds no file of events; read are names that end in {' '.join(_ENDS)}")
    return files


def _count(line: bytes, found: Events) -> None:
    found.lines += 1
    if not any(mark in line for mark in _MARKS):
        return
    try:
        event = json.loads(line)
        kind, repo = event["type"], event["repo"]["name"]
        if kind in _KINDS:
            getattr(found, _KINDS[kind])[escape(repo.encode())] += 1
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        found.bad += 1
