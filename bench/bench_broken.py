"""Broken files that the rules of conf/best.yaml catch, and clean ones that they lose, by language.

Run: `python -m bench.bench_broken [--packages tune|report|held_out] [--files N] [LANGUAGE...]`. Takes real files of
packages, without tests, examples, builds and what Linguist calls vendored. Limits were chosen on the scoreboard's half
`tune` (bench/scoreboard), and what was lost of its half `report` was looked at, too; the table is of `held_out`
(held_out.yaml), which no limit was chosen on.
Each clean file that is kept is broken in six ways (bench/breaking.py).
"""

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random

import yaml

from bench.breaking import WAYS
from bench.quality.label import GOOD, library_label
from bench.scoreboard.fetch import FetchError, fetched
from bench.scoreboard.packages import HALVES, Package, listed
from pipeline.config import load_run
from pipeline.curation.examine import Examined, Tools, examine
from pipeline.languages.catalogue import languages
from pipeline.languages.detect import detect, vendored
from pipeline.parsing.leash import Parser
from pipeline.rules import Subject, measure
from pipeline.rules.content import DATA_LANGUAGES
from pipeline.rules.origin import generated
from pipeline.sources.raw_file import RawFile

SIZES = range(500, 100_000)
HELD_OUT = "held_out"
LIST = Path(__file__).with_name("held_out.yaml")
LEAST = 50  # files of a language, to speak of a share
# Parts of a path whose files may be broken on purpose, or come out of a bundler.
TRIALS = re.compile(r"(^|[/_.-])(tests?|t|specs?|testing|testdata|fixtures?|examples?|build|invalid)([/_.-]|$)",
                    re.IGNORECASE)
UNBROKEN = {"language", "empty"}  # verdicts that do not find the file broken


@dataclass
class Tally:
    """One language: files looked at, those lost by rule, and by way of breaking how many were broken and caught."""

    files: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    valid: int = 0  # cut, not caught, and without a syntax error


def sources(packages: set[Package]) -> dict[str, list[tuple[str, bytes]]]:
    """Paths and texts of packages by language, in an order without regard to where they come from."""
    found: dict[str, dict[bytes, tuple[str, bytes]]] = defaultdict(dict)
    for package in sorted(packages):
        try:
            folder = fetched(package)
        except FetchError as error:
            print(f"skipped: {error}", file=sys.stderr)
            continue
        is_built = any(folder.glob("**/src/**/*.ts"))
        for path, text in _texts(folder):
            language = detect(path, text).language
            # Of JSON the rules keep little on purpose.
            if language is None or language in DATA_LANGUAGES or not languages()[language].syntax.ends:
                continue
            label, family = library_label(path, language, text, is_built=is_built)
            if label == GOOD or family == "machine":  # those are told apart below
                found[language][sha256(text).digest()] = (path, text)
    return {language: [texts[key] for key in sorted(texts)] for language, texts in sorted(found.items())}


def packages(of: str) -> set[Package]:
    """Packages of a half of the scoreboard (of the first, if it is in several for different languages), or held out."""
    first: dict[str, str] = {}
    halves = {name: {p for entry in listed().values() for p in entry[name]} for name in HALVES}
    for name in HALVES:
        first |= {package.name: name for package in halves[name] if package.name not in first}
    if of == HELD_OUT:
        return {Package(kind, name, versions[name] if isinstance(versions, dict) else "")
                for kind, versions in yaml.safe_load(LIST.read_text(encoding="utf-8")).items() for name in versions}
    return {package for package in halves[of] if first[package.name] == of}  # type: ignore[index]  # one of HALVES


def _texts(folder: Path) -> Iterator[tuple[str, bytes]]:
    for place in sorted(folder.rglob("*")):
        path = str(place.relative_to(folder))
        if place.is_symlink() or not place.is_file() or TRIALS.search(path) or vendored(path):
            continue
        if place.stat().st_size in SIZES and b"\0" not in (text := place.read_bytes()):
            try:
                text.decode()
            except UnicodeDecodeError:
                continue
            yield path, text


def looked_at(path: str, text: bytes, tools: Tools) -> Examined:
    """The file through the rules and the parser, as in curation."""
    return examine(RawFile(path, len(text), sha256(text).hexdigest(), "utf-8", text, None, None), tools)


def tally(language: str, texts: Iterable[tuple[str, bytes]], tools: Tools) -> Tally:
    """Judge files as they are, and those that are kept in every broken form."""
    counts, comment = Tally(), languages()[language].comment.open
    for path, text in texts:
        counts.files += 1
        verdict = looked_at(path, text, tools).verdict
        if verdict is not None:
            counts.lost["generated" if _says_generated(path, language, text, tools) else verdict.rule] += 1
            continue
        for way, break_up in WAYS.items():
            seed = f"{way} {sha256(text).hexdigest()}"
            broken = break_up(text.decode(), language, comment, Random(seed))  # noqa: S311 - not for secrets
            if broken is None:
                continue
            found = looked_at(path, broken.encode(), tools)
            counts.broken[way] += 1
            is_caught = found.verdict is not None and found.verdict.rule not in UNBROKEN
            counts.caught[way] += is_caught
            if way == "truncated" and not is_caught and found.parsed is not None and found.parsed.error_share == 0:
                counts.valid += 1
    return counts


def _says_generated(path: str, language: str, text: bytes, tools: Tools) -> bool:
    """Whether the file itself says that a program wrote it, whichever rule comes first."""
    return generated(Subject(path, language, text, measure(text)), tools.rules) is not None


def row(language: str, counts: Tally) -> str:
    """A row of the table. What says that a program wrote it is not counted as lost, but told."""
    own = counts.files - counts.lost["generated"]
    lost = sum(counts.lost.values()) - counts.lost["generated"]
    by_rule = ", ".join(f"{rule} {count}" for rule, count in counts.lost.most_common() if rule != "generated")
    shares = [_share(counts.caught[way], counts.broken[way]) for way in WAYS]
    everything = _share(sum(counts.caught.values()), sum(counts.broken.values()))
    valid = _share(counts.valid, counts.broken["truncated"])
    return f"| {' | '.join([language, str(own), _share(lost, own), by_rule, *shares, everything, valid])} |"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


def main(arguments: list[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="broken files caught, clean files lost")
    parser.add_argument("--packages", choices=[*HALVES, HELD_OUT], default=HELD_OUT)
    parser.add_argument("--files", type=int, default=300, help="of a language, at most")
    parser.add_argument("languages", nargs="*")
    chosen = parser.parse_args(arguments)
    run = load_run("conf/best.yaml")
    print(f"| language | clean files | % lost | by | {' | '.join(WAYS)} | all | cut, yet valid |")
    print(f"|---|---:|---:|---|{'---:|' * (len(WAYS) + 2)}")
    with Parser(run.parsing, languages()) as opened:
        tools = Tools(languages(), opened, run.rules, run.input.max_file_bytes)
        for language, texts in sources(packages(chosen.packages)).items():
            if len(texts) >= LEAST and (not chosen.languages or language in chosen.languages):
                print(row(language, tally(language, texts[: chosen.files], tools)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
