"""A version in the making as a database: what counts over whole tables asks there, in SQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds

from pipeline.draft import Draft
from pipeline.errors import CorpusError
from pipeline.folder import KEYED, STAGES
from schemas import TABLES

Database = duckdb.DuckDBPyConnection
Rows = list[dict[str, Any]]
SETTINGS = {"memory_limit": "2GiB", "autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
FORMAT = ds.ParquetFileFormat(
    default_fragment_scan_options=ds.ParquetFragmentScanOptions(page_checksum_verification=True))


@contextmanager
def opened(draft: Draft) -> Iterator[Database]:
    """For the block: a view of every table of a draft, and one of what was written for it, as `new_files` of files.

    Views hold the readings that are current; repositories have the stars and forks of now. The database is only read,
    takes up to 2 GiB of memory, and puts what is more below the draft's staging folder.

    Raises:
        CorpusError: a file is damaged; also in the block.
    """
    spill = draft.staging / "spilled"
    with duckdb.connect(config={**SETTINGS, "temp_directory": str(spill)}) as database:
        try:
            held = [name for names in STAGES.values() for name in names if draft.has(name)]
            for name in held:
                _register(database, draft, name)
            if "sources" in held:
                database.execute("create view current as select key, stars, forks from sources where current")
            for name in set(held) & KEYED:
                database.execute(_view(name, "sources" in held))
            yield database
        except (duckdb.Error, OSError, pa.ArrowException) as error:
            raise CorpusError(f"{draft.root}: damaged: {str(error).splitlines()[0]}") from None


def rows(database: Database, query: str, **values: Any) -> Rows:
    """All rows of an answer as plain values, by names of columns."""
    answer = database.execute(query, values)
    names = [column[0] for column in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def row(database: Database, query: str, **values: Any) -> dict[str, Any]:
    """The one row of an answer."""
    (found,) = rows(database, query, **values)
    return found


def _register(database: Database, draft: Draft, name: str) -> None:
    schema = TABLES[name].arrow
    whole = ds.dataset([str(place) for place in draft.table(name)], schema=schema, format=FORMAT)
    database.register(f"all_{name}" if name in KEYED else name, whole)
    written = [str(place) for place in draft.written(name)]
    database.register(
        f"new_{name}", ds.dataset(written, schema=schema, format=FORMAT) if written else schema.empty_table())


def _view(name: str, has_sources: bool) -> str:
    if not has_sources:
        return f"create view {name} as from all_{name}"
    if name == "repos":
        return ("create view repos as select r.* replace (c.stars as stars, c.forks as forks) "
                "from all_repos r join current c using (key)")
    return f"create view {name} as select * from all_{name} semi join current using (key)"
