import json

import numpy as np
import pytest

from pipeline.errors import ConfigError
from pipeline.evaluation.repositories import repositories
from pipeline.evaluation.repository_questions import asking, lines
from pipeline.training.evaluation import Evaluation, as_markdown, evaluate
from pipeline.training.evaluation.cross_file import cross_file, prompts, readings
from pipeline.training.evaluation.line_completion import line_completion
from pipeline.training.evaluation.losses import losses
from pipeline.training.generate import Sampling, Writer
from pipeline.training.model import CausalModel
from pipeline.training.options import Model
from pipeline.training.parallel import initialise
from tests.pipeline.evaluation.small import BASE, USER, write_corpus

SHAPE = Model(hidden=32, feed_forward=64, layers=1, heads=4, kv_heads=2, initial_deviation=0.3)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return write_corpus(tmp_path_factory.mktemp("corpus"))


@pytest.fixture
def writer(tokenizer):
    model = CausalModel(SHAPE, 320)
    initialise(model, SHAPE.initial_deviation, seed=3)
    return Writer(model, tokenizer, window=512)


@pytest.fixture
def asked(corpus):
    return asking(repositories(corpus, lambda repo: True, 1 << 20), 9, seed=1)


def test_the_same_tokens_are_read_with_and_without_context(writer, asked):
    found = readings(writer, prompts(writer.tokenizer, writer.window, asked))
    assert [reading.prompt.repo for reading in found] == ["one", "two"]
    own, context = f"# pkg/user.py\n{USER}", f"# pkg/base.py\n{BASE}\n"
    ids, before = (writer.tokenizer.encode(text).tolist() for text in (own, context))
    for reading in found:
        np.testing.assert_allclose(reading.without, losses(writer, ids), rtol=1e-6)
        np.testing.assert_allclose(reading.with_context, losses(writer, before + ids)[len(before) :], rtol=1e-6)
        named = writer.tokenizer.decode(np.array(ids)[reading.prompt.naming])
        assert named.replace(" ", "") == "ShapemakeShapemakemake"


def test_figures_are_sums_over_naming_tokens(writer, asked):
    found = readings(writer, prompts(writer.tokenizer, writer.window, asked))
    figures = cross_file(found)
    assert list(figures) == ["all", "python"] and figures["all"] == figures["python"]
    named = np.concatenate([reading.prompt.naming for reading in found])
    both = [np.concatenate([getattr(reading, side) for reading in found]) for side in ("with_context", "without")]
    assert figures["all"]["with_context"] == pytest.approx(both[0][named].mean())
    assert figures["all"]["without"] == pytest.approx(both[1][named].mean())
    assert figures["all"]["gain"] == pytest.approx((both[1] - both[0])[named].mean())
    assert figures["all"]["low"] <= figures["all"]["gain"] <= figures["all"]["high"]
    assert figures["all"]["tokens"] == named.sum() and figures["all"]["all_tokens"] == len(named)
    assert cross_file([]) == {}


def test_lines_completed_right_or_not(writer, asked, monkeypatch):
    some = lines(asked, 9, seed=1)
    answers = iter([some[0].rest + " ", "x", some[1].rest, "x"])  # with context wrong, without right, in turn
    monkeypatch.setattr(Writer, "follow", lambda self, ids, sampling: next(answers))
    found = line_completion(writer, some, Sampling())
    assert found["without"] == {"lines": 2, "exact": 1.0, "similarity": 1.0}
    assert found["with_context"]["exact"] == 0.0 and found["gain"]["similarity"] < 0
    assert line_completion(writer, [], Sampling()) == {}


def test_answers_end_before_a_stop(writer):
    whole = writer.complete("def ", Sampling(tokens=30))
    stop = whole[5:7]
    assert writer.complete("def ", Sampling(tokens=30, stops=("never there", stop))) == whole[: whole.index(stop)]


@pytest.mark.slow
def test_a_whole_evaluation(writer, corpus, tmp_path, monkeypatch):
    problems = tmp_path / "problems.jsonl"
    problems.write_text(json.dumps({"prompt": "x = 1\n", "test": "assert x == 1"}) + "\n")
    monkeypatch.setattr(Writer, "open", lambda place: writer)
    monkeypatch.setattr(Writer, "complete", lambda self, text, sampling: "1/0" if sampling.seed else "")
    run = Evaluation(model=str(tmp_path), corpus=str(corpus), out=str(tmp_path / "out.json"), holes=1, tokens=8,
                     line_tokens=8, programs={"file": str(problems), "samples": 2, "k": [1, 2]})
    figures = evaluate(run)
    assert json.loads((tmp_path / "out.json").read_text())["cross_file"] == figures["cross_file"]
    assert figures["programs"]["pass"] == {"pass@1": 0.5, "pass@2": 1.0} and figures["lines"]["without"]["lines"] == 2
    table = as_markdown(figures)
    assert "| 1 | 2 | 50.0% | 100.0% |" in table and "| with context | 2 |" in table and "| all | 2 | 2 |" in table
    with pytest.raises(ConfigError, match="no document of a repository"):
        evaluate(run.model_copy(update={"held_out": 1e-9}))


def test_no_more_than_was_held_out(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.training.checkpoint.checkpoint_in", lambda folder: folder)
    monkeypatch.setattr("pipeline.training.checkpoint.about", lambda folder: {"held_out": 0.1})
    with pytest.raises(ConfigError, match=r"0\.2 is more than the 0\.1"):
        evaluate(Evaluation(model=str(tmp_path), corpus=str(corpus), out=str(tmp_path / "o"), held_out=0.2))
