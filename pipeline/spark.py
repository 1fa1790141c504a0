"""The Spark session: where it runs, and the few settings that our stages rely on."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from py4j.protocol import Py4JError
from pyspark.accumulators import Accumulator, AccumulatorParam
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession
from rich.console import Console

from pipeline.config import Spark
from pipeline.draft import Draft
from pipeline.errors import MachineError
from pipeline.faults import fault
from pipeline.java import use_java
from pipeline.progress import counted, stage
from pipeline.tally import in_words

# Text columns travel between the JVM and Python in batches bounded in bytes, not only in rows.
ARROW_BATCH_BYTES = 16 << 20

# What stages rely on, wherever they run.
REQUIRED = {
    "spark.sql.execution.arrow.maxBytesPerBatch": str(ARROW_BATCH_BYTES),
    "spark.sql.execution.arrow.maxRecordsPerBatch": "2000",
    # One input file is one task: the rows of a repository stay together and in order.
    "spark.sql.files.maxPartitionBytes": str(1 << 50),
    "spark.sql.files.openCostInBytes": str(1 << 50),
    "spark.sql.parquet.enableVectorizedReader": "true",
    "spark.sql.session.timeZone": "UTC",
}

# What makes a laptop quick and quiet; spark-submit's own settings come before these.
LOCAL = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "8",
    "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={Path(__file__).parent / 'log4j2.properties'}",
}


@contextmanager
def session(name: str, options: Spark) -> Iterator[SparkSession]:
    """A Spark session for the block: one that runs already and goes on running, or a new one that ends with it.

    Raises:
        UserError: Spark cannot start, or what it was asked to do failed for a reason that is no bug of ours.
    """
    running = SparkSession.getActiveSession()
    spark = start_session(name, options)
    try:
        yield spark
    except (Py4JError, PySparkException) as error:
        found = fault(error)
        if found is None:
            raise
        raise found from None
    finally:
        if running is None:
            spark.stop()


@contextmanager
def working(spark: SparkSession, name: str, draft: Draft, console: Console) -> Iterator[None]:
    """The work of a stage: Spark's pages call its jobs by the stage's name, and a line of JSON says what came of it.

    Where executors may be lost, what Spark computes once is kept beside what the stage writes, not on executors.
    """
    context = spark.sparkContext
    context.setJobDescription(f"repomill {name}")
    if not str(context.master).startswith("local") and not context.getConf().contains("spark.checkpoint.dir"):
        context.setCheckpointDir(f"file:{(draft.staging / 'checkpoints').absolute()}")
    try:
        with stage(name, draft, console):
            yield
        if context.getConf().get("spark.ui.enabled", "true") != "false":
            show(spark, f"repomill {name}: {in_words(counted(name, draft))}")
    finally:
        context.setJobDescription(None)  # type: ignore[arg-type]


def show(spark: SparkSession, text: str) -> None:
    """Put a line into the lists of jobs and queries of Spark's pages, as the description of a job that does nothing.

    Spark's pages show no values of accumulators of Python, nor of observed metrics.
    """
    spark.sparkContext.setJobDescription(text)
    spark.range(1).collect()


class _Sums(AccumulatorParam[Mapping[str, int]]):
    """Numbers by name, added up."""

    def zero(self, value: Mapping[str, int]) -> Mapping[str, int]:
        """Nothing counted."""
        return {}

    def addInPlace(self, value1: Mapping[str, int], value2: Mapping[str, int]) -> Mapping[str, int]:  # noqa: N802
        """Both together."""
        return {name: value1.get(name, 0) + value2.get(name, 0) for name in {**value1, **value2}}


def spark_tally(spark: SparkSession) -> Accumulator[Mapping[str, int]]:
    """A tally (pipeline.tally) that the tasks of Spark add to."""
    return spark.sparkContext.accumulator({}, _Sums())


def is_submitted() -> bool:
    """Whether spark-submit started this process, and so says where Spark runs."""
    return "PYSPARK_GATEWAY_PORT" in os.environ


def start_session(name: str, options: Spark) -> SparkSession:
    """A session named `name`: that of spark-submit when it started us, else a local one.

    Raises:
        UserError: no Java that can run Spark, or settings it does not start with; Spark Connect among them, which has
            no accumulators, no descriptions of jobs and no checkpoints.
    """
    if "spark.remote" in options.conf or "SPARK_REMOTE" in os.environ:
        raise MachineError("Spark Connect cannot be used (spark.remote in spark.conf, or SPARK_REMOTE): name a master, "
                           "in spark.master or with spark-submit --master")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName(f"repomill {name}").config(map={**REQUIRED})
    if not is_submitted():
        use_java()
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        builder = builder.master(options.master or "local[*,4]").config(map={**LOCAL})
        builder = builder.config("spark.driver.memory", options.driver_memory)
    for key, value in options.conf.items():
        builder = builder.config(key, value)
    try:
        return builder.getOrCreate()
    except (Py4JError, PySparkException, OSError) as error:
        reason = str(getattr(error, "java_exception", error)).splitlines()[0]
        advice = "look at spark.master, spark.driver_memory, spark.conf"
        raise MachineError(f"Spark does not start: {reason}; {advice}") from None
