"""C, C++, CUDA and shaders: gcc itself says what a directive includes.

`gcc -fpreprocessed -dD -E` takes the comments away and leaves every directive, also those of other platforms, which a
plain `gcc -MM` would not see. For each directive gcc is then asked from the includer's folder, with the include folders
that the package's build passes (include_dirs.yaml): `gcc -H` names the file that it opens. System headers are no part
of a package (-nostdinc). Includes whose name a macro makes are not followed.

GLSL that is cut into files takes its directives from C (GL_GOOGLE_include_directive), so gcc reads them, too.
"""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from os.path import isfile  # unlike Path.is_file, silent on a name that is too long
from pathlib import Path

from bench.scoreboard.truth.include_dirs import dirs_of

SUFFIXES = {
    *(".c", ".cc", ".cpp", ".cxx", ".c++", ".cu"),
    *(".glsl", ".vert", ".frag", ".comp", ".geom", ".tesc", ".tese"),
    *(".h", ".hh", ".hpp", ".hxx", ".h++", ".cuh", ".inl", ".inc", ".ipp", ".tcc"),
}
DIRECTIVE = re.compile(r'^[ \t]*#[ \t]*(?:include|import)[ \t]*("[^"\n]+"|<[^>\n]+>)', re.MULTILINE)
TIMEOUT = 60  # seconds of one call of gcc


def needs() -> str | None:
    """Gcc, as the command `gcc`."""
    try:
        subprocess.run(["gcc", "--version"], capture_output=True, check=True, timeout=TIMEOUT)
    except (OSError, subprocess.SubprocessError):
        return "apt: gcc"
    return None


def edges(folder: Path) -> set[tuple[str, str]]:
    """Includes of every source and header; see bench.scoreboard.truth."""
    found = set()
    for path in sorted(folder.rglob("*")):
        suffix = Path(path.name.removesuffix(".in")).suffix.lower()  # x.h.in becomes x.h
        if suffix in SUFFIXES and path.is_file() and not path.is_symlink():
            src = path.relative_to(folder).as_posix()
            for spelled in _spelled(path):
                target = _opened(path.parent, spelled, dirs_of(folder, src))
                if target is not None and target.is_relative_to(folder):
                    found.add((src, target.relative_to(folder).as_posix()))
    return {(src, dst) for src, dst in found if src != dst}


def _spelled(path: Path) -> Iterator[str]:
    text = _gcc(["-fpreprocessed", "-dD", "-E", "-P", "-x", "c++", "-"], path.parent, path.read_bytes()).stdout
    yield from dict.fromkeys(DIRECTIVE.findall(text.decode("latin-1")))


@cache
def _opened(folder: Path, spelled: str, dirs: tuple[Path, ...]) -> Path | None:
    """The file that gcc opens for one directive in a file of `folder`."""
    name = spelled[1:-1]
    if not any(isfile(f"{place}/{name}") for place in (folder, *dirs)):  # noqa: PTH113
        return None  # spares a call: gcc would look nowhere else
    options = ["-E", "-M", "-MG", "-H", "-nostdinc", *(f"-I{place}" for place in dirs), "-x", "c++", "-"]
    said = _gcc(options, folder, f"#include {spelled}\n".encode()).stderr.decode("utf-8", "replace")
    first = next((line[2:] for line in said.splitlines() if line.startswith(". ")), None)
    return (folder / first).resolve() if first else None


def _gcc(options: list[str], folder: Path, text: bytes) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(["gcc", *options], cwd=folder, input=text, capture_output=True, check=False, timeout=TIMEOUT)
