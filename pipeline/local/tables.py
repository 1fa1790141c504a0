"""Tables of a draft as Arrow: what the stages of this room read and write."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from pipeline.config import Output
from pipeline.draft import Draft
from pipeline.errors import CorpusError
from pipeline.folder import KEYED
from pipeline.tables import Part, PartWriter
from schemas import TABLES, Table

CHECKED = ds.ParquetFragmentScanOptions(page_checksum_verification=True)


def read(draft: Draft, table: str, columns: Sequence[str]) -> pa.Table:
    """Columns of a table, of the readings that are current; of repos, stars and forks as they are now.

    Raises:
        CorpusError: a file is damaged.
    """
    return pa.Table.from_batches(batches(draft, table, columns), schema_of(table, columns)).combine_chunks()


def batches(draft: Draft, table: str, columns: Sequence[str], rows: int = 65_536) -> Iterator[pa.RecordBatch]:
    """The same, some rows at a time."""
    current = None
    if table in KEYED:
        listed = read(draft, "sources", ["key", "stars", "forks", "current"])
        current = listed.filter(listed["current"])
    wanted = list(dict.fromkeys([*columns, "key"])) if current is not None else list(columns)
    for batch in read_files(draft.table(table), table, wanted, rows):
        yield _of_now(batch, current).select(columns) if current is not None else batch


def read_files(
    places: Iterable[Path], table: str, columns: Sequence[str], rows: int = 65_536
) -> Iterator[pa.RecordBatch]:
    """Columns of files of a table, in the order of the files.

    Raises:
        CorpusError: a file is damaged.
    """
    for place in places:
        try:
            data = ds.dataset(str(place), schema=TABLES[table].arrow, format="parquet")
            yield from data.to_batches(columns=list(columns), batch_size=rows, fragment_scan_options=CHECKED,
                                       use_threads=False)
        except (OSError, pa.ArrowException) as error:
            raise CorpusError(f"{place}: damaged: {str(error).splitlines()[0]}") from None


def write(table: Table, rows: pa.Table, folder: Path, name: str, options: Output, row_group_bytes: int) -> list[Part]:
    """Write rows as one file, as a task of Spark would; none without rows."""
    writer = PartWriter(table, folder, name, options, row_group_bytes)
    for batch in rows.to_batches():
        writer.add_batch(batch)
    part = writer.close()
    return [part] if part else []


def _of_now(batch: pa.RecordBatch, current: pa.Table) -> pa.RecordBatch:
    """The rows of current readings, with the stars and forks of now."""
    place = pc.index_in(batch.column("key"), value_set=current["key"].combine_chunks())
    kept, place = batch.filter(place.is_valid()), place.drop_null()
    for name in {"stars", "forks"} & set(batch.schema.names):
        kept = kept.set_column(kept.schema.get_field_index(name), kept.schema.field(name),
                               current[name].combine_chunks().take(place))
    return kept


def schema_of(table: str, columns: Sequence[str]) -> pa.Schema:
    """The schema of some columns of a table."""
    return pa.schema([TABLES[table].arrow.field(name) for name in columns])
