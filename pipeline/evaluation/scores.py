"""What answers are worth: edit similarity, pass@k, and intervals of means by the bootstrap."""

from collections.abc import Sequence
from math import prod

import numpy as np
from numpy.typing import NDArray

DRAWS = 4000  # of the bootstrap
Numbers = NDArray[np.float64]


def edit_similarity(one: str, other: str) -> float:
    """1 less the Levenshtein distance as a share of the longer text: 1 for equal texts, 0 for nothing in common."""
    if not one or not other:
        return float(one == other)
    letters = np.frombuffer(other.encode("utf-32-le", "surrogatepass"), np.uint32)
    row = np.arange(len(other) + 1)
    for number, letter in enumerate(one, 1):
        # Replaced or taken out; what is put in depends on the cell to the left, so it is a running minimum.
        best = np.minimum(row[:-1] + (letters != ord(letter)), row[1:] + 1)
        steps = np.arange(len(other) + 1)
        row = np.minimum.accumulate(np.append(number, best) - steps) + steps
    return 1 - int(row[-1]) / max(len(one), len(other))


def pass_at(k: int, samples: int, right: int) -> float:
    """The chance that at least one of `k` samples is right: the unbiased estimate of arXiv 2107.03374, section 2.1.

    Args:
        k: samples that are allowed, up to `samples`.
        samples: that were made of one problem.
        right: of them.
    """
    wrong = samples - right
    if wrong < k:
        return 1.0
    return 1 - prod(1 - k / n for n in range(wrong + 1, samples + 1))


def interval(amounts: Sequence[float] | Numbers, weights: Sequence[float] | Numbers, seed: int = 0,
             confidence: float = 0.95) -> tuple[float, float, float]:
    """The mean of units of different weight, with its confidence interval by the percentile bootstrap over the units.

    Of a paired difference the amounts are the differences of sums within each unit.

    Args:
        amounts: a sum for each unit, e.g. of the losses in a repository.
        weights: what each sum is over, e.g. tokens; above 0 together.
        seed: of the draws.
        confidence: of the interval.

    Returns:
        Sum of the amounts by sum of the weights, and the ends of the interval; with fewer than 2 units these are
        infinite, because nothing is known of others.
    """
    both = np.array([amounts, weights], np.float64)
    mean = float(both[0].sum() / both[1].sum())
    units = both.shape[1]
    if units < 2:
        return mean, float("-inf"), float("inf")
    times = np.random.default_rng(seed).multinomial(units, np.full(units, 1 / units), DRAWS)
    sums = both @ times.T
    means = sums[0][sums[1] > 0] / sums[1][sums[1] > 0]
    low, high = np.quantile(means, [(1 - confidence) / 2, (1 + confidence) / 2])
    return mean, float(low), float(high)
