"""JSON lines, plain or compressed: one object a line, read line by line."""

import io
import json
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from pipeline.errors import InputError, StoreError
from pipeline.sources.inflate import Inflated
from pipeline.sources.tabular.files import TableFile
from pipeline.sources.tabular.row import Row, rows_of

_BUFFER_BYTES = 1 << 18
_FIRST_LINES = 20  # in which an object is looked for that shows the columns
_FIRST_LINE_BYTES = 16 << 20


def read_lines(
    file: TableFile, columns: Sequence[str], most_bytes: int, inflated: int, nested: str | None = None
) -> Iterator[Row]:
    """Rows of the lines that are not blank, with `nested` those of the elements under that name.

    Raises:
        OSError: the file cannot be read.
        SourceError: it inflates to more than it may.
    """
    with file.opened() as source:
        for number, line in enumerate(_lines(source, most_bytes, inflated), 1):
            if len(line) > most_bytes:
                yield Row(number, None, "too_large", f"a line of more than {most_bytes} bytes")
            elif line.strip():
                yield from _rows(number, line, columns, nested)


def first_object(file: TableFile) -> tuple[int, list[str]]:
    """The line of the first object of a file, and its keys, those of objects in it as `a.b`; none in the first lines.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        with file.opened() as source:
            for number, line in enumerate(_lines(source, _FIRST_LINE_BYTES, 1 << 40), 1):
                if number > _FIRST_LINES:
                    break
                value = _parsed(line)[0]
                if isinstance(value, dict):
                    parts = {key: part for key, part in value.items() if isinstance(part, dict)}
                    return number, [*value, *(f"{key}.{inner}" for key, part in parts.items() for inner in part)]
    except StoreError:
        raise
    except Exception as error:  # decompressors raise a dozen types for bad input
        raise InputError(f"{file.location}: cannot be read as JSON lines: {error}") from None
    return 0, []


def _lines(source: BinaryIO, most_bytes: int, inflated: int) -> Iterator[bytes]:
    """Lines; of one longer than `most_bytes` the first most_bytes + 1 bytes, the rest of it never held."""
    stream = io.BufferedReader(Inflated(source, inflated), _BUFFER_BYTES)
    while line := stream.readline(most_bytes + 1):
        yield line
        while len(line) > most_bytes and not line.endswith(b"\n"):
            line = stream.readline(most_bytes + 1)


def _rows(number: int, line: bytes, columns: Sequence[str], nested: str | None) -> Iterator[Row]:
    value, problem = _parsed(line)
    if problem is not None:
        yield Row(number, None, "bad_row", problem)
    elif not isinstance(value, dict):
        yield Row(number, None, "bad_row", f"a JSON {type(value).__name__}, not an object")
    else:
        yield from rows_of(number, value, columns, nested)


def _parsed(line: bytes) -> tuple[Any, str | None]:
    try:
        return json.loads(line), None
    except (ValueError, RecursionError) as error:  # a number of too many digits, or bytes that are not UTF-8, too
        return None, f"not JSON: {error}"
