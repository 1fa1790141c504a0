"""What the leash costs: the same files parsed in this process and through the child, in CPU seconds of both.

Run: python -m bench.bench_parse. Reads the Python files of the environment and the C headers of the system. The two
sides take turns in the same run; the best of the rounds counts, because the machine may be busy with other things.
"""

import resource
import sysconfig
from collections.abc import Callable
from pathlib import Path

from pipeline.config import Parsing
from pipeline.languages.catalogue import languages
from pipeline.parsing.extract import extract, reader
from pipeline.parsing.leash import Parser
from pipeline.parsing.parsed_file import ParsedFile

ROUNDS = 5
MAX_BYTES = 8 << 20
PLACES = {"python": (Path(sysconfig.get_paths()["purelib"]), "*.py"), "c": (Path("/usr/include"), "*.h")}


def main() -> None:
    """Print a line per language."""
    print(f"{'language':10}{'files':>7}{'MB':>7}{'in process':>12}{'leash':>9}{'cost':>8}{'files/s':>9}{'MB/s':>7}")
    for language, (folder, pattern) in PLACES.items():
        texts = sample(folder, pattern)
        if not texts:
            print(f"{language:10} no files under {folder}")
            continue
        alone, leashed = measure(language, texts)
        size = sum(map(len, texts)) / 1e6
        print(f"{language:10}{len(texts):7}{size:7.1f}{alone:11.2f}s{leashed:8.2f}s{leashed / alone - 1:8.1%}"
              f"{len(texts) / leashed:9.0f}{size / leashed:7.1f}")


def sample(folder: Path, pattern: str) -> list[bytes]:
    """Texts of files spread over the folder, at most MAX_BYTES of them together."""
    paths = sorted(path for path in folder.rglob(pattern) if path.is_file() and path.stat().st_size < 1 << 20)
    total = sum(path.stat().st_size for path in paths)
    return [path.read_bytes() for path in paths[:: max(1, round(total / MAX_BYTES))]]


def measure(language: str, texts: list[bytes]) -> tuple[float, float]:
    """CPU seconds in this process and through the leash, the child's start and end included."""
    entry = languages()[language]
    assert entry.grammar is not None
    assert entry.imports is not None
    opened = reader(language, entry.grammar, entry.imports.query)

    def alone() -> list[ParsedFile]:
        return [extract(opened, text) for text in texts]

    def leashed() -> list[ParsedFile]:
        with Parser(Parsing(), languages()) as parser:
            return [parser.parse(language, "", text) for text in texts]

    if alone() != leashed():
        raise SystemExit(f"{language}: the two sides disagree")
    rounds = [(cpu_seconds(alone), cpu_seconds(leashed)) for _ in range(ROUNDS)]
    return min(first for first, _ in rounds), min(second for _, second in rounds)


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU seconds of the work in this process and in children that ended meanwhile."""
    before = _used()
    work()
    return _used() - before


def _used() -> float:
    sides = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(side.ru_utime + side.ru_stime for side in sides)


if __name__ == "__main__":
    main()
