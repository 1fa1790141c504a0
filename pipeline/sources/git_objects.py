"""Objects of an untrusted repository by id, through `git cat-file` in a clean git folder of our own."""

import contextlib
import fcntl
import os
import resource
import select
import shutil
import signal
import subprocess
import time
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TypeVar, cast

from pipeline.sources.git_loose import is_loose, read_loose
from pipeline.sources.git_reply import Reply
from pipeline.sources.rows import SourceError

Item = TypeVar("Item")

# Ids under way at once. Together they must fit a pipe (64 KiB), so that writing them never waits for git.
_WINDOW = 512
_READ_BYTES = 1 << 20
_ADDRESS_SPACE_BYTES = 4 << 30
_MAX_RESTARTS = 100

_CONFIG = """[core]
\trepositoryformatversion = 1
\tbare = true
\tcommitGraph = false
\tmultiPackIndex = false
\tpackedGitWindowSize = 32m
\tpackedGitLimit = 512m
[extensions]
\tobjectformat = {object_format}
"""


class Patience:
    """Seconds that may still be spent waiting for git, over all its processes for one repository."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds

    def wait(self, descriptor: int) -> bool:
        """Wait until there is something to read; False when the time is over."""
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        start = time.monotonic()
        ready = bool(poll.poll(max(0.0, self.left) * 1000))
        self.left -= time.monotonic() - start
        return ready


@contextlib.contextmanager
def clean_environment(objects: bytes, object_format: str) -> Iterator[dict[str, str]]:
    """Environment of a git process that sees the objects of a repository and nothing else of it.

    The repository's config, hooks, refs, replacements and promisors are never read, nor those of the user or machine.
    """
    git = shutil.which("git")
    if git is None:
        raise SourceError("there is no git program on PATH")
    with TemporaryDirectory(prefix="repomill-git-") as folder:
        root = Path(folder)
        (root / "refs").mkdir()
        (root / "HEAD").write_text("ref: refs/heads/none\n")
        (root / "config").write_text(_CONFIG.format(object_format=object_format))
        yield {
            "PATH": str(Path(git).parent),
            "HOME": folder,
            "LC_ALL": "C",
            "GIT_DIR": folder,
            "GIT_OBJECT_DIRECTORY": os.fsdecode(objects),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_ALLOW_PROTOCOL": "",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_OPTIONAL_LOCKS": "0",
        }


class CatFile:
    """Objects by id: ask() for ids, answer() gives the replies in the same order.

    Loose objects are read from their files, all others by one `git cat-file` process, started when first needed. A
    process that dies or stays silent costs the object it was busy with, not those after it: a new one goes on.
    """

    def __init__(self, mode: str, environment: dict[str, str], patience: Patience) -> None:
        """Prepare a process.

        Args:
            mode: `--batch` for content, `--batch-check` for kind and size alone.
            environment: from clean_environment().
            patience: shared by all processes of a repository.
        """
        self._command = ["git", "cat-file", mode]
        self._with_data = mode == "--batch"
        self._environment = environment
        self._patience = patience
        self._objects = os.fsencode(environment["GIT_OBJECT_DIRECTORY"])
        self._waiting: deque[tuple[str, bool]] = deque()  # object id, and whether it is loose
        self._unsent: list[str] = []
        self._buffer = bytearray()
        self._restarts = 0
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, oid: str) -> None:
        """Ask for an object. At most _WINDOW questions may be open."""
        loose = is_loose(self._objects, oid)
        self._waiting.append((oid, loose))
        if not loose:
            self._unsent.append(oid)

    def answer(self) -> Reply:
        """Reply to the oldest open question."""
        self._send()
        oid, loose = self._waiting.popleft()
        if loose:
            return read_loose(self._objects, oid, self._with_data)
        try:
            return self._read_reply(oid)
        except (EOFError, ValueError):
            self._restart()
            return Reply("failed")

    def close(self) -> None:
        """End the process and everything it may have started."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()

    def _start(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            self._command, env=self._environment, cwd=self._environment["GIT_DIR"], bufsize=0, start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )
        if hasattr(resource, "prlimit"):  # from outside, before the first question: no code of ours runs after fork
            with contextlib.suppress(OSError):  # a lower limit is in force already, or the process is gone
                resource.prlimit(process.pid, resource.RLIMIT_CORE, (0, 0))
                resource.prlimit(process.pid, resource.RLIMIT_AS, (_ADDRESS_SPACE_BYTES, _ADDRESS_SPACE_BYTES))
        if hasattr(fcntl, "F_SETPIPE_SZ"):
            with contextlib.suppress(OSError):  # only speed: unprivileged users have a limit over all their pipes
                fcntl.fcntl(cast(IO[bytes], process.stdout), fcntl.F_SETPIPE_SZ, _READ_BYTES)
        return process

    def _restart(self) -> None:
        """Let a new process go on behind the object that could not be read, as long as _send() may start one."""
        self.close()
        self._buffer.clear()
        self._restarts += 1
        self._unsent = [oid for oid, loose in self._waiting if not loose]

    def _send(self) -> None:
        if not self._unsent or self._patience.left <= 0 or self._restarts > _MAX_RESTARTS:
            return
        self._process = self._process or self._start()
        lines = "".join(oid + "\n" for oid in self._unsent).encode()
        self._unsent = []
        with contextlib.suppress(BrokenPipeError):  # it died: the missing answer will show
            cast(IO[bytes], self._process.stdin).write(lines)

    def _read_reply(self, oid: str) -> Reply:
        line = self._take_line()
        name, _, rest = line.partition(b" ")
        if name != oid.encode():
            raise ValueError("an answer to another question")
        if rest == b"missing":
            return Reply("missing")
        kind, _, size = rest.partition(b" ")
        length = int(size)
        if not self._with_data:
            return Reply(kind.decode(), length)
        data = self._take(length + 1)
        if data[-1:] != b"\n":
            raise ValueError("more content than was announced")
        return Reply(kind.decode(), length, data[:-1])

    def _take_line(self) -> bytes:
        searched = 0
        while (end := self._buffer.find(b"\n", searched)) < 0:
            searched = len(self._buffer)
            self._fill()
        return self._take(end + 1)[:-1]

    def _take(self, length: int) -> bytes:
        while len(self._buffer) < length:
            self._fill()
        with memoryview(self._buffer) as view:
            data = bytes(view[:length])
        del self._buffer[:length]
        return data

    def _fill(self) -> None:
        if self._process is None or self._process.stdout is None:
            raise EOFError
        descriptor = self._process.stdout.fileno()
        if not self._patience.wait(descriptor):
            raise EOFError
        data = os.read(descriptor, _READ_BYTES)
        if not data:
            raise EOFError
        self._buffer += data


def replies(cat: CatFile, questions: Iterable[tuple[Item, str | None]]) -> Iterator[tuple[Item, Reply | None]]:
    """Every item with git's reply, in order; None where there was no question.

    Questions are taken and sent ahead, a window at a time, so that git works while its earlier answers are used.
    """
    source = iter(questions)
    waiting: deque[tuple[Item, str | None]] = deque()
    more = True
    while more or waiting:
        while more and len(waiting) < _WINDOW:
            question = next(source, None)
            if question is None:
                more = False
                break
            waiting.append(question)
            if question[1] is not None:
                cat.ask(question[1])
        while waiting and (not more or len(waiting) > _WINDOW // 2):
            item, oid = waiting.popleft()
            yield item, cat.answer() if oid is not None else None

