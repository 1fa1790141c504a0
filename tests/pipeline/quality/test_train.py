"""Training on a small sample made here: what is planted is found, and the tables say what the trees said."""

import json
from dataclasses import replace

import numpy as np
import pytest

from pipeline.errors import InputError
from pipeline.quality.score import score
from pipeline.quality.train import Sample, fit, read_sample, scores_of, train
from schemas.files import FEATURES

PLACE = {name: place for place, name in enumerate(FEATURES)}


def sample(files=400):
    """Bad files repeat themselves; in Go they also have long names. Nothing else tells them."""
    random = np.random.default_rng(7)
    values = random.normal(10, 1, (files, len(FEATURES)))
    labels = random.integers(0, 2, files).astype(np.int8)
    languages = random.choice(["go", "python"], files)
    values[:, PLACE["repeated_lines"]] = np.where(labels == 1, 0.1, 0.5) + random.normal(0, 0.1, files)
    values[random.random(files) < 0.1, PLACE["functions"]] = np.nan
    groups = random.choice(list("abcdefgh"), files)
    families = np.where(labels == 1, "library", "machine")
    return Sample(values, labels, languages, groups, families, np.ones(files, np.bool_))


@pytest.fixture(scope="module")
def model():
    return fit(sample(), "test", "made up")


@pytest.mark.slow
def test_what_tells_good_from_bad_has_the_largest_steps(model):
    ranges = {name: max(shape.values) - min(shape.values)
              for name, shape in zip(model.features, model.shapes, strict=True)}
    assert max(ranges, key=ranges.get) == "repeated_lines"
    assert model.norms.keys() == {"go", "python"}
    found = sample()
    scores = scores_of(model, found)
    assert scores[found.labels == 1].mean() > scores[found.labels == 0].mean() + 0.5


@pytest.mark.slow
def test_shares_of_the_reference_are_below_the_quantiles(model):
    found = sample()
    scores = scores_of(model, found)
    for language, norm in model.norms.items():
        own = scores[found.languages == language]
        assert norm.files == len(own)
        assert (own <= norm.quantiles[-1] + 1e-6).all()
        assert (own < norm.quantiles[8]).mean() == pytest.approx(0.1, abs=0.02)


@pytest.mark.slow
def test_training_again_gives_the_same(model):
    assert fit(sample(), "test", "made up") == model


@pytest.mark.slow
def test_held_out_packages_are_judged_by_a_model_that_has_not_seen_them():
    figures = train(sample(1200), "test", "made up").figures
    assert figures["held_out"]["auc"] > 0.95
    assert figures["families"].keys() == {"machine"}
    assert sum(row["good"] for row in figures["languages"].values()) == figures["held_out"]["good"]


def test_too_few_files_are_refused():
    with pytest.raises(InputError, match="a language needs 60 of 2 libraries, and both labels"):
        fit(sample(50), "test", "made up")
    found = sample()
    with pytest.raises(InputError, match="both labels"):
        fit(replace(found, labels=np.ones_like(found.labels)), "test", "made up")


def test_labelled_files_are_read_and_measured(tmp_path):
    path = tmp_path / "files.jsonl"
    rows = [{"text": "a = 1\n", "path": "a.py", "language": "python", "label": 1, "group": "g"},
            {"text": "a = 1\na = 1\n", "path": "b.py", "language": "python", "label": 0},
            {"text": "x", "path": "c", "language": "klingon", "label": 0},
            {"text": "b = 1\n", "path": "d.py", "language": "python", "label": None}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    found = read_sample(path)
    assert found.labels.tolist() == [1, 0, -1]
    assert found.library.tolist() == [True, False, True]
    assert found.values[1, PLACE["repeated_lines"]] == 0.5
    assert found.groups[0] == "g"


@pytest.mark.parametrize(("line", "message"), [
    ("{", "line 2: text, path, language and label are needed"),
    ("[]", "line 2: text, path, language and label are needed"),
    ('{"text": "a", "label": 1}', "line 2: .*'language'"),
    ('{"text": "a", "language": "c", "label": "good"}', "line 2: label: 1 .good., 0 .bad. or null, found 'good'"),
])
def test_a_wrong_line_is_named(tmp_path, line, message):
    path = tmp_path / "files.jsonl"
    path.write_text('{"text": "a", "path": "a.c", "language": "c", "label": 1}\n' + line + "\n")
    with pytest.raises(InputError, match=message):
        read_sample(path)


def test_files_of_no_known_language_are_no_sample(tmp_path):
    path = tmp_path / "files.jsonl"
    path.write_text('{"text": "a", "path": "a", "language": "klingon", "label": 1}\n')
    with pytest.raises(InputError, match="no files of a known language"):
        read_sample(path)


@pytest.mark.slow
def test_scores_do_not_depend_on_the_other_files(model):
    found = sample()
    alone = [score(model, str(language), values.astype(np.float32))
             for language, values in zip(found.languages[:9], found.values[:9], strict=True)]
    assert alone == scores_of(model, found)[:9].tolist()
