"""What the arms differ in: losses, and differences to the first arm with intervals over held-out repositories."""

from collections.abc import Mapping, Sequence

from bench.ablation.measure import Sums
from pipeline.evaluation.scores import interval

HEADINGS = {
    "held out": "all tokens", "cross-file": "cross-file names, with context", "without context": "the same, without",
    "infill": "line to be filled in",
}


Found = tuple[float, float, float]  # mean, and the ends of its interval


def difference(ones: Sequence[Sums], bases: Sequence[Sums], measure: str) -> Found:
    """The loss of an arm less that of another on the same tokens, mean of some seeds, with its 95% interval."""
    repos = sorted(bases[0][measure])
    pairs = list(zip(ones, bases, strict=True))
    nats = [sum(one[measure][repo][0] - base[measure][repo][0] for one, base in pairs) for repo in repos]
    return interval(nats, [len(pairs) * bases[0][measure][repo][1] for repo in repos])


def verdict(by_seed: Sequence[Found]) -> str:
    """In words: better or worse only if it is so with each seed, outside of the interval."""
    if all(high < 0 for _, _, high in by_seed):
        return "better"
    return "worse" if all(low > 0 for _, low, _ in by_seed) else "no difference"


def lines(sums: Mapping[str, Sequence[Sums]]) -> list[str]:
    """A Markdown table.

    Args:
        sums: by arm, one for each seed; the first arm is what the others are compared with.
    """
    names = list(sums)
    bases = sums[names[0]]
    measures = [name for name in HEADINGS if bases[0][name]]
    totals = {name: [(sum(pair[0] for pair in base[name].values()), sum(pair[1] for pair in base[name].values()))
                     for base in bases] for name in measures}
    out = ["| arm | " + " | ".join(HEADINGS[name] for name in measures) + " |", "|---|" + "---|" * len(measures),
           f"| **{names[0]}**: loss with each seed | "
           + " | ".join(", ".join(f"{nats / tokens:.3f}" for nats, tokens in totals[name]) for name in measures) + " |"]
    for arm in names[1:]:
        cells = []
        for name in measures:
            mean, low, high = difference(sums[arm], bases, name)
            said = verdict([difference([one], [base], name) for one, base in zip(sums[arm], bases, strict=True)])
            cells.append(f"{mean:+.3f} ({low:+.3f} to {high:+.3f}) {said}")
        out.append(f"| {arm} | " + " | ".join(cells) + " |")
    counts = ", ".join(f"{HEADINGS[name]} {totals[name][0][1]:,.0f} tokens of {len(bases[0][name])} repositories"
                       for name in measures)
    return [*out, "", f"Seeds: {len(bases)}. Measured on: {counts}."]
