"""A refresh that nobody watches, on corpora made without Spark: what it ends with, and what it tells then."""

import json
import os
import signal
import threading
from dataclasses import replace

import pytest

from pipeline import scheduled
from pipeline.config import build_run
from pipeline.errors import BusyError, TimeUpError
from pipeline.folder import CorpusFolder
from pipeline.refresh import Refreshed
from pipeline.scheduled import scheduled_refresh
from pipeline.time_limit import time_limit
from pipeline.writing import extended
from tests.pipeline.corpora import make_corpus, snapshot


@pytest.fixture
def run(tmp_path):
    make_corpus(tmp_path / "corpus")
    (tmp_path / "in").mkdir()

    def options(**refresh):
        return build_run({"input": {"paths": [str(tmp_path / "in")]}, "output": {"path": str(tmp_path / "corpus")},
                          "refresh": {"metrics": str(tmp_path / "r.json"), **refresh}}, "test")

    return options


def told(run):
    with open(run.refresh.metrics) as file:  # noqa: PTH123
        return json.load(file)


def test_what_was_done_is_told(run, quiet, monkeypatch):
    found = Refreshed(0, 3, 2, 1, 0, None)
    monkeypatch.setattr(scheduled, "refresh", lambda *_: found)
    assert scheduled_refresh(run(), quiet) is found
    outcome = told(run())
    assert {name: outcome[name] for name in ("status", "exit_code", "version", "listed", "read", "added", "gone")} == {
        "status": "unchanged", "exit_code": 0, "version": 0, "listed": 3, "read": 2, "added": 1, "gone": 0}
    assert outcome["seconds"] >= 0 and outcome["cpu_seconds"] > 0
    monkeypatch.setattr(scheduled, "refresh", lambda *_: replace(found, figures={}))
    scheduled_refresh(run(), quiet)
    assert told(run())["status"] == "done"


@pytest.mark.parametrize(("error", "code"),
                         [(BusyError("b"), 75), (KeyboardInterrupt(), 130), (ZeroDivisionError(), 1)])
def test_whatever_it_ends_with_is_told(run, quiet, monkeypatch, error, code):
    def fail(*_):
        raise error

    monkeypatch.setattr(scheduled, "refresh", fail)
    with pytest.raises(type(error)):
        scheduled_refresh(run(), quiet)
    outcome = told(run())
    assert (outcome["status"], outcome["exit_code"]) == ("failed", code)
    assert outcome["error"].startswith(type(error).__name__)


def test_a_corpus_that_another_run_writes_is_busy_and_stays(run, quiet):
    before = snapshot(CorpusFolder(run().output.path).root)
    with extended(CorpusFolder(run().output.path)), pytest.raises(BusyError, match="another run is writing this"):
        scheduled_refresh(run(), quiet)
    assert told(run())["exit_code"] == 75
    assert snapshot(CorpusFolder(run().output.path).root) == before


def test_who_waits_goes_on_from_what_the_other_made(run):
    folder = CorpusFolder(run().output.path)
    with extended(folder) as draft:
        seen, waiting = [], threading.Event()

        def second():
            waiting.set()
            with extended(folder, wait=True) as mine:
                seen.append(mine.base.version)

        thread = threading.Thread(target=second)
        thread.start()
        waiting.wait()
        draft.publish("first")
    thread.join()
    assert seen == [1]


def test_the_limit_of_time_ends_a_wait_for_another_run(run, quiet):
    with extended(CorpusFolder(run().output.path)), pytest.raises(TimeUpError, match=r"not done after 0\.05 seconds"):
        scheduled_refresh(run(wait=True, timeout_seconds=0.05), quiet)
    assert told(run())["exit_code"] == 124


def test_a_limit_that_is_not_met_leaves_no_alarm_behind():
    with time_limit(60, "work"):
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 0
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    with time_limit(None, "work"):
        assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_a_limit_that_is_met_interrupts_the_work():
    end, other = os.pipe()
    with pytest.raises(TimeUpError) as caught, time_limit(0.05, "work"):
        os.read(end, 1)
    assert caught.value.status == 124
    os.close(end)
    os.close(other)
