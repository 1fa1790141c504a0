"""The worker's end of the leash: a parser process that is reused, watched and killed."""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from pipeline.config import Parsing
from pipeline.languages.language import Grammar, Language
from pipeline.parsing.frames import ANSWER, LONGEST_ANSWER, parsed_file, question
from pipeline.parsing.parsed_file import ParsedFile

# The deadline counts the processor time of the parser, so that a busy machine gives the same corpus as an idle one. A
# parser that waits (it should not) is stopped after this many times the deadline by the clock.
PATIENCE = 15
LOOK_SECONDS = 0.05
START_SECONDS = 120.0
CHUNK = 1 << 20


class ParserGoneError(Exception):
    """The parser process ended, or answered nonsense."""


class ParserLateError(Exception):
    """The parser process used up its deadline."""


class Parser:
    """Parses files one at a time in a child process that a hostile file can take down without harm.

    Attributes:
        seconds: time spent waiting for answers so far.
        starts: child processes started so far.
    """

    def __init__(self, options: Parsing, languages: Mapping[str, Language]) -> None:
        """Take the bounds and the languages; the process starts with the first file that needs it."""
        self.seconds = 0.0
        self.starts = 0
        self._options = options
        self._setup = json.dumps({name: _setup(language) for name, language in languages.items()}).encode() + b"\n"
        self._silent = {name for name, language in languages.items() if not _needs_child(language)}
        self._process: subprocess.Popen[bytes] | None = None

    def parse(self, language: str, path: str, text: bytes) -> ParsedFile:
        """Parse a file.

        Args:
            language: name of a language of the catalogue.
            path: path of the file; its ending can choose the grammar.
            text: UTF-8 text.

        Returns:
            The result; with status `timeout` or `crash` when the parser had to be stopped or died.
        """
        if language in self._silent:
            return ParsedFile("no_grammar")
        started = time.perf_counter()
        try:
            return self._ask(language, path, text)
        except ParserLateError:
            self._kill()
            return ParsedFile("timeout")
        except (ParserGoneError, BrokenPipeError, ValueError):
            self._kill()
            return ParsedFile("crash")
        finally:
            self.seconds += time.perf_counter() - started

    def close(self) -> None:
        """End the child process."""
        self._kill()

    def __enter__(self) -> "Parser":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End the child process."""
        self.close()

    def _ask(self, language: str, path: str, text: bytes) -> ParsedFile:
        process = self._running()
        watch = _Watch(process.pid, self._options.deadline_seconds)
        _send(process, question(language, path, text), watch)
        size = ANSWER.unpack(_receive(process, ANSWER.size, watch))[0]
        if size > LONGEST_ANSWER:
            raise ParserGoneError
        return parsed_file(_receive(process, size, watch))

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._kill()
        search = os.pathsep.join(str(Path(entry or ".").absolute()) for entry in sys.path)
        process = subprocess.Popen(
            [sys.executable, "-m", "pipeline.parsing.child", str(self._options.memory_mib)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True, bufsize=0,
            env={"PYTHONPATH": search, "PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"},
        )
        assert process.stdin is not None and process.stdout is not None
        os.set_blocking(process.stdin.fileno(), False)
        os.set_blocking(process.stdout.fileno(), False)
        self._process = process
        self.starts += 1
        _send(process, self._setup, _Watch(process.pid, START_SECONDS))
        return process

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        process.wait()


class _Watch:
    """Says when the deadline of one file has passed."""

    def __init__(self, pid: int, seconds: float) -> None:
        self._pid, self._seconds = pid, seconds
        self._start = time.monotonic()
        self._used = processor_seconds(pid)

    def wait(self) -> float:
        """Seconds to wait for the process before looking again.

        Raises:
            ParserLateError: the deadline has passed.
        """
        waited = time.monotonic() - self._start
        if waited < self._seconds:  # not by the clock, so not by the processor either
            return self._seconds - waited
        if processor_seconds(self._pid) - self._used >= self._seconds or waited >= PATIENCE * self._seconds:
            raise ParserLateError
        return LOOK_SECONDS


def processor_seconds(pid: int) -> float:
    """Processor time a process has used; where the system does not tell, the clock has to do."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return time.monotonic()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _send(process: subprocess.Popen[bytes], data: bytes, watch: _Watch) -> None:
    assert process.stdin is not None
    left = memoryview(data)
    descriptor = process.stdin.fileno()
    while left:
        if not select.select([], [descriptor], [], watch.wait())[1]:
            continue
        left = left[os.write(descriptor, left[:CHUNK]) :]


def _receive(process: subprocess.Popen[bytes], size: int, watch: _Watch) -> bytes:
    assert process.stdout is not None
    parts, missing, descriptor = [], size, process.stdout.fileno()
    while missing:
        if not select.select([descriptor], [], [], watch.wait())[0]:
            continue
        part = os.read(descriptor, min(missing, CHUNK))
        if not part:
            raise ParserGoneError
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _needs_child(language: Language) -> bool:
    return language.grammar is not None or bool(language.grammars) or language.name == "html"


def _setup(language: Language) -> dict[str, object]:
    """What the child needs to know of a language."""

    def spelled(grammar: Grammar | None) -> list[str] | None:
        return None if grammar is None else [grammar.package, grammar.name]

    return {
        "grammar": spelled(language.grammar),
        "grammars": {end: spelled(grammar) for end, grammar in language.grammars.items()},
        "query": language.imports.query if language.imports else None,
        "visible_text": language.name == "html",
    }
