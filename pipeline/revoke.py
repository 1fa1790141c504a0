"""Revoking: the next version of a corpus without what a list names, and the proof that it is gone."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.console import Console

from pipeline.build import next_version
from pipeline.config import S3, Input, Run
from pipeline.draft import Draft
from pipeline.engines import LITTLE, engine
from pipeline.errors import CorpusError, InputError
from pipeline.folder import CorpusFolder
from pipeline.reading import read_rows
from pipeline.refresh import NEEDED
from pipeline.revocation import Found, find_revoked, search, source_hashes, without_readings
from pipeline.run import check_files_of, figures_of, publish
from pipeline.source_list import Plan, Row
from pipeline.sources import SOURCES as SOURCES_OF
from pipeline.sources.metadata import UNKNOWN, read_metadata
from pipeline.sources.opt_out import OptOut
from pipeline.sources.opt_out_list import entries, read_opt_out
from pipeline.sources.raw_file import SourceRef
from pipeline.sources.s3.discover import s3_again
from pipeline.sources.s3.place import is_s3
from pipeline.sources.stamp import stamp, tables_stamp
from pipeline.sources.table_list import KIND as TABLES
from pipeline.sources.table_list import cut, find_tables
from pipeline.terminal import plain
from pipeline.writing import extended
from schemas import SOURCES


def revoke(run: Run, path: str, console: Console) -> Iterator[str]:
    """Make the next version without what a list names, and remember the list, so that no refresh brings it back.

    Repositories with revoked files are read again without them; of one whose source is not there any more, nothing
    stays. All else is as it was in the version before.

    Args:
        run: the options that the corpus was made with, and its folder.
        path: list of repositories, owners, paths and hashes, in the form of an opt-out list.
        console: for progress.

    Yields:
        Tab-separated lines: what was removed, and what the search through the new version found.

    Raises:
        UserError: list or corpus cannot be used, or something of it is left in the new version.
    """
    check_files_of(run)
    folder = CorpusFolder(run.output.path)
    for table in NEEDED:
        folder.table(table)
    if read_opt_out(path, store=run.input.s3).licences:
        raise InputError(f"{path}: licences are not revoked; put them on the opt-out list (input.opt_out) and refresh")
    with extended(folder) as draft:
        listed = read_opt_out(None, _remember(draft, path, run.input.s3))
        found = find_revoked(draft.base, listed)
        if found.keys:
            yield from _taken_out(run, draft, found, console)
        else:
            publish(draft, "revoke", None)
    yield from (f"removed\t{plain(file.repo)}\t{plain(file.path)}\t{file.sha256}" for file in sorted(found.files))
    yield from _proof(CorpusFolder(folder.root).pinned(), found, listed)


def _remember(draft: Draft, path: str, store: S3) -> list[str]:
    """Put the entries of a list among those that the corpus remembers; the entries, hashes of texts made complete."""
    texts = [str(entry) for _, entry in entries(path, store)]
    found = source_hashes(draft.base, read_opt_out(path, store=store))
    texts += [entry for entry in (f"sha256:{digest}" for digest in sorted(found)) if entry not in texts]
    draft.revoked = list(dict.fromkeys([*draft.revoked, *texts]))
    return texts


def _taken_out(run: Run, draft: Draft, found: Found, console: Console) -> Iterator[str]:
    there = list(read_rows(draft.base, SOURCES.name))
    parts, rows = without_readings(draft, there, found.keys, run.output)
    opt_out = read_opt_out(run.input.opt_out, draft.revoked, run.input.s3)
    taken = [row for row in there if row["current"] and row["key"] in found.keys]
    again, lost = _sources([row for row in taken if not _is_of_table(row)], opt_out, run.input)
    pieces, gone = _tables([row for row in taken if _is_of_table(row)], run)
    again, lost = again + pieces, lost + gone
    yield from (f"left out\t{plain(repo)}\t\tits source is not there any more" for repo in lost)
    plan = Plan([row for row in rows if row["current"]], [], again)
    with engine("revoke", run, draft, again, console, LITTLE) as work:
        next_version(work, run, draft, rows, plan, parts, draft.stages["curate"])
        publish(draft, "revoke", figures_of(run, draft, None, console))


def _sources(
    rows: Sequence[Row], opt_out: OptOut, options: Input
) -> tuple[list[SourceRef], list[str]]:
    """The sources of readings, and the names of those that are not there any more."""
    found, lost = [], []
    facts = read_metadata(options.metadata, options.s3)
    for row in rows:
        kind, _, location = row["source"].partition(":")
        old = SourceRef(kind, location, row["repo"], 0)
        ref = s3_again(old, options.s3) if is_s3(location) else old
        mark = stamp(ref, opt_out, facts.get(ref.repo, UNKNOWN)) if ref is not None and kind in SOURCES_OF else None
        if ref is None or mark is None:
            lost.append(row["repo"])
        else:
            found.append(replace(ref, stamp=mark))
    return found, lost


def _is_of_table(row: Row) -> bool:
    return str(row["source"]).startswith(f"{TABLES}:")


def _tables(rows: Sequence[Row], run: Run) -> tuple[list[SourceRef], list[str]]:
    """The files of tables that readings are from, and the names of those whose files are not as they were."""
    names: dict[str | None, set[str]] = defaultdict(set)
    for row in rows:
        names[tables_stamp(row["stamp"])].add(row["repo"])
    listed = find_tables(run.input.tables, run.input.s3) if rows else []
    found = [replace(ref, only=frozenset(names[ref.stamp])) for ref in listed if ref.stamp in names]
    there = {ref.stamp for ref in found}
    lost = sorted(repo for stamp, repos in names.items() if stamp not in there for repo in repos)
    return cut(found, run.spark.partition_bytes), lost


def _proof(folder: CorpusFolder, found: Found, listed: OptOut) -> Iterator[str]:
    result = search(folder, found.files, listed)
    for text in result.elsewhere:
        yield f"same text, not revoked\t{plain(text.repo)}\t{plain(text.path)}\t{text.sha256}"
    if result.left:
        names = ", ".join(f"{plain(text.repo)}: {plain(text.path)}" for text in result.left[:5])
        raise CorpusError(f"{folder.root}: version {folder.version} still holds {names}; this is a bug, do not use it")
    yield (f"# version {folder.version}: {len(found.files)} files removed; none is left among {result.looked} texts "
           "searched by SHA-256")
    yield f"# earlier versions hold them until: repomill vacuum {folder.root} --versions 1 --days 0"

