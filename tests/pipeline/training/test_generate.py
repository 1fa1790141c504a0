import json

import numpy as np
import pytest
import torch

from pipeline.errors import InputError
from pipeline.training.attention import documents
from pipeline.training.chat import Message
from pipeline.training.generate import Cache, Sampling, Writer, _choose
from pipeline.training.model import CausalModel
from pipeline.training.options import Model
from pipeline.training.parallel import initialise

pytestmark = pytest.mark.slow  # PyTorch

SHAPE = Model(hidden=32, feed_forward=64, layers=2, heads=4, kv_heads=2, initial_deviation=0.3)


@pytest.fixture
def writer(tokenizer):
    model = CausalModel(SHAPE, -(-tokenizer.vocabulary // 64) * 64)
    initialise(model, SHAPE.initial_deviation, seed=3)
    return Writer(model, tokenizer, window=600)


def test_reading_token_by_token_gives_the_logits_of_the_whole(writer):
    model, ids = writer.model, torch.arange(20)[None]
    with torch.no_grad():
        whole = model(ids, ids, documents([[20]], 20, torch.device("cpu"), "documents"))
        cache, parts = Cache(), []
        for start, end in ((0, 9), (9, 10), (10, 17), (17, 20)):
            parts.append(model(ids[:, start:end], ids[:, start:end], cache))
    torch.testing.assert_close(torch.cat(parts, dim=1), whole)


def test_the_likeliest_tokens_follow_and_the_same_seed_draws_the_same(writer):
    one = writer.complete("def add(", Sampling(tokens=12))
    assert one and one == writer.complete("def add(", Sampling(tokens=12, temperature=1, top_p=0))
    drawn = [writer.complete("def add(", Sampling(tokens=12, temperature=2, seed=seed)) for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_a_control_token_ends_the_text(writer, monkeypatch):
    wanted = iter([65, 66, writer.tokenizer.controls.eos, 67])
    monkeypatch.setattr("pipeline.training.generate._choose", lambda *_: next(wanted))
    assert writer.complete("x", Sampling()) == writer.tokenizer.decode([65, 66])


def test_prompts_have_the_form_of_training_data(writer, monkeypatch):
    seen = []
    monkeypatch.setattr(Writer, "_text", lambda self, ids, sampling: seen.append(list(ids)) or "answer\n")
    controls, tokenizer = writer.tokenizer.controls, writer.tokenizer
    assert writer.infill("def ", ":", Sampling()) == "answer\n"
    prefix, suffix = tokenizer.encode("def ").tolist(), tokenizer.encode(":").tolist()
    assert seen[-1] == [controls.bos, controls.begin, *prefix, controls.hole, *suffix, controls.end]
    writer.complete("def", Sampling())
    assert seen[-1] == [controls.bos, *tokenizer.encode("def").tolist()]
    assert writer.answer([Message("user", "x")], Sampling()) == "answer"
    assert seen[-1][0] == controls.bos and seen[-1].count(controls.bos) == 1


def test_long_prompts_are_cut_where_they_matter_least(writer, monkeypatch):
    seen = []
    monkeypatch.setattr(Writer, "_text", lambda self, ids, sampling: seen.append(list(ids)) or "")
    writer.complete("a b c " * 500 + "end", Sampling(tokens=500))
    assert len(seen[-1]) == 100 and writer.tokenizer.decode(seen[-1][1:]).endswith("end")
    writer.infill("a b c " * 500 + "before", "after" + " x y z" * 500, Sampling(tokens=500))
    text = writer.tokenizer.decode(seen[-1])
    assert len(seen[-1]) == 100 and "before" in text and "after" in text
    with pytest.raises(InputError, match="no room for a prompt"):
        writer.complete("x", Sampling(tokens=599))
    with pytest.raises(InputError, match="fit beside an answer"):
        writer.answer([Message("user", "a b c " * 500)], Sampling())


def test_top_p_takes_the_fewest_tokens_that_reach_it():
    logits, stream = torch.tensor([0.5, 0.3, 0.2]).log(), torch.Generator().manual_seed(0)
    drawn = {p: {_choose(logits, Sampling(temperature=1, top_p=p), stream) for _ in range(200)} for p in (0.4, 0.7, 1)}
    assert drawn == {0.4: {0}, 0.7: {0, 1}, 1: {0, 1, 2}}


@pytest.mark.parametrize("content", [None, "{", json.dumps({"model_type": "bert"}),
                                     json.dumps({"model_type": "llama", "rope_scaling": {"type": "yarn"}})])
def test_folders_that_hold_no_model_are_told(tmp_path, content):
    if content is not None:
        (tmp_path / "config.json").write_text(content)
        np.save(tmp_path / "model.safetensors", np.zeros(1))
        (tmp_path / "model.safetensors.npy").rename(tmp_path / "model.safetensors")
    with pytest.raises(InputError, match=str(tmp_path)):
        Writer.open(tmp_path)
