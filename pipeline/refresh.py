"""A refresh: the next version of a corpus, for which only what changed in the input is read."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console

from pipeline.build import next_version
from pipeline.config import Run
from pipeline.engines import LITTLE, engine
from pipeline.folder import CorpusFolder
from pipeline.reading import read_rows
from pipeline.report.sums import Figures
from pipeline.run import check_files_of, figures_of, find_sources, publish, settings_of
from pipeline.source_list import Plan, Row, recognise, settle
from pipeline.sources.metadata import read_metadata
from pipeline.sources.opt_out_list import read_opt_out
from pipeline.sources.table_list import cut
from pipeline.writing import extended
from schemas import SOURCES

NEEDED = ("sources", "documents", "files", "repos")


@dataclass(frozen=True)
class Refreshed:
    """What a refresh did.

    Attributes:
        version: the version that is the last now.
        listed: sources of the input: repositories, and files of tables and texts.
        read: of these, those whose content was read.
        added: repositories and texts that were curated.
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
        return (f"version {self.version}: {self.listed} sources listed, {self.read} read, {self.added} curated, "
                f"{self.gone} readings gone" + ("" if self.figures is not None else "; nothing changed"))


def refresh(run: Run, console: Console) -> Refreshed:
    """Make the next version of a corpus from the input as it is now; the same as a run over all of it would make.

    Raises:
        UserError: input, options or folder cannot be used; the last version stays.
    """
    started = time.perf_counter()
    check_files_of(run)
    folder = CorpusFolder(run.output.path)
    for table in NEEDED:
        folder.table(table)
    with extended(folder, run.refresh.wait) as draft:
        sources = find_sources(run, draft.revoked, console)
        facts = read_metadata(run.input.metadata, run.input.s3)
        there = list(read_rows(draft.base, SOURCES.name))
        stages = draft.base.manifest()["stages"]
        same = stages["curate"].get("settings") == settings_of(run)
        opt_out = read_opt_out(run.input.opt_out, draft.revoked, run.input.s3)
        plan = recognise(sources, facts, there if same else [], opt_out)
        read = len(plan.doubtful) + len(plan.new)
        plan = Plan(plan.known, *(cut(refs, run.spark.partition_bytes) for refs in (plan.doubtful, plan.new)))
        if _is_what_it_was(plan, there) and stages.get("export", {}).get("config_hash") == run.content_hash():
            assert draft.base.version is not None
            return Refreshed(draft.base.version, len(sources), 0, 0, 0, None)
        with engine("refresh", run, draft, [*plan.doubtful, *plan.new], console, LITTLE) as work:
            if plan.doubtful:
                plan = settle(plan, work.keys(plan.doubtful), there)
            added = next_version(work, run, draft, there, plan)
            figures = figures_of(run, draft, started, console)
            version = publish(draft, "refresh", figures)
        keys = {row["key"] for row in plan.known}
        gone = sum(row["current"] and row["key"] not in keys for row in there)
        return Refreshed(version, len(sources), read, added, gone, figures)


def _is_what_it_was(plan: Plan, there: Sequence[Row]) -> bool:
    known, before = ({row["key"]: row for row in rows if row["current"]} for rows in (plan.known, there))
    return not plan.doubtful and not plan.new and known == before
