"""What a person sees while a run works: repositories and bytes done, rate, time left. Silent without a terminal."""

import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from pipeline.draft import Draft
from pipeline.folder import STAGES
from pipeline.tally import BYTES, REPOSITORIES, Tally, told

SECONDS_BETWEEN_LOOKS = 0.5


@contextmanager
def step(name: str, console: Console) -> Iterator[None]:
    """Show that a step of unknown length is under way."""
    if not console.is_terminal:
        yield
        return
    with console.status(name):
        yield


@contextmanager
def progress(
    name: str, repositories: int, size: int, done: Tally, console: Console
) -> Iterator[None]:
    """Show a bar of bytes and a count of repositories until the block ends.

    Args:
        name: what is being done.
        repositories: how many there are.
        size: bytes there are, roughly.
        done: counts of what was done so far; asked twice a second from another thread.
        console: where to show it.
    """
    if not console.is_terminal:
        yield
        return
    columns = (
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[repositories]} repositories"),
        DownloadColumn(), TransferSpeedColumn(), TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(name, total=max(1, size), repositories=f"0/{repositories}")

        def look() -> None:
            counts = done.value
            finished = counts.get(REPOSITORIES, 0)
            bar.update(task, completed=counts.get(BYTES, 0), repositories=f"{finished}/{repositories}")

        stop = threading.Event()

        def watch() -> None:
            while not stop.wait(SECONDS_BETWEEN_LOOKS):
                look()

        watcher = threading.Thread(target=watch, daemon=True, name="repomill progress")
        watcher.start()
        try:
            yield
            look()
            bar.update(task, completed=max(1, size))
        finally:
            stop.set()
            watcher.join()


@contextmanager
def stage(name: str, draft: Draft, console: Console) -> Iterator[None]:
    """Say what a stage did as one line of JSON, for logs; not in a terminal, which shows the work itself."""
    started, draft.counts = time.perf_counter(), {}
    yield
    if not console.is_terminal:
        facts = {"stage": name, "seconds": round(time.perf_counter() - started, 3), **counted(name, draft)}
        console.print(json.dumps(facts), markup=False, highlight=False, soft_wrap=True)


def counted(name: str, draft: Draft) -> dict[str, dict[str, int]]:
    """What a stage that is over counted: `rows` of its tables, and what its tasks said as they worked, if any did."""
    rows = {table: draft.rows(table) for table in STAGES[name] if draft.has(table)}
    return {"rows": rows} | ({"counts": told(draft.counts)} if draft.counts else {})


def console() -> Console:
    """The console for progress and notes: standard error, so that standard output stays clean."""
    return Console(file=sys.stderr)
