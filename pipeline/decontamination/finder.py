"""Looking for benchmarks in the files of a repository, as a run file asks for it."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from pipeline.config import Decontamination
from pipeline.decontamination.index import ContaminationIndex, Entry
from pipeline.decontamination.masks import with_lines
from pipeline.decontamination.match import Hit, find_hits
from pipeline.decontamination.repositories import FILE, REPOSITORY, Named

# Hits of a file, given its path, its text, and what starts a line of comment in it.
FileFinder = Callable[[str, bytes, str], list[Hit]]
# The finder for the files of a repository, given its name and its commit.
Finder = Callable[[str, str | None], FileFinder]


def hit_finder(options: Decontamination) -> Finder | None:
    """What looks for benchmarks; None when the options name no index.

    Where files are to be masked instead of dropped, hits have the lines that are masked.

    Raises:
        InputError: the index cannot be read.
    """
    if options.index is None:
        return None
    index = _read(options.index)

    def of_repository(repo: str, commit: str | None) -> FileFinder:
        named = index.repositories.named(repo, commit) if options.repositories != "ignore" else None

        def of_file(path: str, text: bytes, comment: str) -> list[Hit]:
            def find(part: bytes) -> list[Hit]:
                return find_hits(part, index, comment, options.structure, options.words)

            hits = [*_whole_file(named, options, path, text), *find(text)]
            return with_lines(text, hits, find) if options.action == "mask" else hits

        return of_file

    return of_repository


def _whole_file(named: Named | None, options: Decontamination, path: str, text: bytes) -> list[Hit]:
    """The hit that is the whole file, because of its repository or its path."""
    if named is None or not text:
        return []
    row, method = named.file(path), FILE
    if row is None and options.repositories == "whole":
        row, method = named.first, REPOSITORY
    return [Hit(0, len(text), method, Entry(row.benchmark, row.item, row.field))] if row is not None else []


@cache
def _read(path: str) -> ContaminationIndex:
    """An index, once per process."""
    return ContaminationIndex.read(Path(path))
