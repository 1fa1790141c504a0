import io
import threading

import pytest
from rich.console import Console

from pipeline.progress import console, progress, step


def terminal():
    return Console(file=io.StringIO(), force_terminal=True, width=120)


def test_a_terminal_sees_repositories_and_bytes_at_the_end():
    screen = terminal()
    with progress("curating", 3, 2_000_000, lambda: (3, 1_900_000), screen):
        pass
    shown = screen.file.getvalue()
    assert "curating" in shown and "3/3 repositories" in shown and "2.0/2.0 MB" in shown


def test_without_a_terminal_nothing_is_said_or_asked():
    screen = Console(file=io.StringIO())
    with step("reading", screen), progress("curating", 3, 10, lambda: pytest.fail("asked"), screen):
        pass
    assert screen.file.getvalue() == ""


def test_a_step_is_shown_by_its_name():
    screen = terminal()
    with step("finding [duplicates]", screen):
        pass
    assert "finding" in screen.file.getvalue()


def test_an_error_ends_the_watching_and_goes_on():
    with pytest.raises(ZeroDivisionError), progress("curating", 0, 0, lambda: (0, 0), terminal()):
        raise ZeroDivisionError
    assert "repomill progress" not in {thread.name for thread in threading.enumerate()}


def test_notes_go_to_standard_error(capsys):
    console().print("a note")
    assert capsys.readouterr() == ("", "a note\n")
