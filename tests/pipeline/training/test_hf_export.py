"""From a run to a Hugging Face folder and back; transformers is the judge."""

import json
from dataclasses import asdict

import pytest
import torch

from pipeline.errors import ConfigError, InputError, OutputError
from pipeline.training import hf_export
from pipeline.training.chat import Message, encode_chat
from pipeline.training.generate import Sampling, Writer
from pipeline.training.hf_export import export, read_config
from pipeline.training.train import train
from tests.pipeline.training.ranks import options
from tests.pipeline.training.synthetic import SyntheticSource

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
MODEL = {"vocabulary": 320, "rope_base": 100_000, "rope_factor": 4}
CHAT = [Message("user", "Add 1 and 2."), Message("assistant", "It is 3."), Message("user", "And 4?")]


def trained(folder, **sections):
    train(options(folder, 3, model=MODEL, **sections), lambda _, ranks: SyntheticSource(0, 1, 8))
    return folder


@pytest.fixture(scope="module")
def run(tmp_path_factory, tokenizer):
    folder = tmp_path_factory.mktemp("run")
    (folder / "tokenizer").mkdir()
    tokenizer.save(folder / "tokenizer")
    return trained(folder)


@pytest.fixture(scope="module", params=["one file", "many files"])
def exported(request, run, tmp_path_factory):
    out = tmp_path_factory.mktemp("out") / "model"
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "many files":
            patch.setattr(hf_export, "FILE_BYTES", 50_000)
        assert export(run, out, torch.float32).name == "step-00000003"
    return out


def test_transformers_loads_it_and_gives_the_same_logits(run, exported, tokenizer):
    from transformers import AutoModelForCausalLM

    theirs, about = AutoModelForCausalLM.from_pretrained(exported, output_loading_info=True)
    assert not about["missing_keys"] and not about["unexpected_keys"]
    assert theirs.config.rope_parameters["factor"] == 4 and theirs.config.vocab_size == 320
    ids = torch.tensor([tokenizer.encode("def add(one, two):\n    return").tolist()])
    ours = Writer.open(run).model
    from pipeline.training.attention import documents

    with torch.no_grad():
        found = ours(ids, torch.arange(ids.shape[1])[None], documents([[ids.shape[1]]], ids.shape[1], ids.device,
                                                                      "documents"))
        torch.testing.assert_close(found, theirs(ids).logits, atol=1e-4, rtol=0)
    assert set(theirs.generation_config.eos_token_id) == {tokenizer.controls.eos, tokenizer.controls.turn}


def test_the_tokenizer_is_ours_and_has_the_form_of_a_chat(exported, tokenizer):
    from transformers import AutoTokenizer

    theirs = AutoTokenizer.from_pretrained(exported)
    text = "def add(one,\ttwo):  # 加\n\n\n    return 1234\n"
    ids = theirs(text)["input_ids"]
    assert ids == [tokenizer.controls.bos, *tokenizer.encode(text).tolist()]
    assert theirs.decode(ids, skip_special_tokens=True) == text
    assert theirs.pad_token_id == tokenizer.controls.pad and theirs.model_max_length == 64
    for messages in (CHAT, CHAT[:2], [Message("system", "Be short."), *CHAT]):
        rendered = theirs.apply_chat_template([asdict(message) for message in messages], tokenize=False)
        assert rendered == tokenizer.decode(encode_chat(messages, tokenizer).ids)


def test_the_run_its_checkpoint_and_the_folder_write_the_same(run, exported):
    texts = [Writer.open(place).complete("def ", Sampling(tokens=20))
             for place in (run, run / "step-00000003", exported)]
    assert texts[0] == texts[1] == texts[2]


def test_a_stage_starts_from_the_folder_or_from_a_run(run, exported, tmp_path):
    """One step of rate 0 leaves the weights as they came."""
    held = {"schedule": {"steps": 1, "kind": "constant", "warm_up": 0, "peak": 1e-30}}
    for place, more in ((exported, {}), (run, {}), (run, {"load_optimizer": True, "reset_data": False})):
        folder = tmp_path / f"{place.name}.{len(more)}"
        train(options(folder, 1, model=MODEL, start={"init_from": str(place), **more}, **held),
              lambda _, ranks: SyntheticSource(0, 1, 8))
        (folder / "tokenizer").symlink_to(run / "tokenizer")
        one, other = (Writer.open(place).model.state_dict() for place in (folder, run))
        assert all(torch.equal(one[name], other[name]) for name in other)
        first = json.loads((folder / "log.jsonl").read_text())
        assert first["step"] == 1
    with pytest.raises(ConfigError, match="holds weights only"):
        train(options(tmp_path / "x", 1, model=MODEL, start={"init_from": str(exported), "load_optimizer": True}),
              lambda _, ranks: SyntheticSource(0, 1, 8))
    with pytest.raises(InputError, match="cannot be loaded"):
        train(options(tmp_path / "y", 1, model={**MODEL, "hidden": 96}, start={"init_from": str(run)}),
              lambda _, ranks: SyntheticSource(0, 1, 8))


def test_what_is_there_already_stays(run, exported, tmp_path):
    with pytest.raises(OutputError, match="already there"):
        export(run, exported)
    with pytest.raises(InputError, match="holds no checkpoint"):
        export(tmp_path, tmp_path / "out")


def test_other_models_are_refused(exported, tmp_path):
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "bert"}))
    with pytest.raises(InputError, match="a model of type bert"):
        read_config(tmp_path)
