"""What the leash costs: the same files parsed in this process and through the child, in CPU seconds of both.

Run: python -m bench.bench_parse. Reads the Python files of the environment and the C headers of the system. The two
sides take turns every few files, so that what else the machine does falls on both. The start of the child is told
apart: a task of Spark pays it once.
"""

import resource
import sysconfig
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.config import Parsing
from pipeline.languages.catalogue import languages
from pipeline.parsing.extract import extract
from pipeline.parsing.leash import Parser
from pipeline.parsing.parsed_file import ParsedFile
from pipeline.parsing.query import reader

ROUNDS = 5
TURN = 20  # files
MAX_BYTES = 8 << 20
PLACES = {"python": (Path(sysconfig.get_paths()["purelib"]), "*.py"), "c": (Path("/usr/include"), "*.h")}


def main() -> None:
    """Print a line per language; rates are those of the leash."""
    print("language    files     MB  in process    leash    cost    start  files/s   MB/s")
    for language, (folder, pattern) in PLACES.items():
        texts = sample(folder, pattern)
        if not texts:
            print(f"{language:10} no files under {folder}")
            continue
        alone, leashed, start = measure(language, texts)
        size = sum(map(len, texts)) / 1e6
        print(f"{language:10}{len(texts):7}{size:7.1f}{alone:11.2f}s{leashed:8.2f}s{leashed / alone - 1:8.1%}"
              f"{start:8.3f}s{len(texts) / leashed:9.0f}{size / leashed:7.1f}")


def sample(folder: Path, pattern: str) -> list[bytes]:
    """Texts of files spread over the folder, at most MAX_BYTES of them together."""
    paths = sorted(path for path in folder.rglob(pattern) if path.is_file() and path.stat().st_size < 1 << 20)
    total = sum(path.stat().st_size for path in paths)
    return [path.read_bytes() for path in paths[:: max(1, round(total / MAX_BYTES))]]


def measure(language: str, texts: list[bytes]) -> tuple[float, float, float]:
    """CPU seconds per round in this process and through the leash, and those of starting and ending a child."""
    entry = languages()[language]
    assert entry.grammar is not None
    assert entry.imports is not None
    opened = reader(language, entry.grammar, entry.imports.query, entry.roles)
    parser = Parser(Parsing(), languages())

    def alone(some: list[bytes]) -> list[ParsedFile]:
        return [extract(opened, text) for text in some]

    def leashed(some: list[bytes]) -> list[ParsedFile]:
        return [parser.parse(language, "", text) for text in some]

    def started() -> None:
        leashed([b""])
        parser.close()

    start = cpu_seconds(started)
    leashed([b""])
    ended = cpu_of_children()
    here = own = 0.0
    for _ in range(ROUNDS):
        for place in range(0, len(texts), TURN):
            some = texts[place : place + TURN]
            before, first = time.process_time(), alone(some)
            between, second = time.process_time(), leashed(some)
            here, own = here + between - before, own + time.process_time() - between
            if first != second:
                raise SystemExit(f"{language}: the two sides disagree")
    parser.close()
    return here / ROUNDS, (own + cpu_of_children() - ended - start) / ROUNDS, start


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU seconds of the work in this process and in children that ended meanwhile."""
    before = time.process_time() + cpu_of_children()
    work()
    return time.process_time() + cpu_of_children() - before


def cpu_of_children() -> float:
    """CPU seconds of children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
