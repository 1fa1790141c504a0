import numpy as np
import pytest
import torch

import pipeline.training.model as module
from pipeline.option_files import read_values
from pipeline.training.attention import documents
from pipeline.training.batch import IGNORED
from pipeline.training.hf_export import config
from pipeline.training.model import CausalModel, parameter_count
from pipeline.training.options import Model
from pipeline.training.parallel import initialise
from tests.pipeline.training.synthetic import VOCABULARY, SyntheticSource

pytestmark = pytest.mark.slow  # PyTorch

SHAPE = Model(hidden=48, feed_forward=96, layers=2, heads=4, kv_heads=2, initial_deviation=0.2)
LONG = SHAPE.model_copy(update={"rope_base": 100_000.0, "rope_factor": 4.0})
CPU = torch.device("cpu")


def made(shape: Model = SHAPE) -> CausalModel:
    model = CausalModel(shape, VOCABULARY)
    initialise(model, shape.initial_deviation, seed=1)
    return model


def packed():
    batch = next(SyntheticSource(0, 1, 4))
    tensors = (torch.from_numpy(x) for x in (batch.ids, batch.positions, batch.labels))
    return (*tensors, batch.lengths)


def test_packed_loss_is_the_loss_of_every_document_alone():
    model, (ids, positions, labels, lengths) = made(), packed()
    together = model(ids, positions, documents(lengths, 64, CPU, "documents"), labels).view(ids.shape)
    for row, of_row in enumerate(lengths):
        for start, length in zip(np.cumsum([0, *of_row]), of_row, strict=False):
            some = (slice(row, row + 1), slice(start, start + length))
            alone = model(ids[some], torch.arange(length)[None], documents([[length]], length, CPU, "documents"),
                          labels[some])
            torch.testing.assert_close(together[some].flatten(), alone, atol=1e-5, rtol=0)


def test_no_document_leaks_into_another():
    model, (ids, positions, _, lengths) = made(), packed()
    context = documents(lengths, 64, CPU, "documents")
    before = model(ids, positions, context)
    first = lengths[0][0]
    ids[0, :first] = (ids[0, :first] + 7) % VOCABULARY
    after = model(ids, positions, context)
    assert torch.equal(before[0, first:], after[0, first:])
    assert torch.equal(before[1:], after[1:])
    assert not torch.allclose(before[0, :first], after[0, :first])


@pytest.mark.slow
@pytest.mark.parametrize("shape", [SHAPE, LONG], ids=["plain", "scaled positions"])
def test_logits_are_those_of_transformers(shape):
    from transformers import LlamaConfig, LlamaForCausalLM

    model, (ids, positions, _, lengths) = made(shape), packed()
    theirs = LlamaForCausalLM(LlamaConfig(**config(shape, VOCABULARY, 64, torch.float32)))
    missing, unexpected = theirs.load_state_dict(model.state_dict(), strict=True)
    assert not missing and not unexpected
    with torch.no_grad():
        ours = model(ids, positions, documents(lengths, 64, CPU, "documents"))
        for row, of_row in enumerate(lengths):  # transformers finds documents in the positions, padding included
            end = sum(of_row)
            found = theirs.eval()(ids[row : row + 1, :end], position_ids=positions[row : row + 1, :end],
                                  use_cache=False).logits
            torch.testing.assert_close(ours[row, :end], found[0], atol=1e-4, rtol=0)


def test_loss_in_chunks_and_with_activations_computed_again_is_the_same(monkeypatch):
    def gradients(model):
        model.zero_grad()
        losses = model(ids, positions, documents(lengths, 64, CPU, "documents"), labels)
        losses.sum().backward()
        return [losses.detach(), *(parameter.grad.clone() for parameter in model.parameters())]

    model, (ids, positions, labels, lengths) = made(), packed()
    assert (labels == IGNORED).any()
    plain = gradients(model)
    monkeypatch.setattr(module, "LOSS_CHUNK", 50)
    for block in model.model.layers:
        block.recompute = True
    for one, other in zip(plain, gradients(model), strict=True):
        torch.testing.assert_close(one, other)


def test_parameters_are_counted():
    model = made()
    assert parameter_count(SHAPE, VOCABULARY) == sum(parameter.numel() for parameter in model.parameters())


@pytest.mark.parametrize(("name", "billions"), [("1.3b", 1.35), ("6.7b", 6.74), ("33b", 33.3)])
def test_sizes_of_the_paper(name, billions):
    shape = Model(**read_values(f"conf/training/models/{name}.yaml", Model))
    assert parameter_count(shape, 32256) / 1e9 == pytest.approx(billions, abs=0.05)
