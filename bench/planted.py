"""Near-duplicate repositories planted from real packages, and the exact similarity of any two."""

import random
import re
import sysconfig
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline.minhash.shingles import shingle_hashes

NGRAM = 5
ENDINGS = (".py", ".pyi", ".js", ".h", ".c", ".cu", ".rst", ".md")
TOKEN = re.compile(rb"[A-Za-z0-9_]+")
SHARES = (0.002, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.07, 0.1)  # of the tokens of a file that an edit replaces


@dataclass(frozen=True)
class Planted:
    """A repository: its name, the package it comes from, what was done, and its texts by path."""

    name: str
    base: str
    kind: str
    files: dict[str, bytes]

    def shingles(self) -> npt.NDArray[np.uint64]:
        """The set of its shingles, each as 64 bits, ascending: for exact similarities."""
        return np.unique(np.concatenate([np.empty(0, np.uint64), *(shingle_hashes(text, NGRAM) for text in
                                                                   self.files.values())]))


def overlap(first: npt.NDArray[np.uint64], second: npt.NDArray[np.uint64]) -> tuple[float, float]:
    """Exact Jaccard similarity of two sets, and the share of the smaller that is in the larger."""
    shared = len(np.intersect1d(first, second, assume_unique=True))
    return shared / max(1, len(first) + len(second) - shared), shared / max(1, min(len(first), len(second)))


def packages(most: int, least_bytes: int = 30_000, most_bytes: int = 400_000) -> Iterator[Planted]:
    """Installed packages of a moderate size, in the order of their names."""
    for folder in sorted(Path(sysconfig.get_paths()["purelib"]).iterdir()):
        if most <= 0 or not folder.is_dir() or not (folder / "__init__.py").exists():
            continue
        files: dict[str, bytes] = {}
        for path in sorted(path for path in folder.rglob("*") if path.suffix in ENDINGS and path.is_file()):
            if sum(map(len, files.values())) < most_bytes:
                files[path.relative_to(folder).as_posix()] = path.read_bytes()
        if len(files) > 3 and least_bytes <= sum(map(len, files.values())):
            most -= 1
            yield Planted(folder.name, folder.name, "base", files)


def plant(bases: list[Planted], each: int, seed: int) -> list[Planted]:
    """The packages, and of each so many variants: one kind of change after another."""
    rng = random.Random(seed)  # noqa: S311 (nothing secret)
    found = list(bases)
    for number, base in enumerate(bases):
        other = bases[(number + 1) % len(bases)]
        for copy in range(each):
            kind = list(CHANGES)[copy % len(CHANGES)]
            files = CHANGES[kind](dict(base.files), other.files, rng)
            found.append(Planted(f"{base.name}-{kind}-{copy}", base.name, kind, files))
    return found


Files = dict[str, bytes]


def renamed(files: Files, other: Files, rng: random.Random) -> Files:
    """Every file under another path; a word in each, so that it is no exact copy."""
    return {f"src/moved/{rng.randrange(1000)}/{path}": text + b"\n# moved here\n" for path, text in files.items()}


def edited(files: Files, other: Files, rng: random.Random) -> Files:
    """The same share of tokens of every file replaced."""
    share = rng.choice(SHARES)
    return {path: _edit(text, share, rng) for path, text in files.items()}


def reformatted(files: Files, other: Files, rng: random.Random) -> Files:
    """Other indentation, spaces and line ends; and a few edits."""
    changed = {path: text.replace(b"    ", b"\t").replace(b", ", b",").replace(b" = ", b"=").replace(b"\n", b" \r\n")
               for path, text in files.items()}
    return {path: _edit(text, 0.003, rng) for path, text in changed.items()}


def shrunk(files: Files, other: Files, rng: random.Random) -> Files:
    """Some files gone."""
    return {path: files[path] for path in rng.sample(sorted(files), max(1, round(rng.uniform(0.5, 0.97) * len(files))))}


def grown(files: Files, other: Files, rng: random.Random) -> Files:
    """Files of another package added."""
    added = rng.sample(sorted(other), max(1, round(rng.uniform(0.05, 1) * len(other))))
    return files | {f"vendor/{path}": other[path] for path in added}


def mixed(files: Files, other: Files, rng: random.Random) -> Files:
    """A little of everything."""
    few = rng.sample(sorted(other), min(2, len(other)))
    kept = rng.sample(sorted(files), max(1, round(rng.uniform(0.85, 1) * len(files))))
    return renamed({path: _edit(files[path], rng.choice(SHARES[:5]), rng) for path in kept}, other, rng) | {
        path: other[path] for path in few}


CHANGES: dict[str, Callable[[Files, Files, random.Random], Files]] = {
    "renamed": renamed, "edited": edited, "reformatted": reformatted, "shrunk": shrunk, "grown": grown, "mixed": mixed,
}


def _edit(text: bytes, share: float, rng: random.Random) -> bytes:
    spans = [match.span() for match in TOKEN.finditer(text)]
    parts, end = [], 0
    for number in sorted(rng.sample(range(len(spans)), round(share * len(spans)))):
        parts += [text[end : spans[number][0]], b"new_%d" % rng.randrange(10**9)]
        end = spans[number][1]
    return b"".join([*parts, text[end:]])
