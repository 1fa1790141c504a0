"""The process that parses: reads texts from stdin, answers on stdout, and may die of any of them.

Started by pipeline.parsing.leash as `python -m pipeline.parsing.child CPU_SECONDS MEMORY_BYTES`.
"""

import ctypes
import os
import resource
import signal
import sys

from pipeline.parsing.frames import ANSWER, FAILED, PARSED, REQUEST, decode_task, encode_parsed
from pipeline.parsing.grammars import GrammarError
from pipeline.parsing.task import Prepared, perform, prepare

_PR_SET_PDEATHSIG = 1
_PAGE = resource.getpagesize()


def main(cpu_seconds: float, memory_bytes: int) -> None:
    """Answer requests until stdin ends, or until this process has become larger than one text may make it."""
    answers = _private_stdout()
    _die_first()
    statm = os.open("/proc/self/statm", os.O_RDONLY)
    prepared: dict[bytes, Prepared] = {}
    start = _size(statm)
    while (head := _read(REQUEST.size)) is not None:
        task_bytes, text_bytes = REQUEST.unpack(head)
        header, text = _read(task_bytes), _read(text_bytes)
        if header is None or text is None:
            break
        size = _size(statm)
        # Above what the process holds now, so that what a text may take does not depend on the texts before it.
        resource.setrlimit(resource.RLIMIT_AS, (size + memory_bytes, resource.RLIM_INFINITY))
        _write(answers, _answer(prepared, header, text, cpu_seconds))
        if size > start + memory_bytes:
            break
    # Not by returning: there is nothing to flush, and freeing the grammars' memory piece by piece takes its time.
    os._exit(0)


def _answer(prepared: dict[bytes, Prepared], header: bytes, text: bytes, cpu_seconds: float) -> bytes:
    try:
        if header not in prepared:
            prepared[header] = prepare(decode_task(header))
        # The kernel ends this process when the text has used up its CPU time: exact, whatever the parser is doing, and
        # the same on a busy machine. Loading a grammar does not count, but for those of code within documents.
        signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
        body = encode_parsed(perform(prepared[header], text))
    except GrammarError as error:
        message = str(error).encode()
        return ANSWER.pack(FAILED, len(message)) + message
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return ANSWER.pack(PARSED, len(body)) + body


def _private_stdout() -> int:
    """A descriptor for answers only; what native code prints goes nowhere."""
    answers = os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return answers


def _die_first() -> None:
    """Arrange that this process dies before others, without a core file, and with its parent."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGPROF})
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    try:
        with open("/proc/self/oom_score_adj", "w") as score:  # noqa: PTH123 - pathlib is not needed otherwise
            score.write("1000")
    except OSError:
        return  # a sandbox may forbid it; the address space is limited all the same


def _size(statm: int) -> int:
    """Address space of this process in bytes."""
    return int(os.pread(statm, 64, 0).split(maxsplit=1)[0]) * _PAGE


def _read(count: int) -> bytes | None:
    """Exactly `count` bytes from stdin; None at its end."""
    chunk = os.read(0, count) if count else b""
    if len(chunk) == count:
        return chunk
    chunks, missing = [chunk], count - len(chunk)
    while missing and chunks[-1]:
        chunks.append(os.read(0, missing))
        missing -= len(chunks[-1])
    return None if missing else b"".join(chunks)


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
