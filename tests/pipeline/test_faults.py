import errno

import pytest

from pipeline.entry import guarded
from pipeline.errors import CorpusError, InputError, MachineError
from pipeline.faults import fault

WORKER = """An exception was thrown from the Python worker. Please see the stack trace below.
Traceback (most recent call last):
  File "pipeline/tables.py", line 1, in close
OSError: [Errno 28] No space left on device: '/data/corpus\x1b[2J'
"""


@pytest.mark.parametrize(("error", "kind", "line"), [
    (RuntimeError(WORKER), MachineError,
     r"stopped: OSError: [Errno 28] No space left on device: '/data/corpus\x1b[2J'"),
    (OSError(errno.EDQUOT, "Disk quota exceeded", "x"), MachineError,
     "stopped: OSError: [Errno 122] Disk quota exceeded: 'x'"),
    (PermissionError(errno.EACCES, "Permission denied", "x"), MachineError,
     "stopped: PermissionError: [Errno 13] Permission denied: 'x'"),
    (RuntimeError("job aborted\njava.lang.OutOfMemoryError: Java heap space\n\tat x"), MachineError,
     "stopped: java.lang.OutOfMemoryError: Java heap space"),
    (RuntimeError("[CANNOT_READ_FILE_FOOTER] Could not read footer for file: a"), CorpusError,
     "a file of the corpus is damaged or missing: RuntimeError: [CANNOT_READ_FILE_FOOTER] Could not read footer for "
     "file: a"),
])
def test_what_is_no_bug_is_told_in_a_line_and_an_advice(error, kind, line):
    found = fault(error)
    assert type(found) is kind
    first, advice = str(found).splitlines()
    assert first == line
    assert advice


@pytest.mark.parametrize("error", [KeyError("fate"), ValueError("3 bytes of text where 4 were announced"),
                                   OSError(errno.ENOENT, "No such file or directory", "x")])
def test_a_bug_is_a_bug(error):
    assert fault(error) is None
    with pytest.raises(type(error)):
        guarded(lambda: (_ for _ in ()).throw(error))


def raising(error):
    def work():
        raise error

    return work


def test_status_and_message(capsys):
    assert guarded(lambda: None) == 0
    assert guarded(raising(InputError("one\ntwo"))) == 2
    assert guarded(raising(OSError(errno.ENOSPC, "No space left on device"))) == 2
    assert guarded(raising(MemoryError())) == 2
    assert guarded(raising(KeyboardInterrupt())) == 130
    said = capsys.readouterr()
    assert said.out == ""
    lines = said.err.splitlines()
    assert lines[:2] == ["repomill: one", "repomill: two"]
    assert lines[-1] == "repomill: interrupted; what was there before is unchanged"
    assert all(line.startswith("repomill: ") for line in lines)
