import pytest

from pipeline.errors import InputError
from pipeline.folder import CorpusFolder
from pipeline.training.data_options import Data
from pipeline.training.pinned import PIN, pinned
from pipeline.training_documents import files_of
from pipeline.writing import extended
from tests.pipeline.corpora import make_corpus


@pytest.fixture
def corpus(tmp_path):
    make_corpus(tmp_path / "corpus")
    return tmp_path / "corpus"


def next_version(corpus, oldest=0):
    with extended(CorpusFolder(corpus)) as draft:
        draft.oldest = oldest
        draft.put("export", [], {})
        draft.publish("refresh")


def version(corpus, run, **options):
    return pinned(Data(corpus=str(corpus), tokenizer="t", **options), run).version


def test_a_run_goes_on_with_the_version_it_began_with(corpus, tmp_path):
    assert version(corpus, tmp_path / "run") == 0
    next_version(corpus)
    assert version(corpus, tmp_path / "run") == 0
    assert version(corpus, tmp_path / "other") == 1
    assert version(corpus, tmp_path / "run", version=1) == 1, "the run file says otherwise"
    assert version(corpus, tmp_path / "run") == 1
    make_corpus(tmp_path / "elsewhere")
    assert version(tmp_path / "elsewhere", tmp_path / "run") == 0
    (tmp_path / "run" / PIN).write_text('["half')
    assert version(corpus, tmp_path / "run") == 1


def test_a_version_that_is_gone_is_told(corpus, tmp_path):
    version(corpus, tmp_path / "run")
    next_version(corpus, oldest=1)
    with pytest.raises(InputError, match="holds no version 0; it has 1 to 1"):
        version(corpus, tmp_path / "run")
    with pytest.raises(InputError, match="holds no version 7"):
        files_of(corpus, 7)
