"""Ruby: the files that require, load and autoload name, read by Ruby's own parser, Ripper (see ruby.rb)."""

import json
import shutil
import subprocess
from pathlib import Path

PROGRAM = Path(__file__).with_name("ruby.rb")


def needs() -> str | None:
    """What must be installed first."""
    return None if shutil.which("ruby") else "apt: ruby"


def edges(folder: Path) -> set[tuple[str, str]]:
    """A file depends on the files it loads by their names."""
    done = subprocess.run(["ruby", str(PROGRAM), str(folder)], cwd="/", capture_output=True, text=True, check=True)
    return {(src, dst) for src, dst in json.loads(done.stdout)}
