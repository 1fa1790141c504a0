"""One repository in every table layout and archive name: one hash of its rows, and the commit where there is one."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from dataclasses import replace
from hashlib import sha1, sha256

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fastavro import parse_schema
from fastavro import writer as avro_writer

from pipeline.config import Input, Tables
from pipeline.sources import read_source
from pipeline.sources.discover import discover
from pipeline.sources.table_list import cut, find_tables
from pipeline.sources.tables import read_contents, read_loose, together
from tests.pipeline.sources.reading import commit_id, make_clone, read

FILES = {
    "README.md": "# Gr\u00fc\u00dfe\n", "src/a.py": "import b\n", "src/b.py": "VALUE = 1\n", "src/empty.py": "",
    "docs/\u6d77.md": "\u6d77\n", "marked.txt": "\ufeffmarked\n", "odd/new\nline": "1\n", "LICENSE": "MIT\n",
}
COMMIT = "0123456789abcdef0123456789abcdef01234567"
REPO = "owner/name"


def digest(files):
    """Of all columns of a file in raw_files, but for what a form states of its licence."""
    rows = sorted((f.path, f.size, f.sha256, f.encoding, f.text, f.problem, f.detail) for f in files)
    return sha256(repr(rows).encode()).hexdigest()


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    folder = make_clone(tmp_path_factory.mktemp("clone") / "name", {n: t.encode() for n, t in FILES.items()})
    (ref,) = discover([str(folder)], Input())
    return digest(read_source(ref, Input()).files)


def blob_id(text):
    return sha1(text.encode()).hexdigest()


def rows_of(preset):
    """Rows of a repository as a published dump has them; a preset with texts elsewhere gives their ids."""
    if preset == "github_code":
        return [{"code": t, "repo_name": REPO, "path": n, "language": "Python", "license": "mit", "size": len(t)}
                for n, t in FILES.items()]
    if preset == "stack_v1":
        return [{"content": t, "max_stars_repo_name": REPO, "max_stars_repo_path": n, "max_stars_count": 7,
                 "max_stars_repo_head_hexsha": COMMIT, "max_stars_repo_licenses": ["MIT"], "size": len(t)}
                for n, t in FILES.items()]
    if preset == "stack_v2":
        return [{"blob_id": blob_id(t), "repo_name": REPO, "path": n, "revision_id": COMMIT, "src_encoding": "UTF-8",
                 "star_events_count": 7, "fork_events_count": 2, "detected_licenses": ["MIT"],
                 "length_bytes": len(t.encode())} for n, t in FILES.items()]
    if preset == "stack_v2_train":
        files = [{"blob_id": blob_id(t), "path": n, "src_encoding": "UTF-8", "length_bytes": len(t.encode())}
                 for n, t in FILES.items()]
        return [{"repo_name": REPO, "revision_id": COMMIT, "star_events_count": 7, "files": files}]
    if preset in ("stack_v3", "stack_v3_full"):
        texts = [{"content": t} if preset == "stack_v3" else {"content_id": blob_id(t)} for t in FILES.values()]
        files = [{"path": n, "licenses": ["MIT"], **text} for n, text in zip(FILES, texts, strict=True)]
        return [{"repo_name": REPO, "revision_id": COMMIT, "star_events_count": 7, "licenses": ["MIT"], "files": files}]
    if preset == "bigquery":
        return [{"repo_name": REPO, "ref": "refs/heads/main", "path": n, "mode": 33188, "id": blob_id(t),
                 "symlink_target": None} for n, t in FILES.items()]
    return [{"name": REPO, "file": n, "source": t, "sha": COMMIT} for n, t in FILES.items()]


def contents_of(preset):
    key = "content_id" if preset == "stack_v3_full" else "id"
    return [{key: blob_id(t), "content": t, "size": len(t.encode()), "binary": False} for t in FILES.values()]


AVRO = {str: "string", int: "long", bool: "boolean"}


def avro_type(values, name):
    first = next((value for value in values if value is not None), "")
    if isinstance(first, dict):
        fields = [{"name": key, "type": avro_type([v[key] for v in values], f"{name}_{key}")} for key in first]
        return {"type": "record", "name": name, "fields": fields}
    if isinstance(first, list):
        return {"type": "array", "items": avro_type([v for value in values for v in value], name)}
    return ["null", AVRO[type(first)]]


def write(path, rows):
    if path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=3)
    elif path.suffix == ".avro":
        with path.open("wb") as file:
            avro_writer(file, parse_schema(avro_type(rows, "Root")), rows, codec="deflate", sync_interval=64)
    else:
        with gzip.open(path, "wt") as file:
            file.write("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


OWN = {"columns": {"repo": "name", "path": "file", "text": "source", "commit": "sha"}, "together": True}
PRESETS = ("github_code", "stack_v1", "stack_v2", "stack_v2_train", "stack_v3", "stack_v3_full", "bigquery", "own")


@pytest.mark.parametrize("suffix", [".parquet", ".jsonl.gz", ".avro"])
@pytest.mark.parametrize("preset", PRESETS)
def test_a_repository_in_any_table_has_the_rows_of_the_clone(tmp_path, clone, preset, suffix):
    entry = OWN if preset == "own" else {"preset": preset}
    entry = {**entry, "path": write(tmp_path / f"rows{suffix}", rows_of(preset))}
    if preset in ("bigquery", "stack_v3_full"):
        entry["contents"] = write(tmp_path / f"contents{suffix}", contents_of(preset))
    if preset.startswith("stack_v2"):
        entry["blobs"] = str(tmp_path)
        for text in FILES.values():
            (tmp_path / blob_id(text)).write_bytes(gzip.compress(text.encode()))
    refs = cut(find_tables([Tables(**entry)]), 1 << 20)
    texts = {key: file for ref in refs if ref.table == "contents" for key, file in read_contents(ref, Input())}
    rows = [one for ref in refs if ref.table == "rows" for one in read_loose(ref, Input())]
    found = list(together((joined(one, texts) for one in rows), Input()))
    assert digest(one.file for one in found) == clone
    commit = None if preset in ("github_code", "bigquery") else COMMIT
    assert {(one.repo, one.commit) for one in found} == {(REPO, commit)}
    stars = {one.facts.stars for one in found}
    assert stars == ({7} if preset.startswith("stack") else {None})


def joined(one, texts):
    """A row with its text, as the join of pipeline.stages.scattered gives it."""
    if one.id is None:
        return one
    text = texts[one.id]
    return replace(one, file=replace(text, path=one.file.path, licence=one.file.licence))


@pytest.mark.parametrize(("name", "commit", "repo"), [
    (f"owner-name-{COMMIT}.tar.gz", COMMIT, REPO), ("owner-name-0123abc.zip", "0123abc", REPO),
    (f"name-{COMMIT}.zip", COMMIT, "name"), ("name-1.2.0.crate", "1.2.0", "name-1.2.0"),
    ("name-1.2.0.tgz", "1.2.0", "name-1.2.0"), ("name_2.10.orig.tar.xz", "2.10", "name_2.10"),
    ("name-1.2.0-py3-none-any.whl", "1.2.0", "name-1.2.0-py3-none-any"), ("name-1.2.0.tar.zst", "1.2.0", "name-1.2.0"),
    ("name-1.2.0.tar.bz2", "1.2.0", "name-1.2.0"), ("name-2024010.tar", "2024010", "name-2024010"),
])
def test_a_repository_in_any_archive_has_the_rows_of_the_clone(tmp_path, clone, name, commit, repo):
    path = tmp_path / name
    path.write_bytes(pack_zip() if name.endswith((".zip", ".whl")) else pack_tar(name.rpartition(".")[2]))
    assert digest(read(path).values()) == clone
    assert commit_id(path) == commit
    (ref,) = discover([str(path)], Input())
    assert ref.repo == repo


def pack_zip():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in FILES.items():
            archive.writestr(f"top/{name}", text.encode())
    return packed.getvalue()


def pack_tar(form):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, text in FILES.items():
            member = tarfile.TarInfo(f"top/{name}")
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    forms = {"xz": lzma.compress, "bz2": bz2.compress, "tar": bytes,
             "zst": lambda data: pa.compress(data, "zstd", asbytes=True)}
    return forms.get(form, gzip.compress)(packed.getvalue())
