"""One row of a file, and what stands under a name in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file.

    Attributes:
        number: its number in the file from 1; of JSON lines the number of the line.
        values: by the names that were asked for, the values that the row has under them: bytes (UTF-8) for text in
            Parquet, str for text in JSON. None when there is a problem.
        problem: key of pipeline.fates.PROBLEMS, or None.
        detail: the problem in words, or None.
    """

    number: int
    values: Mapping[str, Any] | None
    problem: str | None = None
    detail: str | None = None


def descend(values: Mapping[str, Any], column: str) -> Any:
    """The value under a column name, literally or part by part; None where there is none."""
    if column in values:
        return values[column]
    found: Any = values
    for part in column.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def rows_of(number: int, values: Mapping[str, Any], columns: Sequence[str], nested: str | None) -> Iterator[Row]:
    """The row of an object; with `nested` one for each element of the list under that name, at least one."""
    own = {column: descend(values, column) for column in columns}
    elements = descend(values, nested) if nested is not None else None
    for element in elements if isinstance(elements, list) and elements else [None]:
        yield Row(number, own if nested is None else {**own, nested: element})
