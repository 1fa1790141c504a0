"""Rows of a version of a corpus, without Spark."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.folder import KEYED, CorpusFolder
from pipeline.tables import read_files


def read_rows(
    corpus: Path | CorpusFolder, table: str, columns: list[str] | None = None, **where: str
) -> Iterator[dict[str, Any]]:
    """Rows of a table whose columns equal `where`, of the readings that are current in a version.

    Args:
        corpus: the folder, for its last version, or a version of it.
        table: name of the table.
        columns: names of columns; None for all.
        where: columns and the value that they must have.

    Raises:
        InputError: the version does not hold the table.
        CorpusError: a file is damaged.
    """
    folder = (corpus if isinstance(corpus, CorpusFolder) else CorpusFolder(corpus)).pinned()
    wanted = {name: [value] for name, value in where.items()}
    if table not in KEYED or not folder.has("sources"):
        yield from read_files(folder.table(table), table, columns, wanted)
        return
    sources = list(read_files(folder.table("sources"), "sources", ["key", "stars", "forks", "current"],
                              {name: value for name, value in wanted.items() if name == "repo"}))
    current = {row["key"]: {"stars": row["stars"], "forks": row["forks"]} for row in sources if row["current"]}
    if len(current) < len(sources):
        wanted["key"] = list(current)
    for row in read_files(folder.table(table), table, columns, wanted):
        # These are of the version, not of the time when the repository was read.
        yield row | current[row["key"]] if table == "repos" and columns is None else row
