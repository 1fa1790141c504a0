"""LSH bands: parts of signatures such that similar sets are likely to share at least one."""

from functools import cache
from hashlib import sha256

from pipeline.config import Dedup


@cache
def choose_bands(threshold: float, permutations: int, false_negative_weight: float) -> tuple[int, int]:
    """Number of bands and rows in each, by datasketch's own routine.

    Candidates are verified, so a false one costs a comparison and a missed one costs a duplicate in the corpus: a
    weight above 0.5 buys more bands of fewer rows than the published 25 of 10. With 256 permutations, 0.7 and the
    default weight 0.9 it is 32 of 8, which finds a pair of similarity .70 / .75 / .80 / .90 with probability
    .850 / .966 / .997 / 1.000, where 25 of 10 finds it with .511 / .765 / .942 / 1.000.
    """
    from datasketch.lsh import _optimal_param

    bands, rows = _optimal_param(threshold, permutations, 1 - false_negative_weight, false_negative_weight)
    return int(bands), int(rows)


def band_keys(signature: bytes, options: Dedup) -> list[bytes]:
    """One key per band of a signature; equal keys mean equal values in the same band. 16 bytes each.

    Raises:
        ValueError: the signature does not have 4 bytes for each permutation.
    """
    if len(signature) != 4 * options.permutations:
        raise ValueError(f"a signature has {4 * options.permutations} bytes, this one has {len(signature)}")
    bands, rows = choose_bands(options.threshold, options.permutations, options.false_negative_weight)
    width = 4 * rows
    return [
        sha256(number.to_bytes(4, "little") + signature[number * width : (number + 1) * width]).digest()[:16]
        for number in range(bands)
    ]


def chance(similarity: float, bands: int, rows: int) -> float:
    """Probability that two sets of this similarity become candidates."""
    return float(1 - (1 - similarity**rows) ** bands)
