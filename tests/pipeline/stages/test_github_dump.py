"""The format `github_dump` gives the rows that ingest gives."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml

from pipeline.config import build_run, load_run
from pipeline.errors import ConfigError, InputError
from pipeline.plan import spread
from pipeline.sources.discover import discover
from pipeline.stages.github_dump import DumpReader, read_dump, register, run_of
from pipeline.stages.ingest import ingest


def test_options_name_a_path_and_a_run_file(tmp_path):
    file = tmp_path / "run.yaml"
    file.write_text("input: {paths: [a, b], max_file_bytes: 7}\n")
    assert run_of({"run": str(file)}).input.paths == ("a", "b")
    both = run_of({"run": str(file), "path": "c"}).input
    assert (both.paths, both.max_file_bytes) == (("c",), 7)
    with pytest.raises(ConfigError, match="no option paths; there are path and run"):
        run_of({"paths": "a"})


@pytest.fixture
def tables(tmp_path):
    """A run file with a row per repository, rows of repositories that follow one another, and texts."""
    nested = [{"repo": f"o/n{number}", "files": [{"path": "a.py", "text": f"x = {number}\n" * 500}]}
              for number in range(9)]
    pq.write_table(pa.Table.from_pylist(nested), tmp_path / "nested.parquet", row_group_size=1, compression="none")
    rows = [{"repo": repo, "path": path, "text": "y = 1\n"} for repo in ("o/a", "o/gone") for path in ("a.py", "b.py")]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "stars.jsonl").write_text('{"repo": "o/a", "stars": 7}\n')
    (tmp_path / "list.txt").write_text("o/gone\n")
    return {"tables": [{"path": str(tmp_path / "nested.parquet"), "files": "files"},
                       {"path": str(tmp_path / "rows.jsonl"), "together": True}],
            "texts": [{"path": str(tmp_path / "rows.jsonl"), "domain": "words"}],
            "metadata": str(tmp_path / "stars.jsonl"), "opt_out": str(tmp_path / "list.txt")}


def test_tables_are_read_in_partitions_of_about_a_size(tables):
    reader = DumpReader(build_run({"input": tables, "spark": {"partition_bytes": 20_000}}, "test"))
    bins = reader.partitions()
    sizes = [sum(source.bytes for source in bin_.sources) for bin_ in bins]
    assert len(bins) > 3 and max(sizes) <= 20_000, "but for what cannot be cut"
    found = [row for bin_ in bins for batch in reader.read(bin_) for row in batch.to_pylist()]
    rows = {(row["repo"], row["path"]): (row["problem"], row["stars"], row["domain"]) for row in found}
    assert {repo for repo, _ in rows} == {"o/a", "o/gone", *(f"o/n{number}" for number in range(9)), *(
        f"words/rows.jsonl:{number}" for number in range(1, 5))}
    assert rows["o/a", "b.py"] == (None, 7, "code") and rows["o/gone", ""] == ("opted_out", None, "code")
    assert run_of({"path": "x"}).input.tables == ()


def test_tables_whose_files_are_anywhere_are_refused(tables):
    tables["tables"][1]["together"] = False
    with pytest.raises(ConfigError, match=r"rows\.jsonl: .*read_dump\(spark, run\), or say `together: true`"):
        DumpReader(build_run({"input": tables}, "test")).partitions()
    with pytest.raises(InputError, match="no input: name a path to load"):
        DumpReader(build_run({}, "test")).partitions()


@pytest.mark.spark
def test_tables_in_spark(spark, tables, tmp_path):
    (tmp_path / "run.yaml").write_text(yaml.safe_dump({"input": tables, "spark": {"partition_bytes": 20_000}}))
    register(spark)
    frame = spark.read.format("github_dump").option("run", str(tmp_path / "run.yaml")).load()
    run = load_run(tmp_path / "run.yaml")
    assert frame.rdd.getNumPartitions() == len(DumpReader(run).partitions()) > 3
    alike = frame.drop("stamp", "source").collect()
    tables["tables"][1]["together"] = False  # one shuffle, and the same rows
    shuffled = read_dump(spark, build_run({"input": tables, "spark": {"partition_bytes": 20_000}}, "test"))
    assert sorted(shuffled.drop("stamp", "source").collect(), key=repr) == sorted(alike, key=repr)


@pytest.mark.spark
def test_rows_and_partitions_are_those_of_ingest(spark, dump, tmp_path):
    file = dump.run_file("format", tmp_path / "out")
    run = load_run(file)
    bins = spread(discover(run.input.paths, run.input), run.spark.partition_bytes)
    register(spark)
    frame = spark.read.format("github_dump").option("run", str(file)).load()
    wanted = ingest(spark, bins, run.input)
    assert frame.schema == wanted.schema
    assert frame.rdd.getNumPartitions() == len(bins) > 1
    assert sorted(frame.collect(), key=repr) == sorted(wanted.collect(), key=repr)
    [path, *_] = run.input.paths
    fewer = {row.repo for row in spark.read.format("github_dump").load(path).select("repo").collect()}
    assert fewer == {ref.repo for ref in discover([path], run.input)}
