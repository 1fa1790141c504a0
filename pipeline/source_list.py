"""The list of what a version was made from: rows of schemas.sources."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.config import Output
from pipeline.draft import Draft
from pipeline.errors import CorpusError
from pipeline.sources.metadata import UNKNOWN, Facts
from pipeline.sources.raw_file import SourceRef
from pipeline.sources.texts import KIND, TextsRef, file_of
from pipeline.tables import Part, write_rows
from schemas import REPOS, SOURCES

Row = dict[str, Any]


def new_sources(parts: Iterable[Part], staging: Path, stamps: Mapping[str, str | None]) -> list[Row]:
    """Rows for the repositories that curation wrote, all current, sorted by name.

    Args:
        parts: files that the tasks of curation wrote.
        staging: the folder they are in, before they have their final names.
        stamps: what each repository is recognised by, by name.
    """
    rows: list[Row] = []
    for part in parts:
        if part.table == REPOS.name:
            found = pq.read_table(staging / part.table / part.file, columns=["repo", "source", "stars", "forks", "key"])
            begin = part.file.partition("~")[0]
            rows += [row | {"stamp": stamps.get(_listed_as(row)), "part": begin, "current": True}
                     for row in found.to_pylist()]
    return sorted(rows, key=lambda row: str(row["repo"]))


@dataclass(frozen=True)
class Plan:
    """What of an input has to be read.

    Attributes:
        known: rows of readings that are recognised without being read, with stamps, stars and forks of now.
        doubtful: sources that were read before and may have changed.
        new: sources that must be read.
    """

    known: list[Row]
    doubtful: list[SourceRef]
    new: list[SourceRef]


def recognise(listed: Iterable[SourceRef], facts: Mapping[str, Facts], there: Iterable[Row]) -> Plan:
    """Tell which sources of an input a corpus has the rows of.

    Args:
        listed: the sources of the input.
        facts: what is known of repositories, by name.
        there: rows of schemas.sources, of readings under the settings of now.
    """
    readings: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in there:
        readings[_listed_as(row), row["source"]].append(row)
    plan, whole = Plan([], [], []), set[tuple[str, str]]()
    for ref in listed:
        found = readings.get((ref.repo, ref.place), [])
        same = [row for row in found if ref.stamp is not None and row["stamp"] == ref.stamp][:1]
        if isinstance(ref, TextsRef):  # the current rows are all texts of the file; of other times there may be some
            found = [row for row in found if row["current"]]
            same = found if all(ref.stamp is not None and row["stamp"] == ref.stamp for row in found) else []
            if (ref.repo, ref.place) in whole:
                continue
        if same:
            whole.add((ref.repo, ref.place))
            plan.known.extend(as_current(row, ref, facts) for row in same)
        elif found:
            plan.doubtful.append(ref)
        else:
            plan.new.append(ref)
    return plan


def settle(plan: Plan, keys: Mapping[str, str], facts: Mapping[str, Facts], there: Iterable[Row]) -> Plan:
    """The plan without doubt: sources whose reading has the key of one that is there have not changed.

    Args:
        plan: with doubtful sources.
        keys: the key of the reading of each of them, by name; of files of texts those of all texts.
        facts: as for `recognise`.
        there: as for `recognise`.
    """
    by_key = {row["key"]: row for row in there}
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    for name, key in keys.items():
        texts[file_of(name)][name] = key
    known, new, done = list(plan.known), list(plan.new), set[str]()
    for ref in plan.doubtful:
        mine = texts[ref.repo] if isinstance(ref, TextsRef) else {ref.repo: keys[ref.repo]}
        same = {name: by_key[key] for name, key in mine.items() if key in by_key}
        if ref.repo not in done:
            known += [as_current(row, ref, facts) for row in same.values()]
            done.add(ref.repo)
        if len(same) < len(mine):
            new.append(replace(ref, known=frozenset(same)) if isinstance(ref, TextsRef) else ref)
    return Plan(known, [], new)


def _listed_as(row: Row) -> str:
    """Name of the source that a reading is of: a repository is one itself, a text one of a file."""
    return file_of(row["repo"]) if row["source"].startswith(f"{KIND}:") else str(row["repo"])


def next_sources(there: Iterable[Row], known: Iterable[Row], written: Iterable[Row]) -> list[Row]:
    """Rows of schemas.sources for the next version, sorted by name and key.

    Readings that are not current stay listed as long as files hold their rows together with those of current ones;
    files that hold no current one are not part of the version.

    Args:
        there: rows of the version before.
        known: rows of it that are current in the next.
        written: rows for what was read now.
    """
    current = [*known, *written]
    keys, parts = {row["key"] for row in current}, {row["part"] for row in known}
    left = [row | {"current": False} for row in there if row["key"] not in keys and row["part"] in parts]
    return sorted(current + left, key=lambda row: (row["repo"], row["key"]))


def as_current(row: Row, ref: SourceRef, facts: Mapping[str, Facts]) -> Row:
    """A row of a reading that the next version holds, of a source as it is listed now."""
    known = facts.get(ref.repo, UNKNOWN)
    return row | {"stamp": ref.stamp, "stars": known.stars, "forks": known.forks, "current": True}


def put_readings(
    draft: Draft, there: Sequence[Row], plan: Plan, parts: Iterable[Part], written: Sequence[Row],
    facts: Mapping[str, Any], options: Output,
) -> list[Row]:
    """Put into a draft what was curated for it, beside the readings of the version before that stay.

    Args:
        draft: the next version.
        there: rows of schemas.sources of the version before.
        plan: without doubtful sources.
        parts: files that curation wrote.
        written: rows of schemas.sources for what is in them.
        facts: what the version should say of curation.
        options: for writing the list of sources.

    Returns:
        The rows of schemas.sources of the next version.

    Raises:
        CorpusError: a source changed while it was read.
    """
    twice = {row["key"] for row in written} & {row["key"] for row in there}
    if twice:
        repo = min(row["repo"] for row in written if row["key"] in twice)
        raise CorpusError(f"{repo}: changed while it was read; refresh again when nothing writes to the input")
    rows = next_sources(there, plan.known, written)
    listed = write_rows(SOURCES, rows, draft.staging, "part", options)
    draft.put("curate", [*parts, *listed], facts, keep={row["part"] for row in plan.known})
    return rows
