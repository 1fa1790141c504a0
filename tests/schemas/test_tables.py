"""Every table is described whole, and the description is what is written."""

import importlib
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.folder import STAGES
from schemas import CONTAMINATION_INDEX, ORDER, TABLES
from tests.pipeline.corpora import rows

# Files of their own, which no stage writes into a corpus.
OWN_FILES = {ORDER.name, CONTAMINATION_INDEX.name}
SCHEMAS = Path(__file__).parents[2] / "schemas"


def test_every_module_describes_the_table_of_its_name():
    modules = {path.stem for path in SCHEMAS.glob("*.py")} - {"__init__", "table"}
    found = {name: getattr(importlib.import_module(f"schemas.{name}"), name.upper()) for name in modules}
    assert {name: table.name for name, table in found.items()} == {name: name for name in modules}
    assert found == TABLES


def test_every_table_has_one_stage_that_writes_it():
    written = [name for tables in STAGES.values() for name in tables]
    assert sorted(written) == sorted({*TABLES} - OWN_FILES)


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_columns_have_one_name_and_a_meaning_that_says_what_null_means(table):
    assert table.meaning.endswith(".")
    assert len(set(table.names)) == len(table.names)
    for column in table.columns:
        assert len(column.meaning) > 3
        assert column.nullable == ("null" in column.meaning), column
        field = table.arrow.field(column.name)
        assert (field.type, field.nullable) == (column.type, column.nullable)
        assert field.metadata[b"meaning"].decode() == column.meaning


@pytest.mark.parametrize("name", sorted({*TABLES} - {CONTAMINATION_INDEX.name}))
def test_spark_reads_the_same_types(name):
    types = pytest.importorskip("pyspark.sql.pandas.types")
    table = TABLES[name]
    back = types.to_arrow_schema(types.from_arrow_schema(table.arrow))
    assert [(field.name, field.type) for field in back] == [
        (field.name, field.type) for field in pa.schema([field.remove_metadata() for field in table.arrow])]


@pytest.mark.spark
def test_no_column_is_null_that_says_it_never_is(corpus):
    for name in {*TABLES} - {"raw_files"} - OWN_FILES:
        for row in rows(corpus, name):
            assert set(row) == set(TABLES[name].names)
            for column in TABLES[name].columns:
                assert column.nullable or row[column.name] is not None, (name, column.name)
