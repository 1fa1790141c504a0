"""CPU seconds of processes that nobody waits for."""

import sys
from subprocess import CalledProcessError

import pytest

from bench.tree_cpu import Seen, counted, lost

# A child that its parent does not wait for works 0.3 seconds, and stays a while so that it is seen after them.
DEAF = """
import os, signal, time
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
if os.fork() == 0:
    while time.process_time() < 0.3:
        pass
    time.sleep(0.5)
    os._exit(0)
try:
    os.waitpid(-1, 0)
except ChildProcessError:
    print("nobody was waited for")
"""


def test_only_those_that_are_in_no_sum_are_added():
    seen = {2: Seen(1, 5.0), 3: Seen(2, 7.0), 4: Seen(3, 11.0), 5: Seen(3, 13.0)}
    assert lost(seen, waited={2, 5}, deaf={3}) == 11.0


def test_a_child_that_nobody_waits_for_is_counted():
    seconds, said = counted([sys.executable, "-S", "-c", DEAF])
    assert said == "nobody was waited for\n"
    assert seconds >= 0.2


def test_a_command_that_fails():
    with pytest.raises(CalledProcessError):
        counted([sys.executable, "-S", "-c", "raise SystemExit(3)"])
