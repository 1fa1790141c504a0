"""How a table is described: columns with a name, an Arrow type and a meaning."""

from dataclasses import dataclass

import pyarrow as pa


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        name: column name, unique in its table.
        type: Arrow type; the Parquet and Spark types follow from it.
        meaning: what a value says, with its unit, and what null means where null is allowed.
        nullable: whether a row may have no value.
    """

    name: str
    type: pa.DataType
    meaning: str
    nullable: bool = False


RANGE = pa.struct([pa.field("start", pa.int64(), nullable=False), pa.field("end", pa.int64(), nullable=False)])
BLOCKS = Column(
    "blocks", pa.list_(pa.field("element", RANGE, nullable=False)),
    "bytes of text of syntax nodes of more than one line, by file in order, of those that begin together the longest "
    "first; at most one for every 256 bytes of a file (or 8), the largest; none of files without a tree; null in rows "
    "of versions of repomill that did not look for them", nullable=True,
)
KEY = Column("key", pa.string(), "reading of the repository that the row is of: 32 hex digits of a hash of its name, "
             "place, commit and files, the options and the versions of the pipeline; the table `sources` says which "
             "readings a version of the corpus holds")


@dataclass(frozen=True)
class Table:
    """A named list of columns: the contract between the stage that writes it and those that read it."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    @property
    def arrow(self) -> pa.Schema:
        """The Arrow schema, with every column's meaning in the field metadata."""
        return pa.schema(
            [pa.field(c.name, c.type, c.nullable, metadata={"meaning": c.meaning}) for c in self.columns],
            metadata={"table": self.name, "meaning": self.meaning},
        )

    @property
    def names(self) -> list[str]:
        """Column names in order."""
        return [column.name for column in self.columns]
