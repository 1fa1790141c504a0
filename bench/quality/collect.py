"""Labelled files for the quality scorer, out of packages of the registries, as JSONL.

Run: `python -m bench.quality.collect [OUT.jsonl]` fetches the packages of sources.yaml (they stay in the scoreboard's
cache) and writes a line per file: text, path, language, label (1 good, 0 bad, null none), family (why), group (the
package) and whether the file is of a library. Files that the text rules of conf/best.yaml drop are left out, those on
generated files aside: the scorer is for what rules do not see. Of each package, label and language at most PER_PACKAGE
files are taken, by the hash of their text; texts that occur twice are taken once.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from bench.quality.label import BAD, is_below, library_label, sources
from bench.scoreboard.fetch import FetchError, cache, fetched
from bench.scoreboard.packages import Package
from pipeline.config import load_run
from pipeline.languages.catalogue import languages
from pipeline.languages.detect import detect
from pipeline.rules import Subject, judge_text, measure

ROLES = ("library", "inputs", "machine", "hobby")
PER_PACKAGE = 120
MIN_BYTES, MAX_BYTES = 200, 200_000
# Documents and data have no code to judge.
NO_CODE = frozenset({"json", "yaml", "markdown", "restructuredtext", "html", "tex", "jupyter-notebook", "rmarkdown"})
Row = dict[str, Any]


def main(out: Path) -> None:
    """Write the labelled files, saying what cannot be had."""
    seen: set[str] = set()
    counts: dict[tuple[str, str, str], int] = defaultdict(int)
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8") as file:
        for role, package, places in listed():
            try:
                rows = list(package_rows(role, fetched(package), places, package.name))
            except FetchError as error:
                print(f"skipped: {error}", file=sys.stderr)
                continue
            for row in chosen(rows, seen):
                file.write(json.dumps(row) + "\n")
                counts[row["language"], row["family"], str(row["label"])] += 1
    for key, count in sorted(counts.items()):
        print(*key, count, sep="\t")


def listed() -> Iterator[tuple[str, Package, list[str]]]:
    """Role, package and places of every package of the list."""
    for role in ROLES:
        for entry in sources()[role]:
            names = entry["names"]
            for name in sorted(names):
                version = str(names[name]) if isinstance(names, dict) else ""
                yield role, Package(entry["kind"], name, version), entry.get("paths", [])


def package_rows(role: str, folder: Path, places: list[str], group: str) -> Iterator[Row]:
    """A row per file that has a language and passes the rules."""
    rules = load_run(Path("conf/best.yaml")).rules.model_copy(update={"drop_generated": False})
    is_built = any(folder.glob("**/src/**/*.ts")) or any(folder.glob("**/src.ts/*.ts"))
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()):
        if not MIN_BYTES <= path.stat().st_size <= MAX_BYTES:
            continue
        text, name = path.read_bytes(), path.relative_to(folder).as_posix()
        language = detect(name, text).language if b"\0" not in text else None
        if language is None or language in NO_CODE or not _is_utf8(text):
            continue
        waived = languages()[language].waived_rules
        if judge_text(Subject(name, language, text, measure(text)), rules, waived) is not None:
            continue
        if role == "library":
            label, family = library_label(name, language, text, is_built=is_built)
        elif role == "hobby" or is_below(name, places):
            label, family = BAD, role
        else:
            continue
        yield {"text": text.decode(), "path": name, "language": language, "label": label, "family": family,
               "group": group, "library": role == "library"}


def chosen(rows: list[Row], seen: set[str]) -> Iterator[Row]:
    """The rows that are taken of a package, in the order of their hashes."""
    taken: dict[tuple[str, str], int] = defaultdict(int)
    hashed = [(sha256(row["text"].encode()).hexdigest(), number) for number, row in enumerate(rows)]
    for digest, number in sorted(hashed):
        row = rows[number]
        key = row["language"], str(row["label"])
        if digest not in seen and taken[key] < PER_PACKAGE:
            seen.add(digest)
            taken[key] += 1
            yield row


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else cache().parent / "quality" / "labelled.jsonl")
