"""A small tokenizer, and small tables of training documents."""

import pytest

from pipeline.tokenizing import Tokenizer
from tests.pipeline.tokenizing.small import small_tokenizer
from tests.pipeline.training.loading.tables import code, write_table


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    """Trained on little text, so that it has few merges."""
    return small_tokenizer()


@pytest.fixture(scope="session")
def corpus(tmp_path_factory):
    """30 documents of code of very different sizes, with context-only parts and text that is no ASCII."""
    folder = tmp_path_factory.mktemp("corpus")
    write_table(folder, [code(number) for number in range(30)])
    return folder


@pytest.fixture(scope="session")
def tokenizer_folder(tokenizer, tmp_path_factory):
    """The small tokenizer as a folder."""
    folder = tmp_path_factory.mktemp("tokenizer")
    tokenizer.save(folder)
    return folder
