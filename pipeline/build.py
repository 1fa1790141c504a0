"""How a version of a corpus is made: what is new is curated, then duplicates are found and all is exported."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console

from pipeline.config import Run
from pipeline.conservation import check
from pipeline.draft import Draft
from pipeline.engines import Engine, engine
from pipeline.folder import CorpusFolder
from pipeline.plan import spread
from pipeline.report.sums import Figures
from pipeline.run import check_files_of, curate_facts, figures_of, find_pieces, publish, unit_settings
from pipeline.source_list import Plan, Row, put_readings
from pipeline.sources.metadata import read_metadata
from pipeline.sources.raw_file import SourceRef
from pipeline.tables import Part
from pipeline.units import Work, work_left
from pipeline.writing import replaced


def build(run: Run, console: Console) -> Figures:
    """Make the first version of a corpus beside its folder, and put it in its place when it is whole.

    Returns:
        The figures of the report.

    Raises:
        UserError: input, options or folder cannot be used; what was there before is untouched.
    """
    started = time.perf_counter()
    check_files_of(run)
    final = CorpusFolder(run.output.path)
    sources = find_pieces(run, final.revoked(), console)
    with replaced(final, run.output.overwrite) as draft, engine("curate", run, draft, sources, console, 0) as work:
        if run.output.keep_raw_files:
            with work.stage("ingest"):
                work.ingest(sources)
        _make(work, run, draft, [], Plan([], [], sources), _left(run, draft, sources, console))
        found = figures_of(run, draft, started, console)
        publish(draft, "build", found)
        return found


def next_version(
    work: Engine, run: Run, draft: Draft, there: Sequence[Row], plan: Plan, copied: Sequence[Part] = (),
    facts: Mapping[str, Any] | None = None,
) -> int:
    """Curate what a plan says is new, put it into a draft beside what stays, and find duplicates and export anew.

    Args:
        work: what does it.
        run: the options.
        draft: the next version.
        there: rows of schemas.sources of the version before.
        plan: without doubtful sources.
        copied: files with rows of the version before that were written again.
        facts: what the version should say of curation; None for what these options say.

    Returns:
        How many repositories and texts were curated.
    """
    draft.drop("ingest")  # raw files are of what was read for the version before
    return _make(work, run, draft, there, plan, Work(spread(plan.new, run.spark.partition_bytes)), copied, facts)


def _make(
    work: Engine, run: Run, draft: Draft, there: Sequence[Row], plan: Plan, left: Work, copied: Sequence[Part] = (),
    facts: Mapping[str, Any] | None = None,
) -> int:
    with work.stage("curate"):
        parts, written = list(copied), list[Row]()
        if plan.new:
            found, written = work.curated(plan.new, left)
            parts += found
        put_readings(draft, there, plan, parts, written, facts or curate_facts(run), run.output)
        check("curate", draft)
    with work.stage("dedup"):
        work.membership()
        check("dedup", draft)
    with work.stage("export"):
        work.export()
        check("export", draft)
    return len(written)


def _left(run: Run, draft: Draft, sources: Sequence[SourceRef], console: Console) -> Work:
    """The bins of a build, without those that one that was killed has done."""
    bins = spread(sources, run.spark.partition_bytes)
    if run.output.keep_raw_files:
        return Work(bins)
    left = work_left(draft.staging, bins, read_metadata(run.input.metadata, run.input.s3),
                     unit_settings(run, draft.revoked), run.output)
    if left.done:
        console.print(f"repomill: {left.done} of {len(bins)} units of work were done by a run that was killed; going "
                      "on with the others", highlight=False, soft_wrap=True)
    return left
