"""Texts on their way to training documents: each in its range, each once, whatever file they come from."""

from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.local.carried import CARRIED, by_range, texts
from pipeline.local.tables import schema_of
from schemas import TABLES

IDS = st.lists(st.text("0123456789abcdef", min_size=4, max_size=4), max_size=30)
SCHEMA = schema_of("documents", ["document_id", *CARRIED])


def table(ids):
    return pa.table([ids, [f"text of {name}" for name in ids], [[] for _ in ids]], SCHEMA)


@given(st.lists(IDS, min_size=1, max_size=4), st.lists(st.text("0123456789abcdef", min_size=1, max_size=2), min_size=1,
                                                       max_size=5, unique=True).map(sorted))
def test_each_range_has_its_own_texts(tmp_path_factory, tables, firsts):
    folder = tmp_path_factory.mktemp("ranges")
    ids = [[name for name in some if name >= firsts[0]] for some in tables]
    given_back = [take().to_pylist() for take in by_range(map(table, ids), firsts, folder)]
    wanted = [[row for some in ids for row in table(some).to_pylist() if first <= row["document_id"] < end]
              for first, end in zip(firsts, [*firsts[1:], "g"], strict=True)]
    assert given_back == wanted
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("ends", [1, 2, 3])
def test_texts_come_from_the_first_file_that_has_them(tmp_path, monkeypatch, ends):
    monkeypatch.setattr("pipeline.local.carried.cores", lambda: ends)
    bare = pa.schema([field.with_nullable(True) for field in TABLES["documents"].arrow])
    nothing, places = dict.fromkeys(bare.names), []
    for number, ids in enumerate((["a", "b"], ["b", "c", "d"], ["x"], ["e"])):
        rows = [{**nothing, "document_id": name, "text": f"{name}{number}", "blocks": []} for name in ids]
        places.append(tmp_path / f"{number}.parquet")
        pq.write_table(pa.Table.from_pylist(rows, bare), places[-1])
    with ThreadPoolExecutor(2) as pool:
        found = pa.concat_tables(texts(pa.array(["a", "b", "d", "e"]), [
            ("documents", places[:1]), ("documents", places[1:])], pool))
    assert found["text"].to_pylist() == ["a0", "b0", "d1", "e3"]
