"""How a refresh ended, told to machines: as JSON, as metrics of Prometheus, and to a command."""

import json
import shlex
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from pipeline.config import Refresh
from pipeline.whole_file import whole_file

HOOK_SECONDS = 60
# Numbers of an outcome that Prometheus gets, with what they mean.
GAUGES: dict[str, str] = {
    "exit_code": "exit status of the last refresh: 0 done, 75 another run had the corpus, 124 time was up, else failed",
    "finished_seconds": "when the last refresh ended, in seconds of the epoch",
    "seconds": "how long it took",
    "cpu_seconds": "processor time of it and its children",
    "version": "the last version of the corpus",
    "listed": "sources that were listed",
    "read": "sources that were read",
    "added": "sources that were curated",
    "gone": "readings that are in the version no longer",
    "trained_documents": "documents that the version trains on",
    "trained_bytes": "bytes of the files that it trains on",
    "succeeded_seconds": "when a refresh last ended well, in seconds of the epoch",
}
Outcome = Mapping[str, Any]


def tell(outcome: Outcome, options: Refresh) -> list[str]:
    """Write the files and run the command that a run file names, as far as that is possible.

    Args:
        outcome: what is told: `corpus`, `status`, `exit_code`, `error`, and of GAUGES what is known.
        options: where.

    Returns:
        What went wrong, a sentence each. It is no reason to fail: the version is there.
    """
    problems = []
    for path, made in ((options.metrics, _json), (options.prometheus, _with_last_success)):
        if path is not None:
            try:
                text = made(outcome, Path(path))
                with whole_file(Path(path)) as beside:
                    beside.write_text(text, encoding="utf-8")
            except OSError as error:
                problems.append(f"{path}: metrics are not written: {error.strerror}")
    if options.notify is not None:
        problems += _notified(options.notify, outcome)
    return problems


def prometheus(outcome: Outcome) -> str:
    """The outcome as node_exporter reads it: https://prometheus.io/docs/instrumenting/exposition_formats/."""
    corpus = str(outcome["corpus"]).replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
    lines = []
    for name, meaning in GAUGES.items():
        if outcome.get(name) is not None:
            metric = f"repomill_refresh_{name}"
            lines += [f"# HELP {metric} {meaning}", f"# TYPE {metric} gauge",
                      f'{metric}{{corpus="{corpus}"}} {outcome[name]}']
    return "\n".join(lines) + "\n"


def _json(outcome: Outcome, _: Path) -> str:
    return json.dumps(outcome, indent=1, sort_keys=True) + "\n"


def _with_last_success(outcome: Outcome, path: Path) -> str:
    """As `prometheus`; the time of the last success is taken over from the file when this was none."""
    succeeded = outcome["finished_seconds"] if outcome["exit_code"] == 0 else None
    if succeeded is None:
        with suppress(OSError, ValueError):
            line = next((line for line in path.read_text(encoding="utf-8").splitlines()
                         if line.startswith("repomill_refresh_succeeded_seconds{")), "")
            succeeded = float(line.rpartition(" ")[2])
    return prometheus({**outcome, "succeeded_seconds": succeeded})


def _notified(command: str, outcome: Outcome) -> list[str]:
    try:
        done = subprocess.run(shlex.split(command), input=json.dumps(outcome, sort_keys=True), text=True, check=False,
                              timeout=HOOK_SECONDS, stdout=subprocess.DEVNULL)
    except (OSError, ValueError, IndexError, subprocess.SubprocessError) as error:
        return [f"refresh.notify: {command}: {error}"]
    return [f"refresh.notify: {command}: ended with status {done.returncode}"] if done.returncode else []
