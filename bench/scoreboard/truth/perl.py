"""Perl: the modules and files that statements load, read by PPI, a parser of Perl written in Perl (see perl.pl)."""

import json
import shutil
import subprocess
from pathlib import Path

PROGRAM = Path(__file__).with_name("perl.pl")


def needs() -> str | None:
    """What must be installed first."""
    loaded = ["perl", "-MPPI", "-e1"]
    there = shutil.which("perl") and subprocess.run(loaded, capture_output=True, check=False).returncode == 0
    return None if there else "apt: libppi-perl"


def edges(folder: Path) -> set[tuple[str, str]]:
    """A file depends on those it uses, requires, inherits from or does."""
    done = subprocess.run(["perl", str(PROGRAM), str(folder)], capture_output=True, text=True, check=True)
    return {(src, dst) for src, dst in json.loads(done.stdout)}
