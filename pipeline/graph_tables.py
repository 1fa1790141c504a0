"""Only the graph: dependencies and order of repositories as two Parquet files, without Spark."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.config import Run
from pipeline.cores import cores
from pipeline.curation.examine import Tools
from pipeline.curation.info import RepositoryInfo
from pipeline.curation.repository import curate_repository
from pipeline.errors import MachineError, OutputError
from pipeline.fates import RULES
from pipeline.languages.catalogue import languages
from pipeline.parsing.leash import Parser
from pipeline.sources import read_source
from pipeline.sources.discover import discover
from pipeline.sources.raw_file import SourceRef
from pipeline.whole_file import whole_file
from schemas import EDGES, KEY, ORDER

# What the graph keeps out even when quality does not matter: files that cannot be read, and those of other languages.
QUALITY = frozenset(RULES) - {"language"}
Row = dict[str, Any]


def write_graph(run: Run, out: Path, rules: bool, workers: int | None, overwrite: bool) -> dict[str, int]:
    """Write `edges.parquet` and `order.parquet` (schemas.edges, schemas.order), rows sorted by repository.

    Args:
        run: input, parsing and order options.
        out: folder for the two files.
        rules: whether the quality rules drop files first.
        workers: processes; None takes one per core.
        overwrite: whether files that are there are replaced.

    Returns:
        Counts of `repositories`, `files` in documents and `edges`.

    Raises:
        UserError: no such input, the files are there already, or a worker was killed.
    """
    targets = {EDGES.name: out / "edges.parquet", ORDER.name: out / "order.parquet"}
    present = [str(path) for path in targets.values() if path.exists()]
    if present and not overwrite:
        raise OutputError(f"{', '.join(present)}: already there; choose another folder, or replace with --overwrite")
    sources = discover(run.input.paths, run.input)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{out}: cannot be written to: {error.strerror}") from None
    rows: dict[str, list[Row]] = {name: [] for name in targets}
    for found in _graphs(sources, run, rules, workers or cores()):
        for name, more in found.items():
            rows[name] += more
    for table in (EDGES, ORDER):
        schema = pa.schema([field for field in table.arrow if field.name != KEY.name], table.arrow.metadata)
        with whole_file(targets[table.name]) as beside:
            pq.write_table(pa.Table.from_pylist(rows[table.name], schema=schema), beside, compression="zstd")
    return {"repositories": len(sources), "files": len(rows["order"]), "edges": len(rows["edges"])}


def _graphs(sources: Sequence[SourceRef], run: Run, rules: bool, workers: int) -> Iterator[dict[str, list[Row]]]:
    if workers == 1 or len(sources) == 1:
        for source in sources:
            yield source_graph(source, run, rules)
        return
    try:
        with ProcessPoolExecutor(min(workers, len(sources)), mp_context=get_context("spawn")) as pool:
            yield from pool.map(source_graph, sources, [run] * len(sources), [rules] * len(sources))
    except BrokenProcessPool:
        raise MachineError("stopped: a worker was killed, most often for want of memory; try --workers 1") from None


def source_graph(source: SourceRef, run: Run, rules: bool) -> dict[str, list[Row]]:
    """Rows of edges and order of one repository."""
    rows: dict[str, list[Row]] = {"edges": [], "order": []}
    documents = 0
    for table, row in source_rows(source, run, frozenset() if rules else QUALITY):
        if table == "edges":
            rows["edges"].append(row)
        elif table == "documents":
            rows["order"] += [
                {"repo": source.repo, "path": span["path"], "document": documents, "position": position}
                for position, span in enumerate(row["spans"])
            ]
            documents += 1
    return rows


def source_rows(source: SourceRef, run: Run, waived: frozenset[str]) -> Iterator[tuple[str, Row]]:
    """(table name, row) for every row of one repository, as curation yields them without the waived rules."""
    catalogue = languages()
    with Parser(run.parsing, catalogue) as parser:
        tools = Tools(catalogue, parser, run.rules, run.input.max_file_bytes, waived)
        opened = read_source(source, run.input)
        info = RepositoryInfo(source.repo, source.location, opened.commit, None)
        yield from curate_repository(info, opened.files, tools, run)
