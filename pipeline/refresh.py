"""A refresh: the next version of a corpus, for which only what changed in the input is read."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console

from pipeline.config import Run
from pipeline.draft import Draft
from pipeline.engines import Engine, engine
from pipeline.errors import ConfigError
from pipeline.folder import CorpusFolder
from pipeline.reading import read_rows
from pipeline.report.sums import Figures
from pipeline.run import check_files_of, curate_facts, find_sources, publish, settings_of
from pipeline.source_list import Plan, Row, put_readings, recognise, settle
from pipeline.sources.metadata import read_metadata
from pipeline.tables import Part
from pipeline.writing import extended
from schemas import SOURCES

NEEDED = ("sources", "documents", "files", "repos")


@dataclass(frozen=True)
class Refreshed:
    """What a refresh did.

    Attributes:
        version: the version that is the last now.
        listed: sources of the input.
        read: of these, those whose content was read.
        added: those that were curated.
        gone: readings of the version before that are not in this one.
        figures: those of the report; None when nothing changed.
    """

    version: int
    listed: int
    read: int
    added: int
    gone: int
    figures: Figures | None

    def __str__(self) -> str:
        """The summary line."""
        return (f"version {self.version}: {self.listed} repositories listed, {self.read} read, {self.added} curated, "
                f"{self.gone} readings gone" + ("" if self.figures is not None else "; nothing changed"))


def refresh(run: Run, console: Console) -> Refreshed:
    """Make the next version of a corpus from the input as it is now; the same as a run over all of it would make.

    Raises:
        UserError: input, options or folder cannot be used; the last version stays.
    """
    started = time.perf_counter()
    check_files_of(run)
    if run.input.tables:
        raise ConfigError("input.tables: a refresh cannot tell yet which tables changed; make the corpus again with "
                          "`repomill curate --overwrite`")
    folder = CorpusFolder(run.output.path)
    for table in NEEDED:
        folder.table(table)
    with extended(folder, run.refresh.wait) as draft:
        sources, facts = find_sources(run, draft.revoked, console), read_metadata(run.input.metadata)
        there = list(read_rows(draft.base, SOURCES.name))
        stages = draft.base.manifest()["stages"]
        same = stages["curate"].get("settings") == settings_of(run)
        plan = recognise(sources, facts, there if same else [])
        if _is_what_it_was(plan, there) and stages.get("export", {}).get("config_hash") == run.content_hash():
            assert draft.base.version is not None
            return Refreshed(draft.base.version, len(sources), 0, 0, 0, None)
        read = len(plan.doubtful) + len(plan.new)
        with engine("refresh", run, draft, [*plan.doubtful, *plan.new], console) as work:
            if plan.doubtful:
                plan = settle(plan, work.keys(plan.doubtful), facts, there)
            next_version(work, run, draft, there, plan)
            figures = work.figures(started)
            version = publish(draft, "refresh", figures)
        keys = {row["key"] for row in plan.known}
        gone = sum(row["current"] and row["key"] not in keys for row in there)
        return Refreshed(version, len(sources), read, len(plan.new), gone, figures)


def next_version(
    work: Engine, run: Run, draft: Draft, there: Sequence[Row], plan: Plan, copied: Sequence[Part] = (),
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Curate what a plan says is new, put it into a draft beside what stays, and find duplicates and export anew.

    Args:
        work: what does it.
        run: the options.
        draft: the next version.
        there: rows of schemas.sources of the version before.
        plan: without doubtful sources.
        copied: files with rows of the version before that were written again.
        facts: what the version should say of curation; None for what these options say.
    """
    parts, written = list(copied), list[Row]()
    if plan.new:
        found, written = work.curated(plan.new)
        parts += found
    rows = put_readings(draft, there, plan, parts, written, facts or curate_facts(run), run.output)
    work.check_curated([row["repo"] for row in rows if row["current"]], bool(written))
    work.membership()
    work.export()


def _is_what_it_was(plan: Plan, there: Sequence[Row]) -> bool:
    known, before = ({row["key"]: row for row in rows if row["current"]} for rows in (plan.known, there))
    return not plan.doubtful and not plan.new and known == before
