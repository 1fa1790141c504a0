import json
from math import exp, log

import pytest
import torch

from pipeline.training.attention import documents
from pipeline.training.evaluation.tables import as_markdown
from pipeline.training.evaluation.texts import holes, infilling, languages
from pipeline.training.generate import Sampling, Writer
from pipeline.training.model import CausalModel
from pipeline.training.options import Model
from pipeline.training.parallel import initialise
from pipeline.training_documents import Document, Span

pytestmark = pytest.mark.slow  # PyTorch

SHAPE = Model(hidden=32, feed_forward=64, layers=1, heads=4, kv_heads=2, initial_deviation=0.3)
FILES = {"a.py": ("python", "def add(one, two):\n    return one + two  # 加\n"), "b.c": ("c", "int b = 3;\n\nint c;\n")}


@pytest.fixture
def document():
    text, spans = "", []
    for path, (language, own) in FILES.items():
        header = len(text.encode())
        text += f"# {path}\n"
        start = len(text.encode())
        text += own
        spans.append(Span(path, language, header, start, len(text.encode()), True))
        text += "\n"
    return Document("id", "repo", "code", 1.0, "python", text, tuple(spans), ())


@pytest.fixture
def writer(tokenizer):
    model = CausalModel(SHAPE, 320)
    initialise(model, SHAPE.initial_deviation, seed=3)
    return Writer(model, tokenizer, window=40)


def test_loss_by_language_is_that_of_its_tokens_after_what_stands_before(writer, document):
    found = languages(writer, [document], most=10_000)
    assert list(found) == ["all", "python", "c"]
    assert found["all"]["tokens"] == found["python"]["tokens"] + found["c"]["tokens"]
    assert found["python"]["bytes"] == len(FILES["a.py"][1].encode()) + 1
    header, own = (writer.tokenizer.encode(text).tolist() for text in ("# a.py\n", FILES["a.py"][1] + "\n"))
    ids = [*header, *own][: writer.window - 1]
    inputs = torch.tensor([[writer.tokenizer.controls.bos, *ids[:-1]]])
    context = documents([[len(ids)]], len(ids), torch.device("cpu"), "documents")
    with torch.no_grad():
        losses = writer.model(inputs, torch.arange(len(ids))[None], context, torch.tensor([ids]))
    first = languages(writer, [document], most=len(ids))["python"]
    expected = float(losses[len(header) :].mean())
    assert first["loss"] == pytest.approx(expected) and first["perplexity"] == pytest.approx(exp(expected))
    assert first["bits_per_byte"] == pytest.approx(expected * first["tokens"] / log(2) / first["bytes"])


def test_holes_are_the_same_every_time_and_part_of_one_file(document):
    found = [hole for seed in range(40) for hole in holes(document, seed)]
    assert found == [hole for seed in range(40) for hole in holes(document, seed)]
    assert {hole.kind for hole in found} == {"line", "span"} and {hole.language for hole in found} == {"python", "c"}
    for hole in found:
        assert hole.prefix + hole.middle + hole.suffix == document.text
        assert any(hole.middle in own for _, own in FILES.values())
        assert hole.kind == "span" or "\n" not in hole.middle


def test_exactly_filled_but_for_white_space(writer, document, monkeypatch):
    monkeypatch.setattr(Writer, "infill", lambda *_: "something else")
    assert all(figures["exact"] == 0.0 for figures in infilling(writer, [document], 5, Sampling(), seed=0).values())
    monkeypatch.setattr(Writer, "infill", lambda self, prefix, suffix, sampling: next(
        hole.middle for hole in holes(document, 0) if hole.prefix == prefix and hole.suffix == suffix) + "\n")
    found = infilling(writer, [document], 5, Sampling(), seed=0)
    assert found and all(figures == {"holes": 1, "exact": 1.0} for figures in found.values())
    table = as_markdown({"languages": languages(writer, [document], 100), "infilling": found})
    assert "| python |" in table and "100.0%" in table and json.dumps(found)
