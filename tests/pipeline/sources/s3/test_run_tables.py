"""Runs on tables in a store whose requests fail: the corpus of the same tables on disk, for builds and refreshes."""

import io
import json
import os
from hashlib import sha256

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rich.console import Console

from pipeline.build import build
from pipeline.config import build_run
from pipeline.refresh import refresh
from pipeline.revoke import revoke
from tests.pipeline.corpora import digests, rows, snapshot
from tests.pipeline.sources.s3.store import KEY, SECRET, Faults, proxy
from tests.pipeline.sources.s3.test_store import put
from tests.pipeline.test_refresh_tables import WHOLE, code, together

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
LISTS = {"stars.jsonl", "opt-out.txt"}


def scattered(root, repos):
    """Two tables, files of a repository far apart, texts by id."""
    flat = sorted((path, repo, text) for repo, seed in repos.items() for path, text in code(repo, seed).items())
    ids = [sha256(f"{repo} {text}".encode()).hexdigest() for _, repo, text in flat]
    files = [{"repo_name": repo, "path": path, "id": key} for (path, repo, _), key in zip(flat, ids, strict=True)]
    texts = [{"id": key, "content": text} for (_, _, text), key in zip(flat, ids, strict=True)]
    for name, table in (("files", files), ("contents", texts)):
        (root / name).mkdir(exist_ok=True)
        for number in range(2):
            pq.write_table(pa.Table.from_pylist(table[number::2]), root / name / f"{number}.parquet", row_group_size=2)


class Dump:
    """Tables on disk and in the store."""

    def __init__(self, server, root, prefix):
        self.server, self.root, self.prefix = server, root, prefix
        (root / "in" / "rows").mkdir(parents=True)
        (root / "in" / "stars.jsonl").write_text(json.dumps({"repo": "o/a", "stars": 7}) + "\n")
        (root / "in" / "opt-out.txt").write_text("o/gone\n")

    def change(self, write):
        """Change files on disk, and those in the store that changed."""
        before = snapshot(self.root / "in")
        write(self.root / "in")
        for path, data in snapshot(self.root / "in").items():
            if before.get(path) != data:
                self.server.client.put_object(Bucket="dump", Key=f"{self.prefix}/{path}", Body=data)

    def run(self, name, endpoint=None, has_scattered=False, **spark):
        base = str(self.root / "in") if endpoint is None else f"s3://dump/{self.prefix}"
        tables = [{"path": f"{base}/rows", "together": True}]
        if has_scattered:
            tables.append({"path": f"{base}/files", "preset": "bigquery", "columns": {"symlink": None},
                           "contents": f"{base}/contents", "prefix": "p/"})
        return build_run({
            "input": {"tables": tables, "metadata": f"{base}/stars.jsonl", "opt_out": f"{base}/opt-out.txt",
                      "s3": {"endpoint": endpoint, "region": "us-east-1"} if endpoint else {}},
            "spark": {"partition_bytes": 2000, "conf": {"spark.sql.shuffle.partitions": "2"}} | spark,
            "output": {"path": str(self.root / name)}}, "test")


@pytest.fixture
def faults(monkeypatch):
    monkeypatch.setattr("pipeline.sources.s3.client._FIRST_PAUSE", 0.001)
    return Faults(0.05, 4)


@pytest.fixture
def dump(server, tmp_path, request):
    return Dump(server, tmp_path, f"tables of {request.node.name}")


def built_and_refreshed(dump, faults, screen, write, changed, is_read, **options):
    """A build and refreshes of the tables in the store: in the end the corpus of the tables on disk."""
    dump.change(lambda root: write(root, {}))
    put(dump.server, dump.root / "in", dump.prefix)
    with proxy(dump.server.endpoint, faults) as endpoint:
        there = dump.run("there", endpoint, **options)
        build(there, screen)
        faults.read.clear()
        assert refresh(there, screen).figures is None
        assert {key.rpartition("/")[2] for key in faults.read} == LISTS, "of tables nothing is read"
        dump.change(lambda root: write(root, changed))
        faults.read.clear()
        found = refresh(there, screen)
    assert (found.added, found.gone) == (1, 1)
    assert {key.removeprefix(f"{dump.prefix}/") for key in faults.read} - LISTS == is_read
    assert sum(faults.done.values()) > 0
    build(dump.run("here", **options), screen)
    assert digests(dump.root / "there", *WHOLE) == digests(dump.root / "here", *WHOLE)
    assert {row["repo"]: row["stars"] for row in rows(dump.root / "there", "sources") if row["current"]}["o/a"] == 7


def no_credentials(dump, screen, capfd):
    said = screen.file.getvalue() + "".join(capfd.readouterr())
    for data in (said.encode(), *snapshot(dump.root / "there").values()):
        assert KEY.encode() not in data and SECRET.encode() not in data


def follow(root, changed):
    seeds = {"o/a": 1, "o/b": 2, "o/c": 3, "o/gone": 4} | changed
    for name, repos in (("1", ("o/a", "o/gone")), ("2", ("o/b", "o/c"))):
        together(root / "rows" / f"{name}.jsonl", {repo: seeds[repo] for repo in repos})


def both(root, changed):
    follow(root, {})
    scattered(root, {"q/a": 11, "q/b": 12, "q/c": 13} | changed)


def test_a_run_of_this_machine(dump, faults, credentials, capfd, monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})  # in this process
    screen = Console(file=io.StringIO(), width=200)
    built_and_refreshed(dump, faults, screen, follow, {"o/c": 9}, {"rows/2.jsonl"})
    dump.server.client.put_object(Bucket="dump", Key=f"{dump.prefix}/list.txt", Body=b"o/b:b.py\n")
    faults.read.clear()
    with proxy(dump.server.endpoint, faults) as endpoint:
        there = dump.run("there", endpoint)
        list(revoke(there, f"s3://dump/{dump.prefix}/list.txt", screen))
        assert refresh(there, screen).figures is None
    assert {key.removeprefix(f"{dump.prefix}/") for key in faults.read} - LISTS == {"list.txt", "rows/2.jsonl"}
    found = {(row["repo"], row["path"]): row["rule"] for row in rows(dump.root / "there", "files")}
    assert found["o/b", "b.py"] == "opted_out" and found["o/b", "a.py"] is found["o/c", "b.py"] is None
    no_credentials(dump, screen, capfd)


@pytest.mark.spark
def test_a_run_of_spark(dump, faults, workers, capfd):
    screen = Console(file=io.StringIO(), width=200)
    built_and_refreshed(dump, faults, screen, both, {"q/b": 19}, {
        f"{table}/{number}.parquet" for table in ("files", "contents") for number in range(2)}, has_scattered=True,
        local_bytes=0, partition_bytes=20_000)
    no_credentials(dump, screen, capfd)
