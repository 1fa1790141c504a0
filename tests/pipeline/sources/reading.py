"""Reads one location through the public door of pipeline.sources, and makes git clones for the tests."""

import os
import subprocess
from pathlib import Path

from pipeline.config import Input
from pipeline.fates import PROBLEMS
from pipeline.sources import RawFile, read_source
from pipeline.sources.discover import discover


def read(location: Path, **options: object) -> dict[str, RawFile]:
    """Rows of the one source at a location by path; checks what holds for every row."""
    found = Input(**options)
    [ref] = discover([str(location)], found)
    rows = list(read_source(ref, found).files)
    for row in rows:
        assert (row.text is None) == (row.problem is not None) == (row.encoding is None)
        assert row.problem is None or row.problem in PROBLEMS
        row.path.encode("utf-8")
        if row.text is not None:
            assert b"\0" not in row.text
            row.text.decode("utf-8")
    return {row.path: row for row in rows}


def commit_id(location: Path) -> str | None:
    """Commit that the source at a location names."""
    [ref] = discover([str(location)], Input())
    return read_source(ref, Input()).commit


def problems(rows: dict[str, RawFile]) -> dict[str, str | None]:
    return {path: row.problem for path, row in rows.items()}


def git(folder: Path, *arguments: str, stdin: bytes = b"") -> str:
    """Run git in a folder of the test's own, with no settings of the machine."""
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_AUTHOR_DATE": "1700000000 +0000",
        "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_COMMITTER_DATE": "1700000000 +0000",
    }
    command = ["git", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, input=stdin, capture_output=True, check=True)
    return done.stdout.decode().strip()


def make_clone(folder: Path, files: dict[str, bytes], *init: str) -> Path:
    """A work tree with these files in one commit."""
    folder.mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main", *init)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", "first")
    return folder


def commit_tree(folder: Path, entries: bytes) -> None:
    """Make HEAD a commit of a tree object with exactly these bytes, whatever git thinks of it."""
    tree = git(folder, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", stdin=entries)
    git(folder, "update-ref", "HEAD", git(folder, "commit-tree", tree, "-m", "made by hand"))


def blob(folder: Path, data: bytes) -> bytes:
    """Store a blob and give its id as the bytes a tree has."""
    return bytes.fromhex(git(folder, "hash-object", "-w", "--stdin", stdin=data))
