"""The parser as others use it: a child process that is reused while it behaves and replaced when it does not."""

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from fcntl import F_SETPIPE_SZ, fcntl
from pathlib import Path
from types import TracebackType
from typing import Self

from pipeline.config import MIB, Parsing
from pipeline.languages.language import Grammar, Language
from pipeline.parsing.frames import (
    ANSWER,
    FAILED,
    MAX_ANSWER_BYTES,
    REQUEST,
    BadAnswerError,
    decode_parsed,
    encode_task,
)
from pipeline.parsing.grammars import GrammarError
from pipeline.parsing.parsed_file import ParsedFile
from pipeline.parsing.task import task_of

# A text may use `deadline_seconds` of CPU time, which the kernel measures in the child: time on the clock would drop
# more files on a busy machine. The clock is only the backstop for a child that hangs without computing.
WALL_FACTOR = 10
WALL_MARGIN_SECONDS = 30.0  # start of the child, loading of a grammar
CLOSING_SECONDS = 5.0  # from the end of a dying child's pipes to its exit status


class _GoneError(Exception):
    """The child's end of a pipe is closed."""


class _LateError(Exception):
    """The backstop was reached."""


class Parser:
    """Parses files in a child process, one at a time; not for use by several threads at once.

    Attributes:
        seconds: time on the clock that `parse` has taken so far.
    """

    def __init__(self, options: Parsing, languages: Mapping[str, Language]) -> None:
        self.seconds = 0.0
        self._options = options
        self._languages = languages
        self._tasks: dict[tuple[str, Grammar | None, tuple[str, ...] | None], bytes | None] = {}
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """The parser itself; its child starts with the first file."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the child."""
        self.close()

    def close(self) -> None:
        """End the child; a later `parse` starts another one."""
        self._kill()

    def parse(self, language: str, path: str, text: bytes) -> ParsedFile:
        """Parse a text of a language of the catalogue; any text gives a result.

        Raises:
            GrammarError: the grammar cannot be loaded or the import query does not fit it.
            KeyError: no such language.
        """
        task = self._task(self._languages[language], path)
        if task is None:
            return ParsedFile("no_grammar")
        started = time.perf_counter()
        try:
            return self._parse(task, text)
        finally:
            self.seconds += time.perf_counter() - started

    def _task(self, entry: Language, path: str) -> bytes | None:
        key = (entry.name, entry.grammar_of(path), entry.code.form_of(path) if entry.code else None)
        if key not in self._tasks:
            task = task_of(self._languages, entry.name, path)
            self._tasks[key] = encode_task(task) if task else None
        return self._tasks[key]

    def _parse(self, task: bytes, text: bytes) -> ParsedFile:
        parsed = self._attempt(task, text)
        # A child that ended in order, or was killed by somebody else, did not die of this text: once more, afresh.
        return parsed or self._attempt(task, text) or ParsedFile("crash")

    def _attempt(self, task: bytes, text: bytes) -> ParsedFile | None:
        """The result, or None when the child's death has nothing to say about the text."""
        child = self._running()
        until = time.monotonic() + WALL_MARGIN_SECONDS + WALL_FACTOR * self._options.deadline_seconds
        try:
            _send(child, REQUEST.pack(len(task), len(text)) + task + text, until)
            kind, body = _receive(child, until)
            if kind == FAILED:
                raise GrammarError(body.decode("utf-8", "replace"))
            return decode_parsed(body)
        except _GoneError:
            return _verdict(self._kill(CLOSING_SECONDS))
        except _LateError:
            self._kill()
            return ParsedFile("timeout")
        except BadAnswerError:
            self._kill()
            return ParsedFile("crash")
        except BaseException:  # an interrupt in the middle of an answer: the rest of it must not meet the next request
            self._kill()
            raise

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is not None:
            self._kill()
        if self._child is None:
            self._child = _start(self._options)
        return self._child

    def _kill(self, patience: float = 0.0) -> int | None:
        """End the child if there is one, `patience` seconds after it could have ended itself; its exit status."""
        child, self._child = self._child, None
        if child is None:
            return None
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(patience)
        if child.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                pipe.close()
        return child.wait()


def _verdict(status: int | None) -> ParsedFile | None:
    if status == -signal.SIGPROF:
        return ParsedFile("timeout")
    return None if status in (0, -signal.SIGKILL) else ParsedFile("crash")


def _start(options: Parsing) -> subprocess.Popen[bytes]:
    memory = options.memory_mib * MIB
    # -P: the working directory is not a place to import from.
    command = [sys.executable, "-P", "-m", "pipeline.parsing.child", str(options.deadline_seconds), str(memory)]
    child = subprocess.Popen(
        command, bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        cwd="/", env=_environment(), process_group=0,
    )
    for pipe in (child.stdin, child.stdout):
        assert pipe is not None
        os.set_blocking(pipe.fileno(), False)
        with contextlib.suppress(OSError):  # the system's limit may be lower: slower then, nothing else
            fcntl(pipe.fileno(), F_SETPIPE_SZ, MIB)
    return child


def _environment() -> dict[str, str]:
    """What the child needs to find the same packages as this process, wherever that got them from, and no more."""
    project = str(Path(__file__).parents[2])
    places = [project, *(str(Path(entry).absolute()) for entry in sys.path if entry)]
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "PATH") if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(dict.fromkeys(places)), "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}


def _send(child: subprocess.Popen[bytes], data: bytes, until: float) -> None:
    assert child.stdin is not None
    pipe, view = child.stdin.fileno(), memoryview(data)
    while True:
        try:
            view = view[os.write(pipe, view) :]
        except BlockingIOError:
            pass
        except BrokenPipeError:
            raise _GoneError from None
        if not view:
            return
        _wait(pipe, select.POLLOUT, until)


def _receive(child: subprocess.Popen[bytes], until: float) -> tuple[int, bytes]:
    """Kind and JSON of the answer. Nothing follows it in the pipe, because one request is under way at a time."""
    assert child.stdout is not None
    pipe, answer, size = child.stdout.fileno(), bytearray(), ANSWER.size
    while len(answer) < size:
        _wait(pipe, select.POLLIN, until)
        chunk = os.read(pipe, MIB)
        if not chunk:
            raise _GoneError
        answer += chunk
        if len(answer) >= ANSWER.size:
            size = ANSWER.size + ANSWER.unpack_from(answer)[1]
        if max(size, len(answer)) > MAX_ANSWER_BYTES:
            raise BadAnswerError("too long")
    if len(answer) > size:
        raise BadAnswerError("more than one answer")
    return answer[0], bytes(answer[ANSWER.size :])


def _wait(pipe: int, event: int, until: float) -> None:
    """Wait for the child; the kernel wakes us when its end of the pipe is closed, too."""
    poll = select.poll()
    poll.register(pipe, event)
    if not poll.poll(max(0.0, until - time.monotonic()) * 1000):
        raise _LateError
