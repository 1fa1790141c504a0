"""Groups of processes for tests: each runs one function of tests.pipeline.training.ranks."""

import json
import os
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

SECONDS = 800  # a machine may be busy with other work; half a minute is usual
GROUPS = 8  # a function starts at most so many groups, one after another, on ports in a row
BELOW_EPHEMERAL = range(15_000, 32_000)  # no system gives these to outgoing connections: none takes one in between


def free_ports(count: int) -> int:
    """The first of `count` ports in a row that nobody listens on."""
    own = os.getpid() * GROUPS % len(BELOW_EPHEMERAL)
    for first in (*BELOW_EPHEMERAL[own:-count:count], *BELOW_EPHEMERAL[:own:count]):
        with ExitStack() as taken:
            try:
                for port in range(first, first + count):
                    taken.enter_context(socket.socket()).bind(("127.0.0.1", port))
            except OSError:
                continue
            return first
    raise OSError(f"no {count} ports in a row are free below {BELOW_EPHEMERAL.stop}")


def start(function: str, size: int, folder: Path, **arguments) -> list[subprocess.Popen]:
    """Start `size` processes that call a function as the ranks of one group, with JSON arguments."""
    port = free_ports(GROUPS)
    environment = os.environ | {
        "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port), "WORLD_SIZE": str(size), "OMP_NUM_THREADS": "1",
        "TORCH_DISABLE_SHARE_RDZV_TCP_STORE": "1", "PYTHONPATH": str(Path.cwd()),
    }
    command = [sys.executable, "-m", "tests.pipeline.training.ranks", function, str(folder), json.dumps(arguments)]
    return [subprocess.Popen(command, env=environment | {"RANK": str(rank)}, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, text=True) for rank in range(size)]


def finish(group: list[subprocess.Popen]) -> list[int]:
    """Wait for a group; when one of it was killed, the others are, too. Exit statuses; stderr of failures is shown."""
    try:
        outputs = []
        for process in group:
            outputs.append(process.communicate(timeout=SECONDS))
            if process.returncode:
                for other in group:
                    other.kill()
        for process, (out, err) in zip(group, outputs, strict=True):
            if process.returncode > 0:
                print(out, err, sep="\n")
        return [process.returncode for process in group]
    finally:
        for process in group:
            process.kill()
            process.wait()


def run(function: str, size: int, folder: Path, **arguments) -> None:
    """Start a group and wait until all of it has ended well."""
    assert finish(start(function, size, folder, **arguments)) == [0] * size


def losses(folder: Path) -> list[float]:
    """Losses of a run, by step."""
    return [line["loss"] for line in map(json.loads, (folder / "log.jsonl").read_text().splitlines())]
