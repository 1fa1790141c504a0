"""Tables and lists in a real S3 store: the rows of the same files on disk, also when every twentieth request fails."""

import gzip
import json
from dataclasses import replace
from hashlib import sha256

import pytest

from pipeline.config import S3, Input, Tables, Texts
from pipeline.errors import InputError, StoreError
from pipeline.sources.metadata import Facts, read_metadata
from pipeline.sources.opt_out_list import read_opt_out
from pipeline.sources.s3 import block_file
from pipeline.sources.table_list import cut, find_tables
from pipeline.sources.tables import read_contents, read_loose, together
from pipeline.sources.texts import find_texts, read_texts
from tests.pipeline.sources.s3.store import KEY, SECRET, Faults, proxy
from tests.pipeline.sources.s3.test_store import put
from tests.pipeline.sources.test_table_forms import (
    FILES,
    OWN,
    PRESETS,
    blob_id,
    contents_of,
    digest,
    joined,
    rows_of,
    write,
)

pytestmark = pytest.mark.slow
SUFFIXES = (".parquet", ".jsonl.gz", ".avro")


@pytest.fixture(scope="module")
def dump(server, tmp_path_factory):
    """A repository in every layout and format, and what is beside it, on disk and in the store."""
    root = tmp_path_factory.mktemp("tables")
    for preset in PRESETS:
        (root / preset).mkdir()
        for suffix in SUFFIXES:
            write(root / preset / f"rows{suffix}", rows_of(preset))
            if preset in ("bigquery", "stack_v3_full"):
                write(root / preset / f"contents{suffix}", contents_of(preset))
    (root / "blobs").mkdir()
    for text in FILES.values():
        (root / "blobs" / blob_id(text)).write_bytes(gzip.compress(text.encode()))
    (root / "beside").mkdir()
    (root / "beside" / "stars.jsonl").write_text('{"repo": "o/r", "stars": 7}\n')
    (root / "beside" / "opt-out.yaml").write_text("owners: [acme]\n")
    for place in ("folder/a/x.jsonl", "folder/b.jsonl", "folder/_c/d.jsonl", "folder/.e.jsonl", "folder/notes.txt"):
        (root / place).parent.mkdir(exist_ok=True, parents=True)
        (root / place).write_text(json.dumps({"repo": place, "path": "a.py", "text": "x = 1"}) + "\n")
    put(server, root, "tables")
    return root


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch, credentials):
    """So that files of a test have many blocks, and no wait is long."""
    monkeypatch.setattr(block_file, "BLOCK_BYTES", 1000)
    monkeypatch.setattr("pipeline.sources.s3.client._FIRST_PAUSE", 0.001)


def entry_of(root, preset, suffix):
    entry = OWN if preset == "own" else {"preset": preset}
    entry = {**entry, "path": f"{root}/{preset}/rows{suffix}"}
    if preset in ("bigquery", "stack_v3_full"):
        entry["contents"] = f"{root}/{preset}/contents{suffix}"
    return Tables(**entry, blobs=f"{root}/blobs/" if preset.startswith("stack_v2") else None)


def rows(root, options, presets=PRESETS):
    """Hash of all rows of a repository by layout and format, with what is known of it."""
    found = {}
    for preset in presets:
        for suffix in SUFFIXES:
            refs = cut(find_tables([entry_of(root, preset, suffix)], options.s3), 100)
            texts = {key: file for ref in refs if ref.table == "contents" for key, file in read_contents(ref, options)}
            loose = [joined(one, texts) for ref in refs if ref.table == "rows" for one in read_loose(ref, options)]
            whole = list(together(loose, options))
            known = {(one.repo, one.commit, one.facts) for one in whole}
            found[preset, suffix] = digest(one.file for one in whole), sha256(repr(known).encode()).hexdigest()
    return found


def test_rows_are_those_of_the_same_tables_on_disk(server, dump):
    there = rows("s3://dump/tables", Input(s3=S3(endpoint=server.endpoint)))
    assert there == rows(dump, Input())
    assert len({files for files, _ in there.values()}) == 1 and len(there) == len(PRESETS) * len(SUFFIXES)


def test_rows_are_the_same_when_requests_fail(server, dump):
    faults = Faults(0.05, 1)
    with proxy(server.endpoint, faults) as endpoint:
        found = rows("s3://dump/tables", Input(s3=S3(endpoint=endpoint)))
    assert found == rows(dump, Input())
    assert sum(faults.done.values()) > faults.requests / 40 and all(faults.done.values())


def test_files_are_listed_as_on_disk_and_known_by_size_and_etag(server, dump):
    def listed(path, store):
        return [(ref.repo, ref.piece.file.name, ref.bytes) for ref in find_tables([Tables(path=path)], store)]

    faults = Faults(0, 0)
    with proxy(server.endpoint, faults) as endpoint:
        store = S3(endpoint=endpoint)
        for name in ("folder", "folder/", "folder/b.jsonl"):
            assert listed(f"s3://dump/tables/{name}", store) == listed(str(dump / name), S3())
        assert [name for name, _, _ in listed("s3://dump/tables/folder", store)] == ["a/x.jsonl", "b.jsonl"]
        for name in ("beside/none", "fold", "folder/notes.txt"):
            with pytest.raises(InputError, match=rf"s3://dump/tables/{name}: holds no file of rows"):
                listed(f"s3://dump/tables/{name}", store)
        (before,) = find_tables([Tables(path="s3://dump/tables/folder/b.jsonl")], store)
        server.client.put_object(Bucket="dump", Key="tables/folder/b.jsonl", Body=b'{"repo": 1}\n')
        (after,) = find_tables([Tables(path="s3://dump/tables/folder/b.jsonl")], store)
        put(server, dump, "tables")
        (again,) = find_tables([Tables(path="s3://dump/tables/folder/b.jsonl")], S3(endpoint=server.endpoint))
    assert faults.read == [], "nothing is read to list"
    assert after.stamp != before.stamp == again.stamp


def test_lists_and_metadata_are_read_from_the_store(server, dump):
    faults = Faults(0.5, 3)
    with proxy(server.endpoint, faults) as endpoint:
        store = S3(endpoint=endpoint)
        assert read_metadata("s3://dump/tables/beside/stars.jsonl", store) == {"o/r": Facts(7)}
        opt_out = read_opt_out("s3://dump/tables/beside/opt-out.yaml", store=store)
        with pytest.raises(InputError, match="s3://dump/none: cannot be read as repository metadata: there is no such"):
            read_metadata("s3://dump/none", store)
    assert str(opt_out.repository("acme/a")) == "line 1 of the list: acme/*" and sum(faults.done.values())


def test_texts_are_read_from_the_store(server, dump):
    def texts(root, store):
        refs = find_texts([Texts(path=f"{root}/github_code", domain="x", text="code", licence_column="license")], 100,
                          store)
        return [one for ref in refs for one in read_texts(ref, Input())]

    assert texts("s3://dump/tables", S3(endpoint=server.endpoint)) == texts(dump, S3())


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_store_that_stays_away_stops_the_work_and_says_no_credentials(server, dump, suffix, caplog):
    faults = Faults(0, 0)
    with proxy(server.endpoint, faults) as endpoint:
        options = Input(s3=S3(endpoint=endpoint))
        refs = find_tables([entry_of("s3://dump/tables", "own", suffix)], options.s3)
        (piece,) = cut(refs, 1 << 20)
        faults.share = 1
        for work in (lambda: list(read_loose(piece, options)), lambda: cut(refs, 1)):
            with pytest.raises(StoreError, match=rf"s3://dump/tables/own/rows{suffix}: .*given up") as raised:
                work()
            assert KEY not in str(raised.value) + caplog.text and SECRET not in str(raised.value) + caplog.text


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_table_that_is_replaced_while_it_is_read_has_a_fate(server, dump, suffix):
    options = Input(s3=S3(endpoint=server.endpoint))
    data = (dump / "own" / f"rows{suffix}").read_bytes()
    server.client.put_object(Bucket="dump", Key=f"changing{suffix}", Body=data)
    (ref,) = find_tables([entry_of("s3://dump/tables", "own", suffix)], options.s3)
    found = replace(ref.piece.file, location=f"s3://dump/changing{suffix}")
    (listed,) = cut([replace(ref, piece=replace(ref.piece, file=found))], 1 << 20)
    server.client.put_object(Bucket="dump", Key=f"changing{suffix}", Body=data[::-1])
    *_, last = read_loose(listed, options)
    assert last.file.problem == "changed"
    with pytest.raises(InputError, match="replaced after it was listed"):
        cut([listed], 1)
