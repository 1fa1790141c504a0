"""Protocol Buffers: protoc parses each file and names its imports; builds say where they lie with -I.

Those folders (include_dirs.yaml) are searched in order. A file with an error or an import that is nowhere is unread.
"""

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from bench.scoreboard.truth.include_dirs import dirs_of

DEPENDENCY = re.compile(rb'^  dependency: "([^"\n]+)"$', re.MULTILINE)
TIMEOUT = 60  # seconds of one call of protoc


def needs() -> str | None:
    """The compiler."""
    return None if shutil.which("protoc") else "apt: protobuf-compiler"


def edges(folder: Path) -> set[tuple[str, str]]:
    """Imports; see bench.scoreboard.truth."""
    found = set()
    for src, imported in _imports(folder).items():
        for name in imported or ():
            places = (place / name for place in dirs_of(folder, src))
            target = next((place.resolve() for place in places if place.is_file()), None)
            if target is not None and target.is_relative_to(folder):
                found.add((src, target.relative_to(folder).as_posix()))
    return {(src, dst) for src, dst in found if src != dst}


def unread(folder: Path) -> set[str]:
    """Files that protoc does not take, such as those that import what the package does not have."""
    return {src for src, imported in _imports(folder).items() if imported is None}


@cache
def _imports(folder: Path) -> dict[str, list[str] | None]:
    paths = sorted(path for path in folder.rglob("*.proto") if path.is_file() and not path.is_symlink())
    return {src: _imported(folder, src) for src in (path.relative_to(folder).as_posix() for path in paths)}


def _imported(folder: Path, src: str) -> list[str] | None:
    """What one file imports, as it spells it; None when protoc cannot read it."""
    dirs = [place for place in dirs_of(folder, src) if place.is_dir()]
    if not any((folder / src).is_relative_to(place) for place in dirs):
        return None
    options = [f"-I{place}" for place in dirs]
    made = subprocess.run(
        ["protoc", *options, "-o/dev/stdout", str(folder / src)], capture_output=True, check=False, timeout=TIMEOUT
    )
    if made.returncode:
        return None
    decode = ["protoc", "--decode=google.protobuf.FileDescriptorSet", "google/protobuf/descriptor.proto"]
    told = subprocess.run(decode, input=made.stdout, capture_output=True, check=True, timeout=TIMEOUT)
    return [name.decode() for name in DEPENDENCY.findall(told.stdout)]
