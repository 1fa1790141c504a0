"""The training documents of a version, as pipeline.stages.export makes them; files in which nothing changed stay."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.config import Output
from pipeline.cores import cores
from pipeline.delta import DataFile
from pipeline.draft import Draft, begin_of
from pipeline.local.carried import CARRIED, by_range, table_of, texts
from pipeline.local.tables import schema_of, write
from pipeline.masks import context_rules, merged
from pipeline.shuffle import file_count, file_of
from pipeline.tables import Part
from schemas import TRAINING_DOCUMENTS
from schemas.training_documents import TRAINING_SPAN

KNOWN = [name for name in TRAINING_DOCUMENTS.names if name not in CARRIED]
AT_ONCE = 128 << 20  # bytes of text that are held, about
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
        if name in before and table_of([before[name]], KNOWN, TRAINING_DOCUMENTS.name).equals(mine.combine_chunks()):
            same.append(name)
        else:
            changed.append((name, mine))
    at_once = max(1, AT_ONCE // options.training_file_bytes)
    groups = [changed[start:start + at_once] for start in range(0, len(changed), at_once)]
    return [*_written(draft, groups, options, before)], same


def _written(
    draft: Draft, groups: Sequence[Sequence[tuple[str, pa.Table]]], options: Output, before: Mapping[str, Path]
) -> Iterator[Part]:
    """Write files by name, whose texts are held together in groups; documents are read once for all of them."""
    if not groups:
        return
    names = [name for files in groups for name, _ in files]
    wanted = pa.concat_tables(rows for files in groups for _, rows in files)["document_id"].combine_chunks()
    places = ((TRAINING_DOCUMENTS.name, [before[name] for name in names if name in before]),
              ("documents", draft.table("documents")))
    firsts = [files[0][1]["document_id"][0].as_py() for files in groups]
    # Arrow reads, compresses and hashes beside Python, so that threads are enough for all cores.
    with ThreadPoolExecutor(cores()) as pool, TemporaryDirectory(dir=draft.staging) as folder:
        for files, found in zip(groups, by_range(texts(wanted, places, pool), firsts, Path(folder)), strict=True):
            made = partial(_file, found(), draft.staging, options)
            yield from chain.from_iterable(pool.map(made, *zip(*files, strict=True)))


def _file(found: pa.Table, folder: Path, options: Output, name: str, rows: pa.Table) -> list[Part]:
    """Write a file with the texts found for its rows."""
    place = pc.index_in(rows["document_id"].combine_chunks(), value_set=found["document_id"].combine_chunks())
    for column in CARRIED:
        rows = rows.append_column(column, found[column].take(place))
    return write(TRAINING_DOCUMENTS, rows.select(TRAINING_DOCUMENTS.names).combine_chunks(), folder, name, options,
                 options.training_row_group_bytes)


def files_before(draft: Draft) -> dict[str, tuple[DataFile, Path]]:
    """Files of training documents of the version before, by what their names begin with."""
    table = TRAINING_DOCUMENTS.name
    if not draft.base.has(table):
        return {}
    return {begin_of(file): (file, place)
            for file, place in zip(draft.base.files(table), draft.base.table(table), strict=True) if file.rows}
