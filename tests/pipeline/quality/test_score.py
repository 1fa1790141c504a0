"""Scores of a small model that can be added up by hand, and of the one that is shipped."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import Quality
from pipeline.errors import ConfigError
from pipeline.fates import Verdict
from pipeline.languages.catalogue import languages
from pipeline.quality.features import named, values_of
from pipeline.quality.model import SHARES, Model, Norm, Shape, read_model, write_model
from pipeline.quality.score import Scorer, contributions, score, scorer_of, threshold, weighted_mean
from pipeline.quality.train import DOWN
from schemas.files import FEATURES

LADDER = tuple(round(0.9 * share, 6) for share in SHARES)
SMALL = Model(
    "small", "by hand", {}, ("to_do", "comment_share"), 0.5,
    (Shape((0.0, 2.0), (0.25, 0.0, -1.0), 0.125), Shape((), (0.75,), -0.5)),
    {"python": Norm((1.0, 0.2), (2.0, 0.1), LADDER, 100)},
)
SHIPPED = read_model()


def values(**known):
    return values_of({name: known.get(name, 0.0) for name in FEATURES})


def test_the_score_is_the_logistic_function_of_what_features_add():
    assert contributions(SMALL, "python", values(to_do=1.0)) == {"to_do": 0.0, "comment_share": 0.75}
    assert contributions(SMALL, "python", values(to_do=0.5)) == {"to_do": 0.25, "comment_share": 0.75}
    assert contributions(SMALL, "python", values(to_do=5.0)) == {"to_do": -1.0, "comment_share": 0.75}
    assert contributions(SMALL, "python", values(to_do=None, comment_share=None)) == {
        "to_do": 0.125, "comment_share": -0.5}
    assert score(SMALL, "python", values(to_do=5.0)) == pytest.approx(1 / (1 + np.exp(-0.25)))


def test_of_a_language_that_the_model_does_not_know_nothing_is_said_or_dropped():
    assert score(SMALL, "cobol", values()) is None
    scorer = Scorer(SMALL, 0.5, {})
    assert scorer.score("cobol", values()) is None
    assert scorer.verdict("cobol", None) is None
    assert scorer.verdict("cobol", 0.0) is None


def test_thresholds_are_quantiles_of_the_reference():
    assert threshold(SMALL, "python", 0.1) == pytest.approx(0.09)
    assert threshold(SMALL, "python", 0.0875) == pytest.approx(0.9 * 0.0875)
    assert threshold(SMALL, "python", 0.0005) == pytest.approx(0.9 * 0.0005)
    assert threshold(SMALL, "python", 0) is None
    scorer = Scorer(SMALL, 0.1, {})
    assert scorer.verdict("python", 0.0899) == Verdict("low_quality", 0.0899, pytest.approx(0.09))
    assert scorer.verdict("python", 0.0901) is None
    assert Scorer(SMALL, 0.1, {"python": 0}).verdict("python", 0.0) is None
    assert Scorer(SMALL, 0, {"python": 0.2}).verdict("python", 0.1).threshold == pytest.approx(0.18)


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 10**9)), min_size=1, max_size=20), st.randoms())
def test_the_mean_of_a_repository_depends_on_no_order(pairs, random):
    mean = weighted_mean(pairs)
    assert mean == weighted_mean(random.sample(pairs, len(pairs)))
    if sum(size for _, size in pairs):
        assert min(score for score, _ in pairs) - 1e-9 <= mean <= max(score for score, _ in pairs) + 1e-9
    else:
        assert mean is None


def test_a_model_survives_its_file(tmp_path):
    write_model(SMALL, tmp_path / "model.json")
    assert read_model(tmp_path / "model.json") == SMALL
    write_model(SHIPPED, tmp_path / "shipped.json")
    assert read_model(tmp_path / "shipped.json") == SHIPPED


@pytest.mark.parametrize(("change", "message"), [
    ({"features": ("to_do", "beauty")}, "no such feature as beauty"),
    ({"shapes": SMALL.shapes[:1]}, "2 features need as many, found 1"),
    ({"shapes": (Shape((2.0, 0.0), (0, 0, 0), 0.0), SMALL.shapes[1])}, "shapes of to_do: ascending cuts"),
    ({"norms": {"python": Norm((0.0,), (1.0,), LADDER, 1)}}, "norms of python: a centre and a positive spread"),
    ({"norms": {"python": Norm((0.0, 0.0), (1.0, 0.0), LADDER, 1)}}, "norms of python: a centre and a positive spread"),
    ({"norms": {"python": Norm((0.0, 0.0), (1.0, 1.0), LADDER[::-1], 1)}}, "18 ascending quantiles"),
])
def test_a_wrong_model_is_refused_by_place(tmp_path, change, message):
    write_model(replace(SMALL, **change), tmp_path / "model.json")
    with pytest.raises(ConfigError, match=f"model.json: no quality model: .*{message}"):
        read_model(tmp_path / "model.json")


def test_what_is_no_model_is_refused_by_place(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read as a quality model"):
        read_model(tmp_path / "none.json")
    write_model(SMALL, tmp_path / "model.json")
    model = json.loads((tmp_path / "model.json").read_text())
    model["shapes"][1]["unknown"] = "many"
    (tmp_path / "model.json").write_text(json.dumps(model))
    with pytest.raises(ConfigError, match=r"no quality model: shapes\.1\.unknown: Input should be a valid number"):
        read_model(tmp_path / "model.json")


def test_options_may_name_a_model_and_only_its_languages(tmp_path):
    write_model(SMALL, tmp_path / "model.json")
    options = Quality(model=str(tmp_path / "model.json"), languages={"python": 0.5})
    assert scorer_of(options).verdict("python", 0.2).threshold == pytest.approx(0.45)
    with pytest.raises(ConfigError, match="the model knows no cobol, java; it knows python"):
        scorer_of(Quality(model=str(tmp_path / "model.json"), languages={"java": 0.1, "cobol": 0.1}))


def test_the_shipped_model_knows_languages_of_the_catalogue():
    assert len(SHIPPED.norms) >= 12
    assert SHIPPED.norms.keys() <= languages().keys()
    assert SHIPPED.data
    assert SHIPPED.figures["held_out"]["auc"] > 0.75


@settings(max_examples=40)
@given(st.sampled_from(DOWN), st.sampled_from(sorted(SHIPPED.norms)), st.floats(0, 100), st.floats(0, 100),
       st.dictionaries(st.sampled_from(list(FEATURES)), st.floats(0, 100, width=32)))
def test_more_of_what_is_bad_never_gives_a_better_score(name, language, one, other, rest):
    low, high = sorted((one, other))
    assert score(SHIPPED, language, values(**rest | {name: low})) >= score(
        SHIPPED, language, values(**rest | {name: high}))


@given(st.dictionaries(st.sampled_from(list(FEATURES)), st.none() | st.floats(0, 1e6, width=32)))
def test_features_survive_the_ledger(known):
    found = values(**known)
    assert values_of(named(found)).tobytes() == found.tobytes()
