"""The scoreboard: precision, recall and F1 of our dependencies per language, as a Markdown table.

Run: `python -m bench.scoreboard.score [LANGUAGE ...] [--half tune|report|both] [--differences N]`. Rules may be changed
for what the tune half shows; the report half is the result. Dependencies of a language's packages are counted together.
"""

import argparse
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from bench.scoreboard.compare import Comparison, compare, total, truth_of
from bench.scoreboard.fetch import FetchError, fetched
from bench.scoreboard.packages import HALVES, Half, Package, listed

Job = tuple[str, Half, Package]
HEAD = (
    "| language | packages | files | dependencies | precision | recall | F1 | F1 of the tune half "
    "| ordered | in window | deepseek | gain |"
)


def main() -> None:
    """Fetch, compare, print."""
    packages = listed()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", help=f"of {', '.join(packages)}; none: all")
    parser.add_argument("--half", choices=[*HALVES, "both"], default="both")
    parser.add_argument("--differences", type=int, default=0, metavar="N", help="pairs to show per package and side")
    asked = parser.parse_args()
    unknown = set(asked.languages) - set(packages)
    if unknown:
        parser.error(f"no packages for {', '.join(sorted(unknown))}; there are {', '.join(packages)}")
    halves: Sequence[Half] = HALVES if asked.half == "both" else (asked.half,)
    languages = [name for name in packages if (not asked.languages or name in asked.languages) and _equipped(name)]
    jobs = [(name, half, package) for name in languages for half in halves for package in packages[name][half]]
    found = []
    for one in compared(jobs):
        tell(one, asked.differences)
        found.append(one)
    print("\n" + "\n".join(table(found)))


def _equipped(language: str) -> bool:
    missing = truth_of(language).needs()
    if missing:
        print(f"{language}: left out, needs {missing}", file=sys.stderr)
    return missing is None


def compared(jobs: Sequence[Job]) -> Iterator[Comparison]:
    """Compare as many packages at a time as there are cores; results come in the order of the jobs."""
    for _, _, package in jobs:  # one after the other: apt-get locks, and registries are not to be hammered
        try:
            fetched(package)
        except FetchError:
            continue  # said by its comparison
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        yield from pool.map(compare, *zip(*jobs, strict=True)) if jobs else ()


def tell(one: Comparison, differences: int) -> None:
    """Print one package's figures and some of what differs."""
    if one.problem:
        print(f"{one.language:12} skipped: {one.problem}", file=sys.stderr)
        return
    precision, recall, f1 = rates([one])
    print(f"{one.language:12} {one.half:6} {one.package.label:42} files {one.files:5} dependencies {len(one.real):6}"
          f" precision {precision:.4f} recall {recall:.4f} F1 {f1:.4f}", flush=True)
    for mark, differing in (("+", one.ours - one.real), ("-", one.real - one.ours)):
        for src, dst in sorted(differing)[:differences]:
            print(f"    {mark} {src} -> {dst}")


def rates(found: Iterable[Comparison]) -> tuple[float, float, float]:
    """Precision, recall and F1 over all dependencies of the packages; 1 where there are none."""
    counts = [(len(one.ours & one.real), len(one.ours), len(one.real)) for one in found]
    hit, ours, real = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0, 0)
    return _share(hit, ours), _share(hit, real), _share(2 * hit, ours + real)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def table(found: Iterable[Comparison]) -> list[str]:
    """Lines of the Markdown table: a language a line, then the mean over languages and the order of all packages."""
    groups: dict[tuple[str, Half], list[Comparison]] = defaultdict(list)
    for one in found:
        if not one.problem:
            groups[one.language, one.half].append(one)
    lines, means = [HEAD, "|---|" + "---:|" * (HEAD.count("|") - 2)], []
    for language in dict.fromkeys(name for name, _ in groups):
        shown = groups[language, "report"] or groups[language, "tune"]
        precision, recall, f1 = rates(shown)
        tuned = f"{rates(groups[language, 'tune'])[2]:.3f}" if groups[language, "tune"] else "–"
        means.append((precision, recall, f1))
        files, real = (sum(column) for column in zip(*((one.files, len(one.real)) for one in shown), strict=True))
        lines.append(
            f"| {language} | {len(shown)} | {files:,} | {real:,} "
            f"| {precision:.3f} | {recall:.3f} | **{f1:.3f}** | {tuned} | {_order_cells(shown)} |"
        )
    if means:
        mean = [sum(column) / len(means) for column in zip(*means, strict=True)]
        every = _order_cells(one for group in groups.values() for one in group)
        rates_cells = f"{mean[0]:.3f} | {mean[1]:.3f} | **{mean[2]:.3f}**"
        lines.append(f"| mean of {len(means)}, order of all | | | | {rates_cells} | | {every} |")
    return lines


def _order_cells(shown: Iterable[Comparison]) -> str:
    orders = total(one.orders for one in shown)
    placed = f"{_share(orders.placed, orders.across):.1%}"
    if not orders.large:
        return f"{placed} | – | – | –"
    window, deepseek = orders.window / orders.large, orders.deepseek / orders.large
    gain = f"{window / deepseek:.2f}" if deepseek else "–"
    return f"{placed} | {window:.1%} | {deepseek:.1%} | {gain}"


if __name__ == "__main__":
    main()
