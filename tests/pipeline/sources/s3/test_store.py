"""A dump in a real S3 store gives the rows that it gives from disk, also when every twentieth request fails."""

import io
import random
import tarfile
import zipfile
from hashlib import sha256

import pyarrow as pa
import pytest

from pipeline.config import S3, Input
from pipeline.errors import StoreError
from pipeline.sources import read_source
from pipeline.sources.discover import discover
from pipeline.sources.s3 import object_file
from pipeline.sources.s3.client import client
from pipeline.sources.stamp import stamp
from tests.pipeline.sources.s3.store import SECRET, Faults, proxy

pytestmark = pytest.mark.slow
PART = 64 << 10


def archives(folder):
    """An archive of every form: some smaller than a part, some of many parts; a damaged one; one in another folder."""
    chance = random.Random(7)
    folder.mkdir()
    for name, size in (("small", 3_000), ("large", 700_000)):
        files = {f"{name}-1.0/src/f{number}.py": chance.randbytes(size // 20).hex().encode() for number in range(10)}
        for suffix, mode in (("tar", "w"), ("tar.gz", "w:gz"), ("tar.bz2", "w:bz2"), ("tar.xz", "w:xz")):
            with tarfile.open(folder / f"{name}-{suffix.replace('.', '')}.{suffix}", mode) as packed:
                for path, data in files.items():
                    member = tarfile.TarInfo(path)
                    member.size = len(data)
                    packed.addfile(member, io.BytesIO(data))
        plain = (folder / f"{name}-tar.tar").read_bytes()
        (folder / f"{name}-zst.tar.zst").write_bytes(pa.compress(plain, codec="zstd", asbytes=True))
        with zipfile.ZipFile(folder / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as packed:
            for path, data in reversed(files.items()):
                packed.writestr(path, data)
    (folder / "cut.tar.gz").write_bytes((folder / "large-targz.tar.gz").read_bytes()[:-70_000])
    (folder / "empty.zip").write_bytes(b"")
    (folder / "owner").mkdir()
    (folder / "owner" / "caf\u00e9 #1.zip").write_bytes((folder / "small.zip").read_bytes())
    return folder


def put(server, folder, prefix):
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            key = f"{prefix}/{path.relative_to(folder).as_posix()}"
            server.client.put_object(Bucket="dump", Key=key, Body=path.read_bytes())


def rows(refs, options):
    """Hash of all rows by repository, but of where they are from."""
    found = {}
    for ref in refs:
        opened = read_source(ref, options)
        found[ref.repo] = sha256(repr((opened.commit, list(opened.files))).encode()).hexdigest()
    return found


@pytest.fixture(scope="module")
def dump(server, tmp_path_factory):
    folder = archives(tmp_path_factory.mktemp("dump") / "in")
    put(server, folder, "in")
    return folder


@pytest.fixture(autouse=True)
def small_parts(monkeypatch, credentials):
    """So that archives of a test have many parts, and no wait is long."""
    monkeypatch.setattr(object_file.ObjectFile.__init__, "__defaults__", (None, PART))
    monkeypatch.setattr(object_file, "_FIRST_BYTES", PART // 8)
    monkeypatch.setattr("pipeline.sources.s3.client._FIRST_PAUSE", 0.001)
    object_file._whole.cache_clear()


def test_rows_are_those_of_the_same_dump_on_disk(server, dump):
    options = Input(s3=S3(endpoint=server.endpoint))
    there = discover(["s3://dump/in"], options)
    assert rows(there, options) == rows(discover([str(dump)], Input()), Input())
    assert len(there) == 15


@pytest.mark.parametrize("seed", range(3))
def test_rows_are_the_same_when_requests_fail(server, dump, seed):
    faults = Faults(0.05, seed)
    with proxy(server.endpoint, faults) as endpoint:
        options = Input(s3=S3(endpoint=endpoint))
        found = rows(discover(["s3://dump/in"], options), options)
    assert found == rows(discover([str(dump)], Input()), Input())
    assert sum(faults.done.values()) > faults.requests / 40


def test_all_ways_of_failing_are_met(server, dump):
    faults = Faults(0.5, 3)
    with proxy(server.endpoint, faults) as endpoint:
        options = Input(s3=S3(endpoint=endpoint))
        [ref] = discover(["s3://dump/in/large-targz.tar.gz"], options)
        found = rows([ref], options)
    assert found == rows(discover([str(dump / "large-targz.tar.gz")], Input()), Input())
    assert all(faults.done.values())


def test_a_store_that_stays_away_stops_the_work(server, dump):
    faults = Faults(0, 0)
    for name in ("large.zip", "large-targz.tar.gz", "large-zst.tar.zst"):
        with proxy(server.endpoint, faults) as endpoint:
            options = Input(s3=S3(endpoint=endpoint))
            [ref] = discover([f"s3://dump/in/{name}"], options)
            faults.share = 1
            with pytest.raises(StoreError, match=rf"s3://dump/in/{name}: .*given up"):
                list(read_source(ref, options).files)
            faults.share = 0


def test_an_object_that_is_replaced_or_deleted_gets_a_fate_and_another_stamp(server, dump):
    options = Input(s3=S3(endpoint=server.endpoint))
    for name in ("large-tar.tar", "large.zip"):
        url = f"s3://dump/changing/{name}"
        key = url.removeprefix("s3://dump/")
        server.client.put_object(Bucket="dump", Key=key, Body=(dump / name).read_bytes())
        [ref] = discover([url], options)
        files = read_source(ref, options).files
        first = next(files)
        assert first.problem is None
        server.client.put_object(Bucket="dump", Key=key, Body=(dump / "small-tar.tar").read_bytes())
        rest = list(files)
        assert {file.problem for file in rest} <= {None, "changed"} and rest[-1].problem == "changed"
        [problem] = read_source(ref, options).files
        assert (problem.path, problem.problem) == ("", "changed")
        [again] = discover([url], options)
        assert stamp(again) != stamp(ref) is not None
        assert stamp(again) == stamp(discover([url], options)[0])
        server.client.delete_object(Bucket="dump", Key=key)
        [gone] = read_source(again, options).files
        assert (gone.problem, "deleted" in gone.detail) == ("changed", True)


def test_wrong_credentials_are_told_without_them(server, dump, monkeypatch, caplog):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET[::-1])
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIANOTKNOWN")
    client.cache_clear()
    try:
        with pytest.raises(StoreError) as raised:
            discover(["s3://dump/in"], Input(s3=S3(endpoint=server.endpoint)))
    finally:
        client.cache_clear()
    said = str(raised.value) + caplog.text
    assert "credentials" in said
    assert "AKIANOTKNOWN" not in said and SECRET[::-1] not in said


def test_more_objects_than_a_page_are_listed(server):
    for number in range(1003):
        server.client.put_object(Bucket="dump", Key=f"many/r{number:04}.zip", Body=b"")
    found = discover(["s3://dump/many"], Input(s3=S3(endpoint=server.endpoint)))
    assert [ref.repo for ref in found] == [f"r{number:04}" for number in range(1003)]
