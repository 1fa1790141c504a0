"""TypeScript and JavaScript: the TypeScript compiler finds the specifiers and says where they lead (typescript.cjs).

Each file is asked with the options of its nearest tsconfig.json; a JavaScript file runs what it imports, so declaration
files do not answer for it.
"""

import json
import shutil
import subprocess
from pathlib import Path

from bench.scoreboard.install import npm_module

COMPILER = "typescript@5.7.3"
SCRIPT = Path(__file__).with_suffix(".cjs")
SUFFIXES = (".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs")
TIMEOUT = 900  # seconds for a package


def needs() -> str | None:
    """Node and the compiler's npm package."""
    if shutil.which("node") is None:
        return "apt: nodejs npm"
    return None if npm_module("typescript") else f"npm: {COMPILER}"


def edges(folder: Path) -> set[tuple[str, str]]:
    """Imports, requires and references; see bench.scoreboard.truth."""
    paths = (path for path in folder.rglob("*") if path.name.endswith(SUFFIXES) and path.is_file())
    names = sorted(path.relative_to(folder).as_posix() for path in paths if not path.is_symlink())
    command = ["node", str(SCRIPT), str(npm_module("typescript")), str(folder)]
    done = subprocess.run(
        command, input="\n".join(names), capture_output=True, text=True, check=True, timeout=TIMEOUT
    )
    return {(src, dst) for src, dst in json.loads(done.stdout) if src != dst}
