"""The session: one that runs is used and left running; what fails in a worker is told for what it is."""

import errno
import os

import pyarrow as pa
import pytest
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from pipeline.config import Spark
from pipeline.errors import MachineError
from pipeline.spark import ARROW_BATCH_BYTES, session, show, spark_tally
from pipeline.tally import in_words

pytestmark = pytest.mark.spark


def no_space(batches):
    raise OSError(errno.ENOSPC, "No space left on device", "/data")
    yield from batches


def bug(batches):
    raise KeyError("fate")
    yield from batches


def killed(batches):
    os._exit(9)
    yield from batches


def run(spark, work):
    spark.range(3).mapInArrow(work, "id bigint").collect()


def test_a_running_session_goes_on(spark):
    with session("inner", Spark(conf={"spark.sql.shuffle.partitions": "2"})) as inner:
        assert inner.sparkContext.applicationId == spark.sparkContext.applicationId
        assert inner.conf.get("spark.sql.execution.arrow.maxBytesPerBatch") == str(ARROW_BATCH_BYTES)
    assert SparkSession.getActiveSession() is not None
    assert spark.range(5).count() == 5


@pytest.mark.parametrize(("work", "words"), [
    (no_space, r"stopped: OSError: \[Errno 28\] No space left on device: '/data'"),
    (killed, "stopped: .*Python worker exited unexpectedly"),
])
def test_a_fault_of_the_machine_is_told_in_a_line(spark, work, words):
    with pytest.raises(MachineError, match=words), session("inner", Spark()) as inner:
        run(inner, work)


def test_a_bug_is_raised_as_it_is(spark):
    with pytest.raises(PySparkException, match="KeyError: 'fate'"), session("inner", Spark()) as inner:
        run(inner, bug)


def test_batches_cross_in_bounded_pieces(spark):
    sizes = []

    def measure(batches):
        yield pa.RecordBatch.from_pylist([{"bytes": batch.nbytes} for batch in batches])

    frame = spark.range(0, 60, 1, 1).selectExpr("repeat('x', 1000000) as text")
    with session("inner", Spark()) as inner:
        assert inner is not None
        sizes = [row["bytes"] for row in frame.mapInArrow(measure, "bytes bigint").collect()]
    assert len(sizes) > 1
    assert max(sizes) <= ARROW_BATCH_BYTES + 2_000_000


def test_tasks_add_to_a_tally(spark):
    done = spark_tally(spark)
    spark.sparkContext.parallelize(range(4), 2).foreach(lambda _: done.add({"files": 1, "kept": 2}))
    assert done.value == {"files": 4, "kept": 8}


def test_what_a_stage_counted_is_in_the_list_of_jobs(spark):
    show(spark, f"repomill curate: {in_words({'rows': {'files': 3000, 'repos': 1}, 'counts': {'kept': 2}})}")
    spark.sparkContext.setJobDescription(None)
    jobs = spark.sparkContext._jsc.sc().statusStore().jobsList(None)
    described = [jobs.apply(number).description() for number in range(jobs.size())]
    said = {one.get() for one in described if one.isDefined()}
    assert "repomill curate: rows: files 3,000, repos 1; counts: kept 2" in said
