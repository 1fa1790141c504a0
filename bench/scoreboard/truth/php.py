"""PHP: what every name means by the language's name resolution rules, read by PHP's own tokenizer (see php.php)."""

import json
import shutil
import subprocess
from pathlib import Path

KINDS = frozenset({"import", "same-package", "qualified"})
PROGRAM = Path(__file__).with_name("php.php")


def needs() -> str | None:
    """What must be installed first."""
    return None if shutil.which("php") else "apt: php-cli"


def edges(folder: Path) -> set[tuple[str, str]]:
    """A file depends on those that declare the classes, functions and constants it names, and on those it includes."""
    done = subprocess.run(["php", str(PROGRAM), str(folder)], capture_output=True, text=True, check=True)
    return {(src, dst) for src, dst in json.loads(done.stdout)}
