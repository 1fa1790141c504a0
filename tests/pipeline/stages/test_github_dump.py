"""The format `github_dump` gives the rows that ingest gives."""

import pytest

from pipeline.config import load_run
from pipeline.errors import ConfigError
from pipeline.plan import spread
from pipeline.sources.discover import discover
from pipeline.stages.github_dump import register, run_of
from pipeline.stages.ingest import ingest


def test_options_name_a_path_and_a_run_file(tmp_path):
    file = tmp_path / "run.yaml"
    file.write_text("input: {paths: [a, b], max_file_bytes: 7}\n")
    assert run_of({"run": str(file)}).input.paths == ("a", "b")
    both = run_of({"run": str(file), "path": "c"}).input
    assert (both.paths, both.max_file_bytes) == (("c",), 7)
    with pytest.raises(ConfigError, match="no option paths; there are path and run"):
        run_of({"paths": "a"})


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
