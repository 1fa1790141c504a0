import io
import json
import threading
from dataclasses import dataclass

import pytest
from rich.console import Console

from pipeline.draft import Draft
from pipeline.folder import CorpusFolder
from pipeline.progress import console, progress, stage, step


@dataclass
class Counts:
    value: dict[str, int]


class Unasked:
    @property
    def value(self):
        pytest.fail("asked")


def terminal():
    return Console(file=io.StringIO(), force_terminal=True, width=120)


def test_a_terminal_sees_repositories_and_bytes_at_the_end():
    screen = terminal()
    with progress("curating", 3, 2_000_000, Counts({"repositories": 3, "bytes": 1_900_000}), screen):
        pass
    shown = screen.file.getvalue()
    assert "curating" in shown and "3/3 repositories" in shown and "2.0/2.0 MB" in shown


def test_without_a_terminal_nothing_is_said_or_asked():
    screen = Console(file=io.StringIO())
    with step("reading", screen), progress("curating", 3, 10, Unasked(), screen):
        pass
    assert screen.file.getvalue() == ""


def test_a_step_is_shown_by_its_name():
    screen = terminal()
    with step("finding [duplicates]", screen):
        pass
    assert "finding" in screen.file.getvalue()


def test_an_error_ends_the_watching_and_goes_on():
    with pytest.raises(ZeroDivisionError), progress("curating", 0, 0, Counts({}), terminal()):
        raise ZeroDivisionError
    assert "repomill progress" not in {thread.name for thread in threading.enumerate()}


def test_notes_go_to_standard_error(capsys):
    console().print("a note")
    assert capsys.readouterr() == ("", "a note\n")


def test_the_line_of_a_stage_has_what_it_counted(tmp_path):
    log, draft = Console(file=io.StringIO()), Draft(CorpusFolder(tmp_path))
    with stage("curate", draft, log):
        draft.counts = {"kept": 2, "repositories": 1, "files": 3, "binary": 1, "empty": 0}
    with stage("dedup", draft, log):
        pass
    first, second = map(json.loads, log.file.getvalue().splitlines())
    assert list(first["counts"].items()) == [("repositories", 1), ("files", 3), ("kept", 2), ("binary", 1)]
    assert first["stage"] == "curate" and "counts" not in second
