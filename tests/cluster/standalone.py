"""A standalone Spark cluster on this machine: master and workers, each a process of its own."""

import contextlib
import ctypes
import os
import re
import signal
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pyspark

from pipeline.java import use_java
from tests.cluster.latch import Latch

SPARK = Path(pyspark.__file__).parent
JAVA = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"  # these processes live for seconds
HERE = "127.0.0.1"
DEATH_SIGNAL = 1  # prctl: the process ends with the one that started it, however that ends


class Cluster:
    """A master and its workers, each with one core. Through `latch` a test stops one task."""

    def __init__(self, root: Path) -> None:
        """Start the master and wait until it can be asked."""
        self.root, self.latch = root, Latch(root / "latch")
        self.environment = os.environ | {
            "SPARK_HOME": str(SPARK), "SPARK_LOCAL_IP": HERE, "SPARK_DAEMON_MEMORY": "256m",
            "SPARK_DAEMON_JAVA_OPTS": JAVA, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_DIRS": str(root / "local"),
            "PATH": os.pathsep.join([str(self.latch.bin), str(Path(sys.executable).parent), os.environ["PATH"]]),
        }
        self.environment.pop("PYTHONPATH", None)  # workers have the package from what is submitted with a job
        use_java(self.environment)
        self._processes: list[subprocess.Popen[str]] = []
        self.url = self._start("master.Master", "--port", "0", waits_for=r"Starting Spark master at (spark://\S+)")

    def add_worker(self) -> None:
        """Start a worker and wait until the master has it."""
        self._start("worker.Worker", "--cores", "1", "--memory", "1g", "--work-dir", self.root / "work", self.url,
                    waits_for="(Successfully registered) with master")

    def submit(self, log: Path, *command: object, **variables: str) -> subprocess.Popen[str]:
        """Start spark-submit of a job on this cluster, which writes what it says to `log`; the caller waits for it."""
        with log.open("w") as said:
            return self._popen(
                said, SPARK / "bin" / "spark-submit", "--master", self.url, "--executor-memory", "700m",
                "--driver-java-options", JAVA, "--conf", f"spark.executor.extraJavaOptions={JAVA}",
                "--conf", "spark.ui.enabled=false", "--conf", f"spark.driver.host={HERE}", *command, **variables)

    def kill_worker_of(self, process: int) -> None:
        """Kill the worker that a process is below, with all that is."""
        children = processes()
        kill_tree(next(worker.pid for worker in self._processes[1:] if process in set(below(worker.pid, children))))

    def stop(self) -> None:
        """End all that was started, and all below."""
        for process in self._processes:
            if process.poll() is None:
                kill_tree(process.pid)
            process.wait()
        self.latch.close()

    def _start(self, name: str, *arguments: object, waits_for: str) -> str:
        process = self._popen(subprocess.PIPE, SPARK / "bin" / "spark-class", f"org.apache.spark.deploy.{name}",
                              "--host", HERE, "--webui-port", "0", *arguments)
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if found := re.search(waits_for, line):
                threading.Thread(target=process.stdout.read, daemon=True).start()  # or it would wait for a reader
                return found[1]
        raise AssertionError("".join(said))

    def _popen(self, out: IO[str] | int, *command: object, **variables: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            list(map(str, command)), stdout=out, stderr=subprocess.STDOUT, text=True, cwd=self.root,
            env=self.environment | variables, preexec_fn=_end_with_parent)
        self._processes.append(process)
        return process


def kill_tree(process: int) -> None:
    """Kill a process and all below it, as when their machine loses power."""
    for pid in [process, *below(process, processes())]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def processes() -> dict[int, list[int]]:
    """Ids of processes by that of their parent."""
    children: dict[int, list[int]] = defaultdict(list)
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            children[int(path.read_text().rpartition(")")[2].split()[1])].append(int(path.parent.name))
    return children


def below(process: int, children: dict[int, list[int]]) -> Iterator[int]:
    """Ids of all processes that a process started, and those that these did."""
    for child in children.get(process, ()):
        yield child
        yield from below(child, children)


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
