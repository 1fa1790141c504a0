"""survivors: the order in which repositories are kept, as a column."""

import pyarrow as pa
from pyspark.sql import Column
from pyspark.sql import functions as F
from pyspark.sql.pandas.functions import arrow_udf
from pyspark.sql.types import IntegerType

from pipeline.config import Dedup
from pipeline.dedup import licence_class


def survivor_rank(options: Dedup) -> Column:
    """Of rows of repos: a struct whose least is kept. A total order: it ends with content hash and name."""
    facts = {name: _most_first(name) for name in ("stars", "forks", "last_commit", "kept_files")}
    facts["licence"] = _licence_classes("licence")
    return F.struct(*(facts[name].alias(name) for name in options.survivor), "content_hash", "repo")


def _most_first(name: str) -> Column:
    """What is not known comes after all that is."""
    return -F.greatest(F.coalesce(name, F.lit(-1)), F.lit(-1))


def _classes(licences: pa.Array) -> pa.Array:
    found = licences.dictionary_encode()
    classes = pa.array([licence_class(name) for name in [*found.dictionary.to_pylist(), None]], pa.int32())
    return classes.take(found.indices.fill_null(len(classes) - 1))


_licence_classes = arrow_udf(_classes, IntegerType())  # type: ignore[call-overload]
