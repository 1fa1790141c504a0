"""checkpoint: a DataFrame computed once, cut off from how it was computed."""

from pyspark.sql import DataFrame


def checkpointed(frame: DataFrame) -> DataFrame:
    """The same rows, computed now: in the checkpoint folder of the session where it has one, else on the executors."""
    is_safe = frame.sparkSession.sparkContext.getCheckpointDir() is not None
    return frame.checkpoint() if is_safe else frame.localCheckpoint()
