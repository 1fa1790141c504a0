"""What the arms differ in: losses, and differences to the first arm with intervals over held-out repositories."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bench.ablation.measure import ALL, LINE, NAMES, READINGS, File, Sums, measure
from pipeline.evaluation.scores import interval

Found = tuple[float, float, float]  # mean, and the ends of its interval
Losses = Mapping[File, tuple[float, float]]


def difference(ones: Sequence[Losses], bases: Sequence[Losses]) -> Found:
    """The loss of some readings less that of others of the same tokens, mean of some seeds, with its 95% interval.

    Each file is compared with itself; the interval is by the bootstrap over repositories.
    """
    nats: dict[str, float] = defaultdict(float)
    tokens: dict[str, float] = defaultdict(float)
    for one, base in zip(ones, bases, strict=True):
        for file, (loss, count) in base.items():
            nats[file[0]] += one[file][0] - loss
            tokens[file[0]] += count
    return interval([nats[repo] for repo in sorted(tokens)], [tokens[repo] for repo in sorted(tokens)])


def verdict(by_seed: Sequence[Found]) -> str:
    """In words: better or worse only if it is so with each seed, outside of the interval."""
    if all(high < 0 for _, _, high in by_seed):
        return "better"
    return "worse" if all(low > 0 for _, low, _ in by_seed) else "no difference"


def compared(ones: Sequence[Losses], bases: Sequence[Losses]) -> str:
    """A cell: the difference, its interval and the verdict."""
    mean, low, high = difference(ones, bases)
    said = verdict([difference([one], [base]) for one, base in zip(ones, bases, strict=True)])
    return f"{mean:+.4f} ({low:+.4f} to {high:+.4f}) {said}"


def lines(sums: Mapping[str, Sequence[Sums]], near: Mapping[str, float]) -> list[str]:
    """Markdown: what each arm loses more or less than the first, and what each gains of what it reads before a file.

    Args:
        sums: by arm, one for each seed; the first arm is what the others are compared with.
        near: by arm, the share of the dependencies between the files it is trained on that are within a window.
    """
    names = list(sums)
    bases = sums[names[0]]
    out = []
    for what in (NAMES, ALL):
        measures = [measure(what, reading) for reading in READINGS]
        out += [*_heading(what, READINGS), _first(names[0], bases, measures, near)]
        out += [_row([arm, f"{near[arm]:.1%}", *(compared(_of(sums[arm], one), _of(bases, one)) for one in measures)])
                for arm in names[1:]]
        out.append("")
    if bases[0].get(LINE):
        out += [*_heading(LINE, ["as arms are trained to"]), _first(names[0], bases, [LINE], near)]
        out += [_row([arm, f"{near[arm]:.1%}", compared(_of(sums[arm], LINE), _of(bases, LINE))]) for arm in names[1:]]
        out.append("")
    kinds = [(what, READINGS[0], other) for what in (NAMES, ALL) for other in READINGS[1:]]
    headings = [f"{what} {one}, less {other}" for what, one, other in kinds]
    out += [_row(["arm", *headings]), "|---|" + "---|" * len(headings)]
    out += [_row([arm, *(compared(_of(sums[arm], measure(what, one)), _of(sums[arm], measure(what, other)))
                         for what, one, other in kinds)]) for arm in names]
    counts = ", ".join(f"{what} {_total(bases[0][name])[1]:,.0f} tokens of {len(bases[0][name])} files in "
                       f"{len({file[0] for file in bases[0][name]})} repositories"
                       for what, name in [(NAMES, measure(NAMES, READINGS[0])), (ALL, measure(ALL, READINGS[0])),
                                          (LINE, LINE)] if bases[0].get(name))
    return [*out, "", f"Seeds: {len(bases)}. Measured on: {counts}."]


def _heading(what: str, columns: Sequence[str]) -> list[str]:
    return [_row([f"arm: {what}", "dependencies in a window", *columns]), "|---|" + "---|" * (len(columns) + 1)]


def _first(arm: str, bases: Sequence[Sums], measures: Sequence[str], near: Mapping[str, float]) -> str:
    losses = [[_total(base[name]) for base in bases] for name in measures]
    return _row([f"**{arm}**: loss with each seed", f"{near[arm]:.1%}",
                 *(", ".join(f"{nats / tokens:.3f}" for nats, tokens in each) for each in losses)])


def _of(sums: Sequence[Sums], name: str) -> list[Losses]:
    return [each[name] for each in sums]


def _total(losses: Losses) -> tuple[float, float]:
    return sum(nats for nats, _ in losses.values()), sum(tokens for _, tokens in losses.values())


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
