"""An object read here and there: the bytes of a file, few blocks held, none asked for twice while it is."""

import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import S3
from pipeline.errors import StoreError
from pipeline.sources.rows import SourceError
from pipeline.sources.s3.block_file import MOST_BLOCKS, BlockFile
from pipeline.sources.s3.listing import Listed
from tests.pipeline.sources.s3.test_object_file import PLACE, Fetched


def block_file(fetched, block_bytes):
    return BlockFile(Listed(PLACE, len(fetched.data), "e"), S3(), fetched, block_bytes)


@given(data=st.binary(max_size=300), block=st.integers(1, 64), steps=st.lists(
    st.tuples(st.integers(0, 310), st.integers(-1, 310)), max_size=12))
def test_any_reading_gives_what_a_file_gives(data, block, steps):
    with block_file(Fetched(data), block) as ours:
        theirs = io.BytesIO(data)
        for place, size in steps:
            assert ours.seek(place) == theirs.seek(place)
            assert ours.read(size) == theirs.read(size)
            assert ours.tell() == theirs.tell()


def test_places_read_in_turn_are_asked_for_once_and_few_are_held():
    fetched = Fetched(bytes(range(256)) * 64)
    with block_file(fetched, 256) as file:
        for step in range(0, 1024, 64):  # as many places as blocks may be held, each read on in small steps
            for column in range(MOST_BLOCKS):
                file.seek(column * 1024 + step)
                assert file.read(64) == fetched.data[column * 1024 + step:][:64]
        assert file._block.cache_info().currsize == MOST_BLOCKS
    assert sorted(fetched.ranges) == [(start, start + 256) for start in range(0, 64 * 256, 256)]


@pytest.mark.parametrize("error", [SourceError("replaced", "changed"), StoreError("down")])
@pytest.mark.parametrize("request_number", [1, 2, 5])
def test_what_is_wrong_comes_through_the_reader_of_parquet(error, request_number):
    packed = io.BytesIO()
    words = [f"{number:064}" for number in range(2000)]
    pq.write_table(pa.table({"a": words, "b": words}), packed, use_dictionary=False, compression="none")
    file = block_file(Fetched(packed.getvalue(), {request_number: error}), 20_000)
    with pytest.raises(type(error), match=str(error)):
        list(pq.ParquetFile(file, pre_buffer=False, buffer_size=4096).iter_batches(10, use_threads=False))
