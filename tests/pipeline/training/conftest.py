import pytest

from pipeline.tokenizing.train import train


@pytest.fixture(scope="session")
def tokenizer():
    """A small tokenizer of its own making."""
    texts = ["def add(one, two):\n    return one + two\n", "### Instruction:\nAdd 1 and 2.\n### Response:\n3\n"]
    return train(texts, 300)
