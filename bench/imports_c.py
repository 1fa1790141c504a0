"""Precision and recall of the C family's import rules on unpacked sources whose real include directories are known.

Run: python -m bench.imports_c FOLDER [-I DIR ...]. The truth takes every `#include` line and searches as the compiler
does (C17 6.10.2): the includer's directory for the quoted form, then the given directories in order; the resolver is
told none of them. Where gcc is at hand, `gcc -MM` of every C file that it can read gives a second truth: what the file
depends on, directly or not, must be reachable in our graph.
"""

import argparse
import re
import subprocess
from collections import defaultdict
from pathlib import Path

from tests.pipeline.imports.reading import edges, index

INCLUDE = re.compile(rb"^[ \t]*#[ \t]*include[ \t]*([<\"])([^>\"\n]+)[>\"]", re.MULTILINE)
COMMENT = re.compile(rb"/\*.*?\*/|//[^\n]*", re.DOTALL)
SUFFIXES = {".c", ".h", ".cc", ".cpp", ".cxx", ".hpp", ".hh", ".cu", ".cuh", ".inl", ".inc"}


def truth(folder: Path, roots: list[str], texts: dict[str, bytes]) -> set[tuple[str, str]]:
    """Pairs (includer, included) by the compiler's order of search."""
    found = set()
    for path, text in texts.items():
        if Path(path).suffix not in SUFFIXES - {".inc"}:
            continue
        for form, name in INCLUDE.findall(COMMENT.sub(b"", text)):
            places = ([(folder / path).parent] if form == b'"' else []) + [folder / root for root in roots]
            targets = (place / name.decode("latin-1") for place in places)
            target = next((target.resolve() for target in targets if target.is_file()), None)
            if target is not None and target.is_relative_to(folder):
                found.add((path, target.relative_to(folder).as_posix()))
    return {(src, dst) for src, dst in found if src != dst}


def reached(folder: Path, roots: list[str], pairs: set[tuple[str, str]]) -> tuple[int, int]:
    """How many of the files that `gcc -MM` names our graph reaches, and how many it names."""
    after = defaultdict(set)
    for src, dst in pairs:
        after[src].add(dst)
    hit = total = 0
    flags = [f"-I{folder / root}" for root in roots]
    for source in sorted(folder.rglob("*.c")):
        done = subprocess.run(["gcc", "-MM", "-MG", *flags, str(source)], capture_output=True, text=True, check=False)
        if done.returncode:
            continue
        names = done.stdout.replace("\\\n", " ").split(":", 1)[-1].split()[1:]
        real = {Path(name).resolve() for name in names if Path(name).is_file()}
        wanted = {path.relative_to(folder).as_posix() for path in real if path.is_relative_to(folder)}
        seen, waiting = set(), [source.relative_to(folder).as_posix()]
        while waiting:
            for following in after[waiting.pop()] - seen:
                seen.add(following)
                waiting.append(following)
        hit, total = hit + len(wanted & seen), total + len(wanted)
    return hit, total


def main() -> None:
    """Print the figures and a few differences."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("-I", dest="roots", action="append", default=[])
    asked = parser.parse_args()
    folder = asked.folder.resolve()
    texts = {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
    real, ours = truth(folder, asked.roots, texts), {(edge.src, edge.dst) for edge in edges(index(texts)).edges}
    ours = {(src, dst) for src, dst in ours if Path(src).suffix in SUFFIXES}
    hit, (reach, total) = len(real & ours), reached(folder, asked.roots, ours)
    precision, recall = hit / max(1, len(ours)), hit / max(1, len(real))
    print(
        f"{folder.name:12} edges {len(real):6} precision {precision:.4f} recall {recall:.4f}"
        f"  gcc -MM files {total} reached {reach / max(1, total):.4f}"
    )
    for mark, differing in (("+", ours - real), ("-", real - ours)):
        for src, dst in sorted(differing)[:12]:
            print(f"    {mark} {src} -> {dst}")


if __name__ == "__main__":
    main()
