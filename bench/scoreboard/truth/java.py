"""Java: javac attributes every source and says which declaration each name and member stands for (Uses.java).

That includes uses of the same package, inherited members and members of expressions whose type is never spelled;
classes of libraries that are not there are passed over.
"""

import shutil
import subprocess
from pathlib import Path

KINDS = frozenset({"import", "type-only", "same-package", "qualified"})
PROGRAM = Path(__file__).with_name("Uses.java")
EXPORTS = ("--add-exports", "jdk.compiler/com.sun.tools.javac.code=ALL-UNNAMED")
TIMEOUT = 900  # seconds for a package


def needs() -> str | None:
    """A JDK of version 11 or later."""
    return None if shutil.which("javac") and shutil.which("java") else "apt: default-jdk-headless"


def edges(folder: Path) -> set[tuple[str, str]]:
    """Uses of what other sources declare; see bench.scoreboard.truth."""
    command = ["java", *EXPORTS, str(PROGRAM), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=TIMEOUT)
    return {(src, dst) for src, dst, _ in (line.split("\t") for line in done.stdout.splitlines())}
