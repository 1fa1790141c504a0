"""CPU seconds of measuring texts, beside a literal implementation, of counting visible text, and of licence texts.

Run: `python bench/bench_rules.py [FOLDER...]`; without folders, the packages installed in this environment.
"""

import sys
import sysconfig
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.config import Rules, load_run
from pipeline.fates import Verdict
from pipeline.licences import classify, declared, is_licence_file
from pipeline.parsing.visible_text import visible_chars
from pipeline.rules import Subject, TextFacts, judge_text, measure

MAX_BYTES = 1 << 20
PROFILES = ("conf/deepseek.yaml", "conf/starcoder.yaml", "conf/best.yaml")
MARKUP = (".html", ".htm", ".xml", ".svg", ".md")
LONG = 20_000_000  # bytes made of each of these lines
LINES = {"short lines": "x\n", "carriage returns": "int main;\r\n", "Chinese": "\u6c49\u5b57\uff0c\n"}


def literal(text: bytes) -> TextFacts:
    """What measure says, as one would write it down."""
    string = text.decode("utf-8", "replace")
    lengths = [len(line) for line in string.splitlines()]
    letters = sum(1 for character in string if character.isalpha())
    digits = sum(1 for character in string if character.isalnum()) - letters
    mean = sum(lengths) / len(lengths) if lengths else 0.0
    return TextFacts(len(string), len(lengths), max(lengths, default=0), mean, letters, digits, not string.strip())


def judged(text: bytes, options: Rules) -> Verdict | None:
    """The verdict on a text as if it were Python."""
    return judge_text(Subject("text.py", "python", text, measure(text)), options)


def texts(folders: Iterable[Path]) -> list[tuple[Path, bytes]]:
    """Text files up to MAX_BYTES below the folders."""
    found = []
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        if path.stat().st_size <= MAX_BYTES and b"\0" not in (text := path.read_bytes()):
            found.append((path, text))
    return found


def rate(name: str, work: Callable[[bytes], Any], given: Sequence[bytes]) -> list[Any]:
    """Run `work` on every text and print its speed."""
    start = time.process_time()
    results = [work(text) for text in given]
    seconds = time.process_time() - start
    size = sum(map(len, given)) / 1e6
    print(f"{name:34} {len(given):7} texts {size:8.1f} MB {seconds:7.2f} CPU-s "
          f"{size / max(seconds, 1e-9):8.1f} MB/CPU-s {1000 * seconds / max(size, 1e-9):7.1f} CPU-s/GB")
    return results


def main(folders: Sequence[str]) -> None:
    """Measure, and stop if the two implementations disagree anywhere."""
    files = texts([Path(folder) for folder in folders] or [Path(sysconfig.get_paths()["purelib"])])
    given = [text for _, text in files]
    measure("\u6c49".encode())  # makes its table of code points
    ours, theirs = rate("measure", measure, given), rate("measure, literally", literal, given)
    differ = [str(path) for (path, _), one, other in zip(files, ours, theirs, strict=True) if one != other]
    if differ:
        raise SystemExit(f"measured otherwise: {differ[:10]}")
    for profile in PROFILES:
        options = load_run(profile).rules
        judge = partial(judged, options=options)
        drops = len(given) - rate(f"measure and judge, {Path(profile).stem}", judge, given).count(None)
        print(f"    {drops} of {len(given)} files dropped")
    wide = [text for text in given if not text.isascii()]
    rate("measure, not ASCII", measure, wide)
    rate("measure, not ASCII, literally", literal, wide)
    for name, line in LINES.items():
        whole = line.encode() * (MAX_BYTES // len(line.encode()))
        made = [whole] * (LONG // len(whole))
        if rate(f"measure, {name}", measure, made)[0] != rate(f"measure, {name}, literally", literal, made[:3])[0]:
            raise SystemExit(f"measured otherwise: {name}")
    markup = [text for path, text in files if path.suffix in MARKUP]
    rate("visible text", lambda text: visible_chars(text.decode("utf-8", "replace")), markup)
    rate("licence tags", declared, given)
    rate("licence texts", classify, sorted({text for path, text in files if is_licence_file(str(path))}))


if __name__ == "__main__":
    main(sys.argv[1:])
