"""Megabytes per CPU second of finding and replacing secrets and personal data, and what is found, by kind.

Run: `python -m bench.bench_privacy [FOLDER...]`; without folders, the packages installed in this environment.
"""

import sys
import sysconfig
import time
from collections import Counter
from pathlib import Path

from bench.bench_rules import texts
from pipeline.privacy import kinds, redact


def main(folders: list[str]) -> None:
    """Print the speed and the table, and stop if a second pass finds anything."""
    given = texts([Path(folder) for folder in folders] or [Path(sysconfig.get_paths()["purelib"])])
    wanted = frozenset(kinds())
    redact(b"", wanted)  # reads the table and compiles
    places, files = Counter[str](), Counter[str]()
    changed = []
    started = time.process_time()
    for path, text in given:
        redacted, counts = redact(text, wanted)
        if counts:
            changed.append((path, redacted))
            places.update(counts)
            files.update(counts.keys())
    seconds = time.process_time() - started
    megabytes = sum(len(text) for _, text in given) / 1e6
    print(f"{len(given):,} texts, {megabytes:.0f} MB, {megabytes / seconds:.0f} MB per CPU second\n")
    print("| kind | files | places |\n| --- | ---: | ---: |")
    for kind in sorted(places):
        print(f"| {kind} | {files[kind]:,} | {places[kind]:,} |")
    again = [str(path) for path, redacted in changed if redact(redacted, wanted)[1]]
    if again:
        raise SystemExit(f"found once more after redaction: {again[:10]}")


if __name__ == "__main__":
    main(sys.argv[1:])
