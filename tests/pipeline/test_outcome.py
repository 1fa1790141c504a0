"""What a refresh tells machines: whole files, numbers that Prometheus reads, a command that may do what it likes."""

import json
import shlex
import sys

import pytest

from pipeline import outcome
from pipeline.config import Refresh
from pipeline.outcome import GAUGES, prometheus, tell

DONE = {"corpus": 'a "b"\\c\nd', "status": "done", "exit_code": 0, "error": None, "finished_seconds": 5.0,
        "seconds": 1.5, "version": 3, "read": 2}
FAILED = {"corpus": "c", "status": "failed", "exit_code": 2, "error": "InputError: nothing", "finished_seconds": 9.0}
HOOK = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(sys.stdin.read()); sys.exit(int(sys.argv[2]))"


def values(text):
    """Metrics as a program would read them that knows the format only."""
    found = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            name, _, rest = line.partition("{")
            found[name.removeprefix("repomill_refresh_")] = float(rest.rpartition("} ")[2])
    return found


def hook(path, status=0):
    return shlex.join([sys.executable, "-c", HOOK, str(path), str(status)])


def test_metrics_are_numbers_with_one_label_that_is_escaped():
    text = prometheus(DONE)
    assert values(text) == {name: DONE[name] for name in GAUGES if name in DONE}
    assert 'repomill_refresh_version{corpus="a \\"b\\"\\\\c\\nd"} 3\n' in text
    assert text.count("# TYPE") == text.count("# HELP") == len(values(text)) and text.endswith("\n")


def test_the_time_of_the_last_success_outlives_failures(tmp_path):
    options = Refresh(prometheus=str(tmp_path / "r.prom"))
    assert tell(FAILED, options) == []
    assert "succeeded_seconds" not in values((tmp_path / "r.prom").read_text())
    tell(DONE, options)
    tell(FAILED, options)
    found = values((tmp_path / "r.prom").read_text())
    assert (found["exit_code"], found["finished_seconds"], found["succeeded_seconds"]) == (2, 9, 5)
    (tmp_path / "r.prom").write_bytes(b"repomill_refresh_succeeded_seconds{} \xff not ours")
    assert tell(FAILED, options) == []


def test_json_and_command_get_all_of_it(tmp_path):
    options = Refresh(metrics=str(tmp_path / "r.json"), notify=hook(tmp_path / "told"))
    assert tell(DONE, options) == []
    assert json.loads((tmp_path / "r.json").read_text()) == json.loads((tmp_path / "told").read_text()) == DONE


@pytest.mark.parametrize(("command", "reason"), [
    ("no-such-command-anywhere", "No such file"), ("'half", "No closing quotation"), (" ", "index"),
    (shlex.join([sys.executable, "-c", "import time; time.sleep(99)"]), "timed out"),
])
def test_a_command_that_fails_is_told_and_no_more(command, reason, monkeypatch):
    monkeypatch.setattr(outcome, "HOOK_SECONDS", 0.2)
    problems = tell(DONE, Refresh(notify=command))
    assert len(problems) == 1 and reason in problems[0]


def test_a_status_of_the_command_is_told(tmp_path):
    assert tell(DONE, Refresh(notify=hook(tmp_path / "told", 3)))[0].endswith("ended with status 3")
    assert json.loads((tmp_path / "told").read_text()) == DONE


def test_files_that_cannot_be_written_are_told(tmp_path):
    missing = tmp_path / "missing"
    problems = tell(DONE, Refresh(metrics=str(missing / "r.json"), prometheus=str(missing / "r.prom")))
    assert len(problems) == 2 and not missing.exists()
