"""Spark Connect is refused in words, before anything of Spark starts."""

import pytest

from pipeline.config import Spark
from pipeline.errors import MachineError
from pipeline.spark import session


@pytest.mark.parametrize("where", ["run file", "environment"])
def test_it_says_what_to_do(where, monkeypatch):
    if where == "environment":
        monkeypatch.setenv("SPARK_REMOTE", "sc://host")
    options = Spark(conf={"spark.remote": "sc://host"} if where == "run file" else {})
    with pytest.raises(MachineError, match=r"Spark Connect cannot be used .*: name a master"), session("test", options):
        pass
