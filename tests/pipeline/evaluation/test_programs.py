import json
import socket
import threading

import pytest

from pipeline.errors import InputError
from pipeline.evaluation.programs import STOPS, Programs, Sandboxed, program_of, read_problems
from pipeline.evaluation.sandbox import Limits

ADD = {"task_id": "T/0", "prompt": "def add(a, b):\n", "test": "def check(f):\n    assert f(1, 2) == 3\n",
       "entry_point": "add"}


@pytest.fixture(scope="module")
def box():
    with Sandboxed(Limits(cpu_seconds=1, wall_seconds=10, memory_mib=300, file_mib=1)) as found:
        yield found


def problems(tmp_path, *rows):
    path = tmp_path / "problems.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows) + "\n\n")
    return read_problems(Programs(file=str(path)))


def test_right_and_wrong_answers(tmp_path, box):
    problem, other = problems(tmp_path, ADD, {"prompt": "x = ", "test": "assert x == 2", "stop_tokens": ["\n", ""]})
    assert problem.stops == STOPS and other.stops == ("\n",) and other.name == "2"
    assert box.run(program_of(problem, "    return a + b\n")) == "passed"
    assert box.run(program_of(problem, "    return a - b\n")) == "failed"
    assert box.run(program_of(other, "2")) == "passed"


@pytest.mark.parametrize(("program", "ended"), [
    ("def (", "failed"), ("'\ud800'", "failed"), ("raise SystemExit(0)", "failed"),
    ("import os; os._exit(0)", "failed"), ("while True: pass", "time"), ("x = 'a' * 10**9", "failed"),
    ("open('big', 'wb').write(bytes(10**7))", "failed"), ("import ctypes; ctypes.string_at(0)", "limits"),
    ("open('own', 'w').write('x'); assert open('own').read() == 'x'", "passed"),
    ("import sys; sys.stdin.read()", "passed"),
    ("import os\nif os.fork() == 0:\n    os.setsid()\n    while True: pass", "passed"),
    ("import pipeline", "failed"),
])
def test_what_a_program_may_do(box, program, ended):
    assert box.run(program) == ended


def test_what_keeps_the_machine_apart(box, tmp_path):
    """Where the machine permits it: no network, no file changed but its own, no processes seen."""
    if "without network" not in box.described:
        pytest.skip("this machine does not permit it")
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=server.accept, daemon=True).start()
        socket.create_connection(server.getsockname()).close()
        assert box.run(f"import socket; socket.create_connection({server.getsockname()!r}, 2)") == "failed"
    tmp_path.chmod(0o777)
    assert box.run(f"open({str(tmp_path / 'x')!r}, 'w')") == "failed" and not (tmp_path / "x").exists()
    assert box.run("import os; assert os.getpid() < 5") == "passed"


def test_stopped_by_the_clock():
    with Sandboxed(Limits(wall_seconds=1.5)) as box:
        assert box.run("import time; time.sleep(60)") == "time"


@pytest.mark.parametrize(("row", "said"), [
    ("{", "problems.jsonl:1: not JSON"), ("[1]", "`prompt` and `test`"), ({"prompt": "x"}, "`prompt` and `test`"),
    ({**ADD, "language": "cpp"}, "a problem in cpp; only Python"), ("", "holds no problems"),
])
def test_files_that_are_none(tmp_path, row, said):
    with pytest.raises(InputError, match=said):
        problems(tmp_path, row)
    with pytest.raises(InputError, match="cannot be read"):
        read_problems(Programs(file=str(tmp_path / "none")))
