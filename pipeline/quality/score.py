"""The quality score of a file: a sum of what its features add, and the verdict on it."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from math import exp, fsum, isnan
from pathlib import Path

import numpy as np

from pipeline.config import Quality
from pipeline.errors import ConfigError
from pipeline.fates import Verdict
from pipeline.quality.features import Values
from pipeline.quality.model import SHARES, SHIPPED, Model, read_model
from schemas.files import FEATURES

_PLACES = {name: place for place, name in enumerate(FEATURES)}


def contributions(model: Model, language: str, values: Values) -> dict[str, float] | None:
    """What each feature adds to a file's log odds; None for a language that the model does not know."""
    norm = model.norms.get(language)
    if norm is None:
        return None
    added = {}
    for name, shape, centre, spread in zip(model.features, model.shapes, norm.centres, norm.spreads, strict=True):
        value = float(values[_PLACES[name]])
        step = bisect_right(shape.cuts, (value - centre) / spread) if not isnan(value) else 0
        added[name] = shape.unknown if isnan(value) else shape.values[step]
    return added


def score(model: Model, language: str, values: Values) -> float | None:
    """The score of a file, 0 to 1 (float32), the better the higher; None for a language the model does not know."""
    added = contributions(model, language, values)
    if added is None:
        return None
    total = model.intercept + fsum(added.values())
    return float(np.float32(1 / (1 + exp(-max(-50.0, min(50.0, total))))))


def threshold(model: Model, language: str, share: float) -> float | None:
    """The score below which a share of the language's files are, as the model's reference has them; None for none."""
    norm = model.norms.get(language)
    if norm is None or share <= 0:
        return None
    return float(np.interp(share, (0.0, *SHARES), (0.0, *norm.quantiles)))


class Scorer:
    """Gives scores and verdicts by one model and the drop shares of a run."""

    def __init__(self, model: Model, share: float, shares: Mapping[str, float]) -> None:
        """Take the share of files to drop, and what it is instead in some languages."""
        self._model = model
        self._thresholds = {name: threshold(model, name, shares.get(name, share)) for name in model.norms}

    def score(self, language: str, values: Values) -> float | None:
        """The score of a file; None for a language that the model does not know."""
        return score(self._model, language, values)

    def verdict(self, language: str, score: float | None) -> Verdict | None:
        """Drop a file whose score is below the threshold of its language; never one without a score."""
        limit = self._thresholds.get(language)
        return Verdict("low_quality", score, limit) if score is not None and limit and score < limit else None


def scorer_of(options: Quality) -> Scorer:
    """What gives scores and verdicts in a run.

    Raises:
        ConfigError: the model cannot be read, or does not know a language of the options.
    """
    model = read_model(Path(options.model) if options.model else SHIPPED)
    if unknown := sorted(set(options.languages) - set(model.norms)):
        raise ConfigError(f"quality.languages: the model knows no {', '.join(unknown)}; it knows "
                          f"{', '.join(sorted(model.norms))}")
    return Scorer(model, options.drop_share, options.languages)


def weighted_mean(scores: Iterable[tuple[float, int]]) -> float | None:
    """Mean of scores by the bytes of their files, whatever their order; None when there are none."""
    pairs = list(scores)
    size = sum(weight for _, weight in pairs)
    return fsum(score * weight for score, weight in pairs) / size if size else None
