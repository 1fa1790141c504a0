"""Rows of a file one by one: the same values, whether they come from Parquet or from JSON lines."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.errors import InputError, StoreError
from pipeline.option_files import nearest
from pipeline.sources.tabular.avro import avro_columns, read_blocks
from pipeline.sources.tabular.files import Piece, TableFile
from pipeline.sources.tabular.jsonl import first_object, read_lines
from pipeline.sources.tabular.parquet import column_names, read_groups
from pipeline.sources.tabular.row import Row


def read_piece(
    piece: Piece, columns: Sequence[str], most_bytes: int, inflated: int, nested: str | None = None
) -> Iterator[Row]:
    """The rows of a piece, in order. What is wrong with the file ends in a row with a problem; that is not raised.

    Memory is bounded by a batch, or by a row where one is larger; beside it are the blocks held of an object of S3.

    Args:
        piece: what to read.
        columns: the columns to read; `a.b` is `b` in the values of `a` where there is no column `a.b`.
        most_bytes: of one JSON line; longer ones have the problem too_large.
        inflated: bytes that a compressed file of JSON lines may inflate to.
        nested: a column with lists: then there is a row for each element, which it has under that name, and one with
            None for an empty list.

    Raises:
        StoreError: an object store does not give the file.
    """
    number = piece.first_row - 1
    try:
        for row in _rows(piece, columns, most_bytes, inflated, nested):
            number = row.number
            yield row
    except StoreError:
        raise
    except Exception as error:  # foreign content must not stop a job, whatever a reader did not foresee
        problem = getattr(error, "problem", "damaged")
        words = str(error).partition("\n")[0]
        yield Row(number + 1, None, problem, f"not read from here on: {type(error).__name__}: {words}")


def _rows(
    piece: Piece, columns: Sequence[str], most_bytes: int, inflated: int, nested: str | None
) -> Iterator[Row]:
    if piece.file.format == "parquet":
        return read_groups(piece, columns, nested)
    if piece.file.format == "avro":
        return read_blocks(piece.file, columns, nested)
    return read_lines(piece.file, columns, most_bytes, inflated, nested)


def check_columns(file: TableFile, columns: Mapping[str, str], place: str) -> None:
    """See that a file has columns, so that a wrong name stops a run before it starts.

    Of JSON lines the first object is looked at, which must have the keys.

    Args:
        file: the file.
        columns: column by the option that names it.
        place: where these options are, for the message.

    Raises:
        InputError: a column is not there; names file and line, and what is there. Or the file cannot be read.
        StoreError: an object store does not give it.
    """
    where = file.location
    if file.format != "jsonl":
        known = column_names(file) if file.format == "parquet" else avro_columns(file)
    else:
        line, known = first_object(file)
        where = f"{file.location}:{line}"
        if not known:
            return  # no object in the first lines: each is told of in the ledger
    wrong = [f"{where}: no column `{column}` ({place}.{option}); {nearest(column, known)}"
             for option, column in columns.items() if column not in known]
    if wrong:
        raise InputError("\n".join(wrong))
