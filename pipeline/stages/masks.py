"""masks as columns: what follows for files from the masks of their document. No text goes through Python."""

from pyspark.sql import Column
from pyspark.sql import functions as F
from pyspark.sql.pandas.functions import arrow_udf
from pyspark.sql.pandas.types import from_arrow_type

from pipeline import masks
from schemas import CORPUS

# Spark takes the kind of function from the type hints, and warns where it is said as its own types want it.
MASK_TYPE = from_arrow_type(CORPUS.arrow.field("masks").type)
disjoint_masks = arrow_udf(masks.disjoint_batch, MASK_TYPE)  # type: ignore[call-overload]
merged_masks = arrow_udf(masks.merged, from_arrow_type(masks.RANGES))  # type: ignore[call-overload]
context_rules = arrow_udf(masks.context_rules, from_arrow_type(masks.RULES))  # type: ignore[call-overload]


def masked_bytes(column: str) -> Column:
    """Bytes in the ranges of a column of masks."""
    return F.aggregate(column, F.lit(0).cast("long"), lambda total, mask: total + mask["end"] - mask["start"])
