"""A refresh that nobody watches: with a limit of time, and its outcome told whatever it is."""

import resource
import time
from typing import Any

from rich.console import Console

from pipeline.config import Run
from pipeline.errors import BUG, INTERRUPTED, UserError
from pipeline.folder import CorpusFolder
from pipeline.outcome import tell
from pipeline.refresh import Refreshed, refresh
from pipeline.time_limit import time_limit


def scheduled_refresh(run: Run, console: Console) -> Refreshed:
    """Refresh as `refresh` of the run file says.

    Raises:
        TimeUpError: it takes longer than refresh.timeout_seconds; the last version stays.
        UserError: as pipeline.refresh.refresh.
    """
    begun = time.monotonic()
    told: dict[str, Any] = {"corpus": run.output.path, "error": None}
    try:
        with time_limit(run.refresh.timeout_seconds, f"{run.output.path}: refresh"):
            found = refresh(run, console)
        told |= {"status": "unchanged" if found.figures is None else "done", "exit_code": 0, "version": found.version,
                 "listed": found.listed, "read": found.read, "added": found.added, "gone": found.gone}
        told |= CorpusFolder(run.output.path, found.version).manifest().get("summary", {})
        return found
    except BaseException as error:
        code = error.status if isinstance(error, UserError) else INTERRUPTED if isinstance(
            error, KeyboardInterrupt) else BUG
        told |= {"status": "failed", "exit_code": code, "error": f"{type(error).__name__}: {error}"}
        raise
    finally:
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        told |= {"finished_seconds": round(time.time(), 3), "seconds": round(time.monotonic() - begun, 3),
                 "cpu_seconds": round(sum(one.ru_utime + one.ru_stime for one in used), 3)}
        for problem in tell(told, run.refresh):
            console.print(f"repomill: {problem}", markup=False, highlight=False)
