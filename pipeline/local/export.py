"""The training documents of a version, as pipeline.stages.export makes them; files in which nothing changed stay."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.config import Output
from pipeline.delta import DataFile
from pipeline.draft import Draft, begin_of
from pipeline.local.tables import read_files, schema_of, write
from pipeline.masks import context_rules, merged
from pipeline.shuffle import file_count, file_of
from pipeline.tables import Part
from schemas import TRAINING_DOCUMENTS
from schemas.training_documents import TRAINING_SPAN

CARRIED = ["text", "blocks"]  # as they are in documents, and read only where a file is written
KNOWN = [name for name in TRAINING_DOCUMENTS.names if name not in CARRIED]
AT_ONCE = 256 << 20  # bytes of text that are held, about
COPIED = ("path", "language", "licence", "header", "start", "end")  # of a span


def without_text(documents: pa.Table, corpus: pa.Table) -> pa.Table:
    """Rows of training_documents but for what is carried, in order.

    Args:
        documents: document_id, repo, domain, language and spans.
        corpus: the membership list, sorted by id.
    """
    trained = corpus.filter(pc.equal(corpus["fate"], "trained"))
    place = pc.index_in(trained["document_id"], value_set=documents["document_id"].combine_chunks())
    rows = documents.take(place).combine_chunks()
    spans, masks = (column.combine_chunks() for column in (rows["spans"], trained["masks"]))
    files = spans.flatten()
    flat = [files.field(name) for name in COPIED] + [context_rules(spans, masks).flatten().is_null()]
    offsets = pc.subtract(spans.offsets, spans.offsets[0])
    made = pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays(flat, fields=list(TRAINING_SPAN)))
    columns = {name: rows[name] for name in ("document_id", "repo", "domain", "language")} | {
        "weight": pa.array([1.0] * len(rows), pa.float64()), "spans": made, "masks": merged(masks)}
    return pa.table({name: columns[name] for name in KNOWN}).cast(
        schema_of(TRAINING_DOCUMENTS.name, KNOWN)).combine_chunks()


def export(
    draft: Draft, rows: pa.Table, text_bytes: int, options: Output, before: Mapping[str, Path]
) -> tuple[list[Part], list[str]]:
    """Write the files in which something is not as it was.

    Args:
        draft: the version.
        rows: of `without_text`.
        text_bytes: of all its documents.
        options: sizes.
        before: files of the version before by what their names begin with, where they were written as these would be.

    Returns:
        The files written, and what the names of those begin with that stay.
    """
    count = file_count(text_bytes, options.training_file_bytes)
    numbers = Counter(file_of(name, count) for name in rows["document_id"].to_pylist())
    changed, same, first = list[tuple[str, pa.Table]](), list[str](), 0
    for number in sorted(numbers):
        name, mine = f"part-{number:05d}", rows.slice(first, numbers[number])
        first += numbers[number]
        if name in before and _table([before[name]], KNOWN).equals(mine.combine_chunks()):
            same.append(name)
        else:
            changed.append((name, mine))
    parts, at_once = list[Part](), max(1, AT_ONCE // options.training_file_bytes)
    for start in range(0, len(changed), at_once):
        parts += _written(draft, changed[start:start + at_once], options, before)
    return parts, same


def _written(
    draft: Draft, files: Sequence[tuple[str, pa.Table]], options: Output, before: Mapping[str, Path]
) -> Iterator[Part]:
    """Write files by name, whose texts are held together, so that documents are read once for all of them."""
    wanted = pa.concat_tables(rows for _, rows in files)["document_id"].combine_chunks()
    texts = pa.concat_tables(_texts(draft, wanted, [before[name] for name, _ in files if name in before]))
    ids = texts["document_id"].combine_chunks()
    for name, rows in files:
        place = pc.index_in(rows["document_id"].combine_chunks(), value_set=ids)
        whole = rows
        for column in CARRIED:
            whole = whole.append_column(column, texts[column].take(place))
        yield from write(TRAINING_DOCUMENTS, whole.select(TRAINING_DOCUMENTS.names).combine_chunks(), draft.staging,
                         name, options, options.training_row_group_bytes)


def files_before(draft: Draft) -> dict[str, tuple[DataFile, Path]]:
    """Files of training documents of the version before, by what their names begin with."""
    table = TRAINING_DOCUMENTS.name
    if not draft.base.has(table):
        return {}
    return {begin_of(file): (file, place)
            for file, place in zip(draft.base.files(table), draft.base.table(table), strict=True) if file.rows}


def _texts(draft: Draft, wanted: pa.Array, before: Sequence[Path]) -> Iterator[pa.Table]:
    """Id and what is carried of documents: from their files of the version before, then from documents."""
    for table, places in ((TRAINING_DOCUMENTS.name, before), ("documents", draft.table("documents"))):
        for place in places:
            if not len(wanted):
                return
            ids = _table([place], ["document_id"], table)
            if pc.any(pc.is_in(ids["document_id"], value_set=wanted)).as_py():
                found = _table([place], ["document_id", *CARRIED], table)
                found = found.filter(pc.is_in(found["document_id"], value_set=wanted))
                yield found
                wanted = wanted.filter(pc.invert(pc.is_in(wanted, value_set=found["document_id"].combine_chunks())))


def _table(places: Sequence[Path], columns: Sequence[str], table: str = TRAINING_DOCUMENTS.name) -> pa.Table:
    return pa.Table.from_batches(read_files(places, table, columns), schema_of(table, columns)).combine_chunks()
