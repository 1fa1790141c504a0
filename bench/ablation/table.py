"""What the arms differ in: losses, and differences to the first arm with intervals over held-out repositories."""

from collections.abc import Mapping, Sequence
from math import exp

from bench.ablation.measure import Sums
from pipeline.evaluation.scores import interval

HEADINGS = {
    "held out": "all tokens", "cross-file": "cross-file names, with context", "without context": "the same, without",
    "infill": "line to be filled in",
}


def difference(one: Sums, base: Sums, measure: str) -> tuple[float, float, float]:
    """The loss of an arm less that of another on the same tokens, and the ends of its 95% interval."""
    repos = sorted(base[measure])
    nats = [one[measure][repo][0] - base[measure][repo][0] for repo in repos]
    return interval(nats, [base[measure][repo][1] for repo in repos])


def verdict(found: tuple[float, float, float], chance: float) -> str:
    """In words: a difference must be outside its interval, and larger than what another seed makes of the same arm."""
    mean, low, high = found
    if low <= 0 <= high or abs(mean) <= abs(chance):
        return "no difference"
    return "better" if mean < 0 else "worse"


def lines(sums: Mapping[str, Sums], seeds: Sequence[str]) -> list[str]:
    """A Markdown table.

    Args:
        sums: by arm; the first is what the others are compared with.
        seeds: arms that differ from the first in the seed alone; the largest of their differences is taken for chance.
    """
    names = list(sums)
    base = sums[names[0]]
    measures = [name for name in HEADINGS if base[name]]
    out = ["| arm | " + " | ".join(HEADINGS[name] for name in measures) + " |", "|---|" + "---|" * len(measures)]
    totals = {name: (sum(pair[0] for pair in base[name].values()), sum(pair[1] for pair in base[name].values()))
              for name in measures}
    out.append(f"| **{names[0]}**: loss | "
               + " | ".join(f"{totals[name][0] / totals[name][1]:.3f}" for name in measures) + " |")
    chance = {name: max((abs(difference(sums[seed], base, name)[0]) for seed in seeds), default=0.0)
              for name in measures}
    for arm in names[1:]:
        cells = []
        for name in measures:
            found = difference(sums[arm], base, name)
            said = "chance" if arm in seeds else verdict(found, chance[name])
            cells.append(f"{found[0]:+.3f} ({found[1]:+.3f} to {found[2]:+.3f}) {said}")
        out.append(f"| {arm} | " + " | ".join(cells) + " |")
    counts = ", ".join(f"{HEADINGS[name]} {totals[name][1]:,.0f} tokens of {len(base[name])} repositories"
                       for name in measures)
    held = totals["held out"]
    return [*out, "", f"Measured on: {counts}. Perplexity of the first arm: {exp(held[0] / held[1]):.1f}."]
