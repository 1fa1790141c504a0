"""Texts of documents on their way to training documents: read once, on all cores, and set aside by ranges of ids."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from functools import partial
from itertools import repeat
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.cores import cores
from pipeline.local.tables import read_files, schema_of

CARRIED = ["text", "blocks"]  # as they are in documents


def table_of(places: Sequence[Path], columns: Sequence[str], table: str) -> pa.Table:
    """Columns of files of a table."""
    return pa.Table.from_batches(read_files(places, table, columns), schema_of(table, columns)).combine_chunks()


def texts(wanted: pa.Array, places: Sequence[tuple[str, Sequence[Path]]], pool: Executor) -> Iterator[pa.Table]:
    """Id and what is carried of documents, each from the first file that has it.

    Args:
        wanted: ids.
        places: tables with their files.
        pool: threads that read, as Arrow reads beside Python.
    """
    for table, files in places:
        for start in range(0, len(files), cores()):
            if not len(wanted):
                return
            some = files[start:start + cores()]
            found = pa.concat_tables(pool.map(_found, some, repeat(table, len(some)), repeat(wanted, len(some))))
            yield found
            wanted = wanted.filter(pc.invert(pc.is_in(wanted, value_set=found["document_id"].combine_chunks())))


def _found(place: Path, table: str, wanted: pa.Array) -> pa.Table:
    """Those documents of a file that are wanted; of a file without any only the ids are read."""
    ids = table_of([place], ["document_id"], table)
    if not pc.any(pc.is_in(ids["document_id"], value_set=wanted)).as_py():
        return schema_of(table, ["document_id", *CARRIED]).empty_table()
    found = table_of([place], ["document_id", *CARRIED], table)
    return found.filter(pc.is_in(found["document_id"], value_set=wanted))


def by_range(found: Iterator[pa.Table], firsts: Sequence[str], folder: Path) -> list[Callable[[], pa.Table]]:
    """What gives the texts of each range of ids: from memory where there is one range, else from a file.

    Args:
        found: rows with document_id.
        firsts: the first id of each range, in order; ids before the first are in no range.
        folder: for the files; each is removed when it is read.
    """
    if len(firsts) == 1:
        whole = pa.concat_tables(found).combine_chunks()
        return [lambda: whole]
    places = [folder / f"{number}.arrow" for number in range(len(firsts))]
    with ExitStack() as stack:
        schema = schema_of("documents", ["document_id", *CARRIED])
        files = [stack.enter_context(pa.ipc.new_stream(stack.enter_context(place.open("wb")), schema))
                 for place in places]
        for table in found:
            ids = table["document_id"]
            for first, end, file in zip(firsts, [*firsts[1:], None], files, strict=True):
                is_mine = pc.greater_equal(ids, first)
                file.write_table(table.filter(is_mine if end is None else pc.and_(is_mine, pc.less(ids, end))))
    return [partial(_taken, place) for place in places]


def _taken(place: Path) -> pa.Table:
    with place.open("rb") as file:
        table = pa.ipc.open_stream(file).read_all().combine_chunks()
    place.unlink()
    return table
