"""Installs the tools that the scoreboard's truths need: npm packages into its cache, Debian packages when root.

Run: `python -m bench.scoreboard.install [LANGUAGE ...]`. What cannot be installed is said; its languages are left out.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from bench.scoreboard.compare import truth_of
from bench.scoreboard.fetch import cache
from bench.scoreboard.packages import listed


def npm_module(name: str) -> Path | None:
    """The folder of an npm package that was installed for the scoreboard."""
    folder = cache() / "npm-tools" / "node_modules" / name
    return folder if folder.is_dir() else None


def install(needs: Iterable[str]) -> None:
    """Install what `needs` of a truth says: `apt: PACKAGE ...` or `npm: NAME@VERSION`."""
    for kind, _, names in (need.partition(": ") for need in sorted(set(needs))):
        if kind == "npm" and shutil.which("npm"):
            folder = cache() / "npm-tools"
            folder.mkdir(parents=True, exist_ok=True)
            quietly = ["--silent", "--ignore-scripts", "--no-audit"]
            _run(["npm", "install", *quietly, "--prefix", str(folder), *names.split()])
        elif kind == "apt" and shutil.which("apt-get") and os.geteuid() == 0:
            _run(["apt-get", "install", "--quiet", "--yes", "--no-install-recommends", *names.split()])


def _run(command: list[str]) -> None:
    print(" ".join(command))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print((done.stderr or done.stdout)[-500:], file=sys.stderr)


def main(languages: list[str]) -> None:
    """Install, then say what is still missing."""
    chosen = [name for name in listed() if not languages or name in languages]
    install(need for name in chosen if (need := truth_of(name).needs()))
    for name in chosen:
        need = truth_of(name).needs()
        if need:
            print(f"{name}: needs {need}", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
