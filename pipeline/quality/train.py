"""Training of the quality model: gradient boosting without interactions, which leaves a table of steps per feature."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.config import Parsing
from pipeline.errors import InputError
from pipeline.languages.catalogue import languages
from pipeline.parsing.leash import Parser
from pipeline.quality.features import features
from pipeline.quality.model import SHARES, Model, Norm, Shape
from pipeline.quality.score import score, threshold
from schemas.files import FEATURES

Floats = npt.NDArray[np.float64]
STEPS = 24  # of a shape, at most
LEAST_FILES, LEAST_GROUPS = 60, 2  # of libraries in a language, to say what is usual in it
LEAST_AUC = 0.6  # on held-out packages, where there are enough to tell
LEAST_TOLD = 10  # files of either label, to tell how scores follow labels
FOLDS = 3  # of the packages, each held out once
TOLD = (0.01, 0.02, 0.05)  # drop shares whose effect is told
# Which way a feature must push, whatever the sample says; others may go any way.
DOWN = ("code_in_comments", "data_lines", "repeated_lines", "magic_numbers", "hex_share", "long_word_share",
        "trailing_space", "mixed_indent", "to_do", "numbered_names", "wide_share")


@dataclass(frozen=True)
class Sample:
    """Labelled files, measured; a row each.

    Attributes:
        values: features.
        labels: 1 good, 0 bad, -1 none.
        languages: of the files.
        groups: packages they come from.
        families: why they have their label.
        library: whether the package is a library, whose files tell what is usual.
    """

    values: Floats
    labels: npt.NDArray[np.int8]
    languages: npt.NDArray[np.str_]
    groups: npt.NDArray[np.str_]
    families: npt.NDArray[np.str_]
    library: npt.NDArray[np.bool_]

    def where(self, rows: npt.NDArray[np.bool_]) -> "Sample":
        """Some of the rows."""
        return Sample(**{name: getattr(self, name)[rows] for name in self.__dataclass_fields__})


def read_sample(path: Path) -> Sample:
    """Parse and measure the files of a JSONL file: text, path, language, label (1, 0 or null); group, family, library.

    Raises:
        InputError: a line is no such record; the message names it.
    """
    rows = list(_measured(path))
    if not rows:
        raise InputError(f"{path}: no files of a known language")
    return Sample(
        np.array([values for values, _ in rows], np.float64),
        np.array([-1 if row.get("label") is None else row["label"] for _, row in rows], np.int8),
        _texts(rows, "language"), _texts(rows, "group"), _texts(rows, "family"),
        np.array([bool(row.get("library", row.get("label") != 0)) for _, row in rows]),
    )


def _texts(rows: list[tuple[Any, dict[str, Any]]], name: str) -> npt.NDArray[np.str_]:
    return np.array([str(row.get(name) or "") for _, row in rows])


def _measured(path: Path) -> Iterator[tuple[Any, dict[str, Any]]]:
    known = languages()
    with path.open(encoding="utf-8") as lines, Parser(Parsing(), known) as parser:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                text, language, label = row.pop("text").encode(), row["language"], row.get("label")
            except (ValueError, KeyError, AttributeError, TypeError) as error:
                raise InputError(f"{path}: line {number}: text, path, language and label are needed: {error}") from None
            if label not in (0, 1, None):
                raise InputError(f"{path}: line {number}: label: 1 (good), 0 (bad) or null, found {label!r}")
            if language in known:
                parsed = parser.parse(language, str(row.get("path", "")), text)
                if parsed.status not in ("timeout", "crash"):
                    yield features(text, parsed), row


def described(path: Path, sample: Sample) -> str:
    """What a sample is, in words that tell another one apart."""
    good, bad, none = (int((sample.labels == label).sum()) for label in (1, 0, -1))
    return (f"{path.name} of SHA-256 {sha256(path.read_bytes()).hexdigest()}: {good} good files, {bad} bad, {none} "
            f"without a label, of {len(set(sample.groups.tolist()))} packages")


def train(sample: Sample, name: str, data: str) -> Model:
    """Train on all packages, and tell how models did on the third of the packages that each had not seen.

    Languages whose labels the score was shown not to follow get no score.

    Raises:
        InputError: there are too few files of either label or too few packages.
    """
    fold = np.array([sha256(group.encode()).digest()[0] % FOLDS for group in sample.groups])
    scores, lowest = np.full(len(fold), np.nan), np.full((len(TOLD), len(fold)), np.nan)
    for number in range(FOLDS):
        rows = fold == number
        model, unseen = fit(sample.where(~rows), name, data), sample.where(rows)
        scores[rows] = scores_of(model, unseen)
        lowest[:, rows] = [[threshold(model, str(language), share) or np.nan for language in unseen.languages]
                           for share in TOLD]
    found = figures(sample, scores, lowest)
    wrong = {language for language, row in found["languages"].items() if (row["auc"] or 1) < LEAST_AUC}
    whole = fit(sample, name, data)
    norms = {language: norm for language, norm in whole.norms.items() if language not in wrong}
    return replace(whole, figures=found, norms=norms)


def fit(sample: Sample, name: str, data: str) -> Model:
    """A model of all files of a sample.

    Raises:
        InputError: there are too few files of either label, or of a language.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier
    from threadpoolctl import threadpool_limits

    norms = _norms(sample)
    known = np.isin(sample.languages, list(norms)) & (sample.labels >= 0)
    labelled = sample.where(known)
    if len(set(labelled.labels.tolist())) < 2:
        raise InputError(f"too few files: a language needs {LEAST_FILES} of {LEAST_GROUPS} libraries, and both labels")
    scaled = _scaled(labelled, norms)
    cuts = [_cuts(scaled[:, place]) for place in range(scaled.shape[1])]
    boosted = HistGradientBoostingClassifier(
        learning_rate=0.08, max_iter=250, max_leaf_nodes=4, min_samples_leaf=40, l2_regularization=5.0,
        interaction_cst="no_interactions", random_state=0, early_stopping=False,
        monotonic_cst=[-1 if feature in DOWN else 0 for feature in FEATURES],
    )
    with threadpool_limits(1):  # sums of several threads come in any order
        boosted.fit(_stepped(scaled, cuts), labelled.labels, sample_weight=_weights(labelled))
    intercept, shapes = _shapes(boosted, cuts)
    model = Model(name, data, {}, tuple(FEATURES), intercept, shapes, norms)
    return replace(model, norms=_calibrated(model, sample))


def figures(sample: Sample, scores: Floats, lowest: Floats) -> dict[str, Any]:
    """How scores follow the labels, over all, by language, and by family of bad files against all good ones.

    Each with the area under the curve, and the shares of good and bad files that a drop share of TOLD would drop.

    Args:
        sample: labelled files.
        scores: of each, by a model that had not seen its package; NaN where that knew not its language.
        lowest: thresholds of its language for each of TOLD.
    """
    from sklearn.metrics import roc_auc_score

    known = ~np.isnan(scores) & (sample.labels >= 0)

    def told(rows: npt.NDArray[np.bool_]) -> dict[str, Any]:
        labels, own = sample.labels[known & rows], scores[known & rows]
        good, bad = int((labels == 1).sum()), int((labels == 0).sum())
        below = own < lowest[:, known & rows]
        return {
            "good": good, "bad": bad,
            "auc": round(float(roc_auc_score(labels, own)), 3) if min(good, bad) >= LEAST_TOLD else None,
            "dropped": {str(share): [round(float(below[place, labels == label].mean()), 4) if count else None
                                     for label, count in ((1, good), (0, bad))]
                        for place, share in enumerate(TOLD)},
        }

    families = sorted(set(sample.families[known & (sample.labels == 0)].tolist()))
    return {
        "held_out": told(known),
        "languages": {name: told(sample.languages == name) for name in sorted(set(sample.languages[known].tolist()))},
        "families": {name: told((sample.families == name) | (sample.labels == 1)) for name in families},
    }


def scores_of(model: Model, sample: Sample) -> Floats:
    """The score of each file; NaN where the model does not know its language."""
    found = (score(model, str(language), values.astype(np.float32))
             for language, values in zip(sample.languages, sample.values, strict=True))
    return np.array([np.nan if one is None else one for one in found])


def _norms(sample: Sample) -> dict[str, Norm]:
    norms, quantiles = {}, tuple(0.0 for _ in SHARES)
    for language in sorted(set(sample.languages.tolist())):
        own = sample.library & (sample.languages == language)
        if own.sum() < LEAST_FILES or len(set(sample.groups[own].tolist())) < LEAST_GROUPS:
            continue
        low, middle, high = (_percentile(sample.values[own], q) for q in (25, 50, 75))
        wide = _percentile(sample.values[own], 95) - _percentile(sample.values[own], 5)
        # Where most files have the same value, as of marks of work to do, the middle half spans nothing.
        spreads = np.maximum((high - low) / 2, np.maximum(wide / 8, 1e-3))
        norms[language] = Norm(_rounded(middle), _rounded(spreads), quantiles, int(own.sum()))
    return norms


def _percentile(values: Floats, q: float) -> Floats:
    """By column; 0 where nothing tells."""
    known = ~np.isnan(values).all(axis=0)
    found = np.zeros(values.shape[1])
    found[known] = np.nanpercentile(values[:, known], q, axis=0)
    return found


def _scaled(sample: Sample, norms: Mapping[str, Norm]) -> Floats:
    centres = np.array([norms[str(name)].centres for name in sample.languages])
    spreads = np.array([norms[str(name)].spreads for name in sample.languages])
    scaled: Floats = (sample.values - centres) / spreads
    return scaled


def _cuts(values: Floats) -> tuple[float, ...]:
    known = values[~np.isnan(values)]
    if not len(known):
        return ()
    found = np.unique(np.round(np.quantile(known, np.linspace(0, 1, STEPS + 1)[1:-1]), 4))
    return tuple(found.tolist())


def _stepped(scaled: Floats, cuts: Sequence[tuple[float, ...]]) -> Floats:
    """The number of the step of each value, NaN where there is none."""
    steps = [np.searchsorted(own, scaled[:, place], side="right").astype(np.float64) for place, own in enumerate(cuts)]
    return np.where(np.isnan(scaled), np.nan, np.column_stack(steps))


def _weights(sample: Sample) -> Floats:
    """Labels of a language weigh the same, and a package no more than the root of its files."""
    groups: dict[tuple[str, str, int], int] = defaultdict(int)
    keys = list(zip(sample.languages.tolist(), sample.groups.tolist(), sample.labels.tolist(), strict=True))
    for key in keys:
        groups[key] += 1
    weights: Floats = np.array([groups[key] ** -0.5 for key in keys])
    for language in sorted(set(sample.languages.tolist())):
        own = sample.languages == language
        sums = [weights[own & (sample.labels == label)].sum() for label in (0, 1)]
        for label, total in enumerate(sums):
            # A language with few files of a label must not let each of them weigh like a hundred.
            share = min(sums) if min(sums) > 0 else total
            weights[own & (sample.labels == label)] *= min(share, total) / total if total else 0.0
    weights /= weights.mean()
    return weights


def _shapes(boosted: Any, cuts: Sequence[tuple[float, ...]]) -> tuple[float, tuple[Shape, ...]]:
    """The table of each feature, exact because no tree asks for two, around a mean of 0 over its steps."""
    base = np.zeros((1, len(cuts)))
    zero = float(boosted.decision_function(base)[0])
    intercept, shapes = zero, []
    for place, own in enumerate(cuts):
        steps = np.repeat(base, len(own) + 2, axis=0)
        steps[:, place] = [*range(len(own) + 1), np.nan]
        added = boosted.decision_function(steps) - zero
        mean = float(added[:-1].mean())
        intercept += mean
        *values, unknown = _rounded(added - mean)
        shapes.append(_merged(own, values, 0.0 if abs(unknown) < 1e-6 else unknown))
    return round(intercept, 6), tuple(shapes)


def _merged(cuts: Sequence[float], values: Sequence[float], unknown: float) -> Shape:
    """A shape without borders between equal steps."""
    kept = [place for place in range(len(cuts)) if values[place] != values[place + 1]]
    return Shape(tuple(cuts[place] for place in kept), (*(values[place] for place in kept), values[-1]), unknown)


def _calibrated(model: Model, sample: Sample) -> dict[str, Norm]:
    """The norms with the quantiles of the scores of the libraries' files."""
    found = {}
    scores = scores_of(model, sample)
    for language, norm in model.norms.items():
        own = scores[sample.library & (sample.languages == language)]
        found[language] = replace(norm, quantiles=_rounded(np.quantile(own, SHARES)))
    return found


def _rounded(values: Floats) -> tuple[float, ...]:
    return tuple(np.round(values, 6).tolist())
