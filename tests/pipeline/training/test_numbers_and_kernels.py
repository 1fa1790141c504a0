"""What runs on GPUs by default, executed on CPU as far as it can: bf16, compiled layers, compiled flex attention.

FlexAttention of PyTorch has no backward pass on CPU, so there it is compiled for reading only.
"""

import json

import pytest
import torch
from torch._dynamo.utils import counters

from pipeline.errors import ConfigError
from pipeline.training.attention import compiled_flex, documents
from pipeline.training.train import train
from tests.pipeline.training.processes import losses
from tests.pipeline.training.ranks import MODEL, ROWS, options
from tests.pipeline.training.synthetic import SyntheticSource

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
STEPS = 10


def run(folder, steps=STEPS, **sections):
    train(options(folder, steps, **sections), lambda _, ranks: SyntheticSource(ranks.data_rank, ranks.data_size, ROWS))
    return losses(folder)


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return run(tmp_path_factory.mktemp("plain"))


def graphs() -> int:
    """Graphs that were compiled so far."""
    return counters["stats"]["unique_graphs"]


def test_bf16_learns_as_fp32_does(tmp_path, plain):
    found = run(tmp_path, parallel={"precision": "bf16"})
    assert found != plain and found == pytest.approx(plain, abs=0.05)
    assert json.loads((tmp_path / "log.jsonl").read_text().splitlines()[-1])["skipped"] == 0


def test_compiled_layers_give_the_same_losses_and_are_compiled_once(tmp_path, plain):
    torch._dynamo.reset()
    before = graphs()
    found = run(tmp_path, parallel={"compile": True, "recompute_every": 2})
    assert found == pytest.approx(plain, abs=1e-4)
    # Before and after attention, which is not compiled here, in each layer: not again for other documents in a window.
    assert 0 < graphs() - before <= 4 * MODEL["layers"]


def test_flex_is_compiled_once_for_all_batches():
    torch.manual_seed(0)
    query, key, value = (torch.randn(2, count, 256, 16) for count in (4, 2, 2))
    torch._dynamo.reset()
    before = graphs()
    for lengths in ([[130, 60, 66], [256]], [[100, 156], [3, 250]], [[256], [128, 128]]):
        loop, flex = (documents(lengths, 256, torch.device("cpu"), kernel) for kernel in ("documents", "flex"))
        with torch.no_grad():
            found = compiled_flex()(query, key, value, block_mask=flex.blocks, enable_gqa=True)
        torch.testing.assert_close(found, loop.attend(0, query, key, value))
    assert graphs() - before == 1


@pytest.mark.parametrize("kernel", ["flex", "varlen"])
def test_kernels_that_cannot_train_here_are_refused(tmp_path, kernel):
    if torch.cuda.is_available():
        pytest.skip("they can")
    with pytest.raises(ConfigError, match=f"parallel.attention: {kernel} .* `documents`"):
        run(tmp_path, parallel={"attention": kernel})
