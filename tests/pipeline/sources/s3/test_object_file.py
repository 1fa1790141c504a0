"""An object as a file: the bytes of any reading, what is asked for, and how much is held."""

import io
import tarfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import S3
from pipeline.errors import StoreError
from pipeline.sources.rows import SourceError
from pipeline.sources.s3.listing import Listed
from pipeline.sources.s3.object_file import ObjectFile
from pipeline.sources.s3.place import S3Place

PLACE = S3Place("dump", "a.tar")


class Fetched:
    """Gives ranges of some bytes, and remembers which."""

    def __init__(self, data, fails=()):
        self.data, self.ranges, self.fails = data, [], fails

    def __call__(self, start, stop):
        self.ranges.append((start, stop))
        if len(self.ranges) in self.fails:
            raise self.fails[len(self.ranges)]
        return self.data[start:stop]

    def file(self, part_bytes):
        return ObjectFile(Listed(PLACE, len(self.data), "e"), S3(), self, part_bytes)


@given(data=st.binary(max_size=300), part=st.integers(1, 64), steps=st.lists(
    st.tuples(st.sampled_from(("read", "seek", "end", "on")), st.integers(0, 310)), max_size=12))
def test_any_reading_gives_what_a_file_gives(data, part, steps):
    with Fetched(data).file(part) as ours:
        theirs = io.BytesIO(data)
        for what, number in steps:
            if what == "read":
                assert ours.read(number) == theirs.read(number)
            elif what == "seek":
                assert ours.seek(number) == theirs.seek(number)
            elif what == "end":
                assert ours.seek(-min(number, len(data)), 2) == theirs.seek(-min(number, len(data)), 2)
            else:
                assert ours.seek(number, 1) == theirs.seek(number, 1)
            assert ours.tell() == theirs.tell()
        assert ours.read() == theirs.read()


def test_a_small_object_is_asked_for_once_and_an_empty_one_never():
    fetched = Fetched(b"abc")
    with fetched.file(8) as file:
        assert (file.read(1), file.read(), file.seek(0), file.read(2)) == (b"a", b"bc", 0, b"ab")
    assert fetched.ranges == [(0, 3)]
    empty = Fetched(b"")
    assert (empty.file(8).read(), empty.ranges) == (b"", [])


def test_a_stream_is_asked_for_once_in_parts_that_grow_and_few_are_held():
    fetched = Fetched(bytes(range(256)) * 10_000)
    with fetched.file(1 << 20) as file:
        seen = 0
        while data := file.read(10_000):
            assert data == fetched.data[seen: seen + 10_000]
            seen += len(data)
            assert sum(span.stop - span.start for span in file._spans) <= 4 << 20
    assert seen == len(fetched.data)
    ranges = sorted(fetched.ranges)
    assert [start for start, _ in ranges] == [0, *(stop for _, stop in ranges[:-1])], "no byte twice, none left out"
    assert [stop - start for start, stop in ranges[:3]] == [256 << 10, 512 << 10, 1 << 20]


def test_a_read_elsewhere_asks_for_little():
    fetched = Fetched(bytes(64 << 20))
    with fetched.file(8 << 20) as file:
        for place in (60 << 20, 5 << 20, 40 << 20):
            file.seek(place)
            file.read(30)
    assert sum(stop - start for start, stop in fetched.ranges) == 3 * (256 << 10)


def test_tar_streams_and_what_fails_is_told_by_every_read():
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        member = tarfile.TarInfo("a.py")
        member.size = 5
        archive.addfile(member, io.BytesIO(b"a = 1"))
    with Fetched(packed.getvalue()).file(16) as file, tarfile.open(fileobj=file, mode="r|gz") as archive:
        assert archive.extractfile(archive.next()).read() == b"a = 1"
    replaced = Fetched(bytes(100), {2: SourceError("replaced", "changed")})
    with replaced.file(16) as file:
        for _ in range(2):
            with pytest.raises(SourceError, match="replaced"):
                file.read()
            file.seek(0)
    down = Fetched(bytes(10), {1: StoreError("down")})
    with down.file(16) as file, pytest.raises(StoreError):
        file.read()
