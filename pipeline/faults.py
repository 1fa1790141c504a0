"""Failures that are no bug of ours: what the system, Java or Spark says, and what would help."""

from pipeline.errors import CorpusError, MachineError, UserError
from pipeline.terminal import plain

_SPACE = "free some space there, or name other places with output.path and TMPDIR"
_MEMORY = "give it more memory, or fewer cores (spark.master: local[1]), or smaller tasks (spark.partition_bytes)"
_ACCESS = "it must be writable for the user that runs this"

# As they appear in messages; the first that does decides.
_MACHINE: dict[str, str] = {
    "S3 does not give": "nothing is lost: start it again when that is mended",
    "S3 cannot be used": "see input.s3 and the credentials on every machine that reads",
    "No space left on device": _SPACE,
    "Disk quota exceeded": _SPACE,
    "File too large": "the file system or a limit (ulimit -f) does not take files of this size",
    "Read-only file system": _ACCESS,
    "Permission denied": _ACCESS,
    "Operation not permitted": _ACCESS,
    "Too many open files": "raise the limit (ulimit -n)",
    "Input/output error": "look after the disk",
    "Stale file handle": "look after the network file system",
    "Cannot allocate memory": _MEMORY,
    "OutOfMemoryError": _MEMORY + "; the driver's is spark.driver_memory",
    "MemoryError": _MEMORY,
    "Python worker exited unexpectedly": "it was killed, most often for want of memory: " + _MEMORY,
    "ExecutorLostFailure": "an executor was lost, most often for want of memory: " + _MEMORY,
}
_DAMAGED = ("CANNOT_READ_FILE_FOOTER", "FAILED_READ_FILE", "is not a Parquet file", "could not verify page integrity",
            "FileNotFoundException")
_BEFORE = 100  # characters of a line before the words that are shown


def fault(error: BaseException) -> UserError | None:
    """The error as one that is not ours, with the line that tells what happened and what would help; else None."""
    # The last line that says it: before it come source lines of a trace, and Spark's account of stages and tasks.
    lines = [line.strip().removeprefix("Caused by: ") for line in f"{type(error).__name__}: {error}".splitlines()][::-1]
    for words, advice in _MACHINE.items():
        for line in lines:
            if words in line:
                return MachineError(f"stopped: {_around(words, line)}\n{advice}")
    for words in _DAMAGED:
        for line in lines:
            if words in line:
                return CorpusError(f"a file of the corpus is damaged or missing: {_around(words, line)}\n"
                                   "run the stage that wrote it again")
    return None


def _around(words: str, line: str) -> str:
    """The part of a line with the words in it, fit to be shown."""
    return plain(line[max(0, line.index(words) - _BEFORE):])
