"""Reading tables of a corpus as DataFrames."""

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from pathlib import Path

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema

from pipeline.draft import Draft
from pipeline.folder import KEYED, CorpusFolder
from pipeline.tables import read_files as files_rows
from schemas import TABLES


def read_table(spark: SparkSession, corpus: CorpusFolder | Draft, table: str) -> DataFrame:
    """Rows of a table, of the readings that are current; repositories with the stars and forks of now."""
    rows = read_files(spark, table, corpus.table(table))
    if table not in KEYED or not corpus.has("sources"):
        return rows
    current = read_files(spark, "sources", corpus.table("sources")).where("current").select("key", "stars", "forks")
    if table == "repos":
        return rows.drop("stars", "forks").join(F.broadcast(current), on="key").select(*TABLES[table].names)
    if not has_old_readings(corpus):
        return rows
    return rows.join(F.broadcast(current.select("key")), on="key", how="left_semi").select(*TABLES[table].names)


def has_old_readings(corpus: CorpusFolder | Draft) -> bool:
    """Whether tables of readings have rows of earlier versions."""
    return any(not row["current"] for row in files_rows(corpus.table("sources"), "sources", ["current"]))


def read_files(spark: SparkSession, table: str, places: Iterable[Path]) -> DataFrame:
    """Rows of files of a table, one task for each."""
    names: dict[Path, list[str]] = defaultdict(list)
    for place in places:
        names[place.parent].append(place.name)
    return reduce(DataFrame.unionAll, [_folder(spark, table, *found) for found in names.items()])


def _folder(spark: SparkSession, table: str, folder: Path, names: list[str]) -> DataFrame:
    # A name is a name: without the option a folder called [a] or * would be a pattern. With it, give one path only:
    # Spark 4.3 reads each of several once for every one of them.
    reader = spark.read.schema(from_arrow_schema(TABLES[table].arrow)).option("__globPaths__", "false")
    frame = reader.parquet(str(folder.absolute()))
    if {path.name for path in folder.glob("*.parquet")} <= set(names):
        return frame
    # Spark knows the names before it opens a file; in one text, because each name of a list costs a call to the JVM.
    listed = ", ".join(f"'{name}'" for name in names)
    return frame.where(f"_metadata.file_name in ({listed})")
