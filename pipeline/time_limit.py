"""A limit on the time that work may take."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from pipeline.errors import TimeUpError


@contextmanager
def time_limit(seconds: float | None, what: str) -> Iterator[None]:
    """Raise a TimeUpError in the block when it takes longer; None sets no limit. In the main thread only."""
    if seconds is None:
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeUpError(f"{what}: not done after {seconds:g} seconds (refresh.timeout_seconds); the last version "
                          "stays")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
