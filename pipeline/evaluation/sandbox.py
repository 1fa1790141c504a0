"""Programs that nobody has read, run where they can do little: bounded, without a network, in a folder of their own.

This keeps accidents away, which is what models write; it is not a wall against an attacker who wants out of it. For
that, run the evaluation in a container or a virtual machine of its own.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from getpass import getuser
from pathlib import Path
from typing import Literal, Self

from pydantic import Field

from pipeline.errors import MachineError
from pipeline.option_files import Section

Ended = Literal["passed", "failed", "time", "limits"]
CONFINE = Path(__file__).with_name("confine.py")
PASSED = b"\0passed\0"  # so that `sys.exit(0)` before the tests is no pass
ISOLATED = ["-I", "-S"]
SYSTEM = ("/usr/local/bin", "/usr/bin")


class Limits(Section):
    """What a program may use."""

    cpu_seconds: int = Field(5, gt=0, description="of the processor, by each process of it")
    wall_seconds: float = Field(30, gt=0, description="on the clock, for one that waits")
    memory_mib: int = Field(1024, gt=0, description="of address space")
    file_mib: int = Field(16, gt=0, description="that a file may have; it sees a folder of its own, removed behind it")
    processes: int = Field(64, gt=0, description="of its user at once; nothing holds root to it")


class Sandboxed:
    """Runs Python programs one at a time, each in a new folder, an interpreter without site packages, and its limits.

    Attributes:
        described: what holds the programs, for a person.
    """

    def __init__(self, limits: Limits) -> None:
        """Find out what the machine permits.

        Raises:
            MachineError: not even a program that does nothing can be run.
        """
        self._limits = limits
        self._separate = self._user = False
        self._command = [os.path.realpath(sys.executable), *ISOLATED]
        if not self._works():
            raise MachineError("a Python program cannot be run under these limits; give it more memory_mib")
        self._separate = True
        self._separate = self._works()
        if os.geteuid() == 0:
            self._become_nobody()
        apart = "without network, other processes and files to change but its own" if self._separate else \
            "with network and files of this machine, which permits nothing else"
        user = f"as the user {'nobody' if self._user else getuser()}"
        self.described = (f"{apart}, {user}, in {limits.cpu_seconds} CPU seconds, {limits.memory_mib} MiB of memory "
                          f"and files of {limits.file_mib} MiB")

    def _become_nobody(self) -> None:
        """Have programs run as nobody, if an interpreter is found that nobody may run."""
        own = self._command
        self._user = True
        for place in dict.fromkeys([own[0], *(shutil.which("python3", path=folder) or own[0] for folder in SYSTEM)]):
            self._command = [place, *ISOLATED]
            if self._works():
                return
        self._user, self._command = False, own

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing outlives a run."""

    def run(self, program: str) -> Ended:
        """Run a program to its end.

        Returns:
            `passed`: it came to its last line; `failed`: it ended before; `time`: it was stopped at a limit of time;
            `limits`: it died of another signal, mostly for want of memory or stack.
        """
        marked = f"{program}\nimport os as _os\n_os.write(3, {PASSED!r})\n"
        status, said = self._started(marked)
        if status is None or status == -signal.SIGXCPU:
            return "time"
        if status == 0 and said == PASSED:
            return "passed"
        return "failed" if status >= 0 else "limits"

    def _works(self) -> bool:
        return self._started("import os\nos.write(3, b'x')\n") == (0, b"x")

    def _started(self, program: str) -> tuple[int | None, bytes]:
        """Exit status (None: stopped by the clock) and what was written to the third descriptor."""
        folder = Path(tempfile.mkdtemp(prefix="repomill-"))
        reading, writing = os.pipe()
        try:
            (folder / "program.py").write_text(program, encoding="utf-8", errors="surrogatepass")
            folder.chmod(0o777 if self._user else 0o700)
            order = {**self._limits.model_dump(exclude={"wall_seconds"}), "separate": self._separate,
                     "user": self._user, "say": writing, "command": [*self._command, "program.py"]}
            process = subprocess.Popen(
                [sys.executable, *ISOLATED, str(CONFINE), json.dumps(order)], cwd=folder, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, pass_fds=(writing,), start_new_session=True,
                env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "TMPDIR": str(folder), "LC_ALL": "C.UTF-8"},
            )
            os.close(writing)
            writing = -1
            try:
                status: int | None = process.wait(self._limits.wall_seconds)
            except subprocess.TimeoutExpired:
                status = None
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # what it left running
            process.wait()
            os.set_blocking(reading, False)
            try:
                said = os.read(reading, 64)
            except BlockingIOError:
                said = b""
            return (status if status is None or status < 128 else 128 - status), said
        finally:
            os.close(reading)
            if writing >= 0:
                os.close(writing)
            shutil.rmtree(folder, ignore_errors=True)
