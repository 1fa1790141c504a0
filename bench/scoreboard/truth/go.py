"""Go: what go/types, the type checker of the standard library, says that every identifier means (see uses.go)."""

import json
import os
import shutil
import subprocess
from pathlib import Path

PROGRAM = Path(__file__).with_name("uses.go")
KINDS = frozenset({"import", "same-package"})
SETTINGS = {"GOFLAGS": "-mod=mod", "GOPROXY": "off", "GO111MODULE": "off", "GOTOOLCHAIN": "local"}


def needs() -> str | None:
    """What must be installed first."""
    return None if shutil.which("go") else "apt: golang-go"


def edges(folder: Path) -> set[tuple[str, str]]:
    """A file depends on the files that define the names of package scope it uses, its own package's included."""
    command = ["go", "run", str(PROGRAM), str(folder)]
    done = subprocess.run(command, env=os.environ | SETTINGS, capture_output=True, text=True, check=True)
    return {(src, dst) for src, dst in json.loads(done.stdout)}
