import pytest
import torch

from pipeline.training.attention import causal, documents, kernel_for

pytestmark = pytest.mark.slow  # PyTorch

LENGTHS = [[5, 1, 20], [32], [3, 3]]
WINDOW = 32


def projections(heads: int = 4, kv_heads: int = 2) -> list[torch.Tensor]:
    torch.manual_seed(0)
    return [torch.randn(3, count, WINDOW, 8, requires_grad=True) for count in (heads, kv_heads, kv_heads)]


def dense(query, key, value):
    """Attention with the whole mask written out: same document, not later."""
    key, value = (x.repeat_interleave(query.shape[1] // x.shape[1], dim=1) for x in (key, value))
    number = torch.stack([torch.repeat_interleave(torch.arange(len(row) + 1), torch.tensor([*row, WINDOW - sum(row)]))
                          for row in LENGTHS])
    sees = (number[:, :, None] == number[:, None, :]) & torch.ones(WINDOW, WINDOW, dtype=torch.bool).tril()
    scores = (query @ key.transpose(-1, -2)) / 8**0.5
    return scores.masked_fill(~sees[:, None], float("-inf")).softmax(-1) @ value


def test_documents_see_themselves_and_nothing_else():
    query, key, value = projections()
    context = documents(LENGTHS, WINDOW, torch.device("cpu"), "documents")
    torch.testing.assert_close(context.attend(0, query, key, value), dense(query, key, value))


def test_gradients_are_those_of_the_written_out_mask():
    some = projections()
    context = documents(LENGTHS, WINDOW, torch.device("cpu"), "documents")
    weights = torch.randn(3, 4, WINDOW, 8)
    ours = torch.autograd.grad((context.attend(0, *some) * weights).sum(), some)
    theirs = torch.autograd.grad((dense(*some) * weights).sum(), some)
    for one, other in zip(ours, theirs, strict=True):
        torch.testing.assert_close(one, other)


def test_flex_is_equal_where_it_runs():
    """FlexAttention has no backward pass on CPU; on CUDA the same block mask is compiled."""
    lengths = [[130, 60, 66], [256]]
    torch.manual_seed(0)
    query, key, value = (torch.randn(2, count, 256, 8) for count in (4, 2, 2))
    loop, flex = (documents(lengths, 256, torch.device("cpu"), kernel) for kernel in ("documents", "flex"))
    torch.testing.assert_close(flex.attend(0, query, key, value), loop.attend(0, query, key, value))


def test_bounds_of_varlen_name_every_document_over_all_rows():
    bounds = documents(LENGTHS, WINDOW, torch.device("cpu"), "varlen").bounds
    assert bounds.dtype == torch.int32
    assert bounds[:9].tolist() == [0, 5, 6, 26, 32, 64, 67, 70, 96]
    assert len(bounds) == 64 and set(bounds[9:].tolist()) == {96}


def test_too_long_documents_are_refused():
    with pytest.raises(ValueError, match="documents of 33 tokens in a window of 32"):
        documents([[33]], WINDOW, torch.device("cpu"), "documents")


def test_queries_at_the_end_of_the_keys_see_all_before_them():
    query, key, value = (x[:1] for x in projections())
    whole = causal(query, key, value)
    torch.testing.assert_close(causal(query[:, :, 20:], key, value), whole[:, :, 20:])
    torch.testing.assert_close(causal(query[:, :, -1:], key, value), whole[:, :, -1:])


def test_kernels_by_device():
    assert kernel_for(torch.device("cpu"), torch.float32) == "documents"
    assert kernel_for(torch.device("cuda"), torch.bfloat16) == "varlen"
    assert kernel_for(torch.device("cuda"), torch.float32) == "flex"
