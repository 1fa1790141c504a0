"""The list of what a version was made from: rows of schemas.sources."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.config import Output
from pipeline.draft import Draft
from pipeline.errors import CorpusError, InputError
from pipeline.sources.metadata import UNKNOWN, Facts
from pipeline.sources.opt_out import NOTHING, OptOut
from pipeline.sources.raw_file import SourceRef
from pipeline.sources.stamp import repository_stamp, tables_stamp
from pipeline.sources.table_list import KIND as TABLES
from pipeline.sources.table_list import TablesRef
from pipeline.sources.texts import KIND as TEXTS
from pipeline.sources.texts import TextsRef, file_of
from pipeline.tables import Part, write_rows
from schemas import REPOS, SOURCES, TIMINGS

Row = dict[str, Any]
Unit = tuple[str, str | None]


def new_sources(parts: Iterable[Part], staging: Path) -> list[Row]:
    """Rows for the repositories that curation wrote, all current, sorted by name.

    Args:
        parts: files that the tasks of curation wrote.
        staging: the folder they are in, before they have their final names.
    """
    rows: list[Row] = []
    stamps: dict[str, str | None] = {}
    for part in parts:
        if part.table == REPOS.name:
            found = pq.read_table(staging / part.table / part.file, columns=["repo", "source", "stars", "forks", "key"])
            rows += [row | {"part": part.file.partition("~")[0], "current": True} for row in found.to_pylist()]
        elif part.table == TIMINGS.name:
            read = pq.read_table(staging / part.table / part.file, columns=["key", "stamp"])
            stamps.update(zip(read["key"].to_pylist(), read["stamp"].to_pylist(), strict=True))
    listed = sorted((row | {"stamp": stamps[row["key"]]} for row in rows), key=lambda row: str(row["repo"]))
    check_names(listed)
    return listed


def check_names(rows: Iterable[Row]) -> None:
    """See that no two repositories have one name.

    Raises:
        InputError: two have; names both places.
    """
    seen: dict[str, str] = {}
    for row in rows:
        if row["repo"] in seen:
            before = seen[row["repo"]]
            hint = ("its rows do not follow one another: leave `together` out" if before == row["source"] else
                    "`prefix` of an entry of input.tables tells them apart")
            raise InputError(f"{row['repo']}: twice in the input, in {before} and {row['source']}; {hint}")
        seen[row["repo"]] = row["source"]


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


def recognise(
    listed: Iterable[SourceRef], facts: Mapping[str, Facts], there: Iterable[Row], opt_out: OptOut = NOTHING
) -> Plan:
    """Tell which sources of an input a corpus has the rows of.

    Args:
        listed: the sources of the input.
        facts: what is known of repositories, by name.
        there: rows of schemas.sources, of readings under the settings of now.
        opt_out: what is not to be read.
    """
    readings: dict[Unit, list[Row]] = defaultdict(list)
    for row in there:
        readings[_unit_of(row)].append(row)
    has_tables = any(kind == TABLES for kind, _ in readings)
    plan, whole = Plan([], [], []), set[Unit]()
    for ref in listed:
        unit = _unit(ref)
        found = readings.get(unit, [])
        if unit in whole:
            continue
        if same := _recognised(ref, found, facts, opt_out):
            whole.add(unit)
            plan.known.extend(same)
        elif found or (has_tables and isinstance(ref, TablesRef)):  # other files may have had its repositories
            plan.doubtful.append(ref)
        else:
            plan.new.append(ref)
    return plan


def settle(plan: Plan, found: Iterable[Row], there: Iterable[Row]) -> Plan:
    """The plan without doubt: what has the key of a reading that is there has not changed.

    Args:
        plan: with doubtful sources.
        found: what these hold now: rows of schemas.sources without `part` and `current`.
        there: as for `recognise`.
    """
    by_key = {row["key"]: row for row in there}
    readings: dict[Unit, list[Row]] = defaultdict(list)
    for row in found:
        readings[_unit_of(row)].append(row)
    known, new, done = list(plan.known), list(plan.new), set[Unit]()
    for ref in plan.doubtful:
        unit = _unit(ref)
        if unit not in done:
            known += [by_key[row["key"]] | row | {"current": True} for row in readings[unit] if row["key"] in by_key]
            done.add(unit)
        changed = frozenset(row["repo"] for row in readings[unit] if row["key"] not in by_key)
        if changed:
            new.append(replace(ref, only=changed) if isinstance(ref, TextsRef | TablesRef) else ref)
    return Plan(known, [], new)


def _recognised(ref: SourceRef, found: Sequence[Row], facts: Mapping[str, Facts], opt_out: OptOut) -> list[Row]:
    """The readings of a source, of all that is recognised with it, as they are now; none when something may differ."""
    if ref.stamp is None:
        return []
    if not isinstance(ref, TextsRef | TablesRef):
        return [_as_current(row, facts.get(ref.repo, UNKNOWN)) for row in found if row["stamp"] == ref.stamp][:1]
    current = [row for row in found if row["current"]]  # these are all; of other times there may be some
    if isinstance(ref, TextsRef):
        return current if all(row["stamp"] == ref.stamp for row in current) else []
    is_same = all(row["stamp"] == repository_stamp(ref.stamp, row["repo"], opt_out, facts.get(row["repo"]))
                  for row in current)
    return [_as_current(row, facts.get(row["repo"])) for row in current] if is_same else []


def _as_current(row: Row, facts: Facts | None) -> Row:
    """A row of a reading as the next version holds it; without facts its stars are its own."""
    return row | {"current": True} | ({} if facts is None else {"stars": facts.stars, "forks": facts.forks})


def _unit(ref: SourceRef) -> Unit:
    """What a source is recognised with: itself, but for the files of tables that have one stamp."""
    return (TABLES, ref.stamp) if isinstance(ref, TablesRef) else (ref.place, ref.repo)


def _unit_of(row: Row) -> Unit:
    """The unit that a reading is of: a repository is one itself, a text is one of a file."""
    kind = row["source"].partition(":")[0]
    if kind == TABLES:
        return TABLES, tables_stamp(row["stamp"])
    return row["source"], file_of(row["repo"]) if kind == TEXTS else row["repo"]


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
        InputError: two repositories have one name.
    """
    twice = {row["key"] for row in written} & {row["key"] for row in there}
    if twice:
        repo = min(row["repo"] for row in written if row["key"] in twice)
        raise CorpusError(f"{repo}: changed while it was read; refresh again when nothing writes to the input")
    rows = next_sources(there, plan.known, written)
    check_names(row for row in rows if row["current"])
    listed = write_rows(SOURCES, rows, draft.staging, "part", options)
    draft.put("curate", [*parts, *listed], facts, keep={row["part"] for row in plan.known})
    return rows
