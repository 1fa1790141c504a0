"""A job for spark-submit: RUN.yaml RUN.yaml FILE. Two runs in one application; FILE is made between them."""

import sys
from pathlib import Path

from pipeline.build import build
from pipeline.config import load_run
from pipeline.progress import console
from pipeline.spark import session

if __name__ == "__main__":
    first, second = map(load_run, sys.argv[1:3])
    with session("test", first.spark):
        build(first, console())
        Path(sys.argv[3]).touch()
        build(second, console())
