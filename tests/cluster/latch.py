"""A place in the middle of the work where a test can stop one task: a git that, once, does not answer."""

import os
import select
import shlex
import shutil
from pathlib import Path
from subprocess import Popen

# Once, after `armed` was put beside it, it says its id and stays where it is.
GIT = """#!/bin/sh
PATH=/usr/bin:/bin
if mv {folder}/armed {folder}/taken 2>/dev/null; then echo $$ > {folder}/busy; exec sleep 100000; fi
exec {git} "$@"
"""


class Latch:
    """Stands before git on the PATH of processes that have `bin` there; reading of packed objects goes through it."""

    def __init__(self, folder: Path) -> None:
        """Make what is needed in a folder."""
        self.folder, self.bin, self.armed = folder, folder / "bin", folder / "armed"
        self.bin.mkdir(parents=True)
        os.mkfifo(folder / "busy")
        self._busy = os.open(folder / "busy", os.O_RDWR)  # both ends, so that nobody waits for the other to open it
        git = self.bin / "git"
        git.write_text(GIT.format(folder=shlex.quote(str(folder)), git=shutil.which("git")))
        git.chmod(0o755)

    def wait(self, job: Popen[str], log: Path) -> int:
        """Wait until a task stands still; the id of its git. Fails with what a job said when that ends before."""
        while not select.select([self._busy], [], [], 1)[0]:
            assert job.poll() is None, log.read_text()
        return int(os.read(self._busy, 100))

    def close(self) -> None:
        """Forget it."""
        os.close(self._busy)
