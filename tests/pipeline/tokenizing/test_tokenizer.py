"""Text to ids and back: sentinels in text stay text, places are right, any tokenizer of Hugging Face works."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import AddedToken, decoders, models, pre_tokenizers, trainers
from tokenizers import Tokenizer as Engine

from pipeline.errors import InputError
from pipeline.tokenizing import Tokenizer
from pipeline.tokenizing.controls import SPELLINGS
from pipeline.tokenizing.train import train
from tests.pipeline.tokenizing.small import TEXT, small_tokenizer

SENTINELS = [spelling for spellings in SPELLINGS.values() for spelling in spellings]
texts = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("\n\r\t  0aé数<｜fim▁hole｜>")))


def gpt2_like(*added: AddedToken) -> dict:
    """A tokenizer of another family: other words, control tokens that it does not call special."""
    engine = Engine(models.BPE())
    engine.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    engine.decoder = decoders.ByteLevel()
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    engine.train_from_iterator([TEXT], trainers.BpeTrainer(vocab_size=400, initial_alphabet=alphabet,
                                                           show_progress=False))
    engine.add_tokens(list(added))
    return json.loads(engine.to_str())


def test_the_bytes_of_deepseek_coders_sentinels():
    assert SPELLINGS["begin"][0].encode() == bytes.fromhex("3cefbd9c66696de29681626567696eefbd9c3e")
    assert SPELLINGS["turn"][0] == "<|EOT|>"
    controls = small_tokenizer().controls
    assert len({getattr(controls, role) for role in SPELLINGS}) == 7
    assert {small_tokenizer().decode([getattr(controls, role)]) for role in SPELLINGS} == \
        {spellings[0] for spellings in SPELLINGS.values()}


@pytest.mark.parametrize("values", [None, gpt2_like(AddedToken("<|fim_prefix|>"), AddedToken("<|endoftext|>"))])
def test_sentinels_in_text_never_become_control_tokens(values):
    tokenizer = Tokenizer(values) if values else small_tokenizer()
    text = "".join(f"x = '{sentinel}'\n{sentinel}" for sentinel in SENTINELS)
    ids = tokenizer.encode(text)
    controls = [getattr(tokenizer.controls, role) for role in SPELLINGS]
    assert not np.isin(ids, controls).any()
    assert tokenizer.decode(ids) == text


@given(texts)
def test_any_text_comes_back_and_places_are_right(text):
    tokenizer = small_tokenizer()
    encoded = tokenizer.encode_all([text, text[::2]])[0]
    assert tokenizer.decode(encoded.ids) == text
    assert tokenizer.raw(encoded.ids) == text.encode()
    for number, start, end in zip(encoded.ids, encoded.starts, encoded.ends, strict=True):
        assert tokenizer.raw([number]) in text[start:end].encode()
    assert tokenizer.count([text]) == len(encoded.ids)


def test_long_texts_are_encoded_in_blocks_of_lines_with_the_same_result():
    tokenizer = small_tokenizer()
    text = TEXT * 100
    whole = tokenizer._engine.encode(text, add_special_tokens=False)
    found = tokenizer.encode_all([text])[0]
    assert found.ids.tolist() == whole.ids
    assert list(zip(found.starts.tolist(), found.ends.tolist(), strict=True)) == whole.offsets


def test_words_are_cut_as_deepseek_coders_tokenizer_does():
    engine = small_tokenizer()._engine
    words = [span for _, span in engine.pre_tokenizer.pre_tokenize_str("if  x12 >=\n\n    y: # 你好abc\r\n")]
    text = "if  x12 >=\n\n    y: # 你好abc\r\n"
    assert [text[start:end] for start, end in words] == [
        "if", " ", " x", "1", "2", " >=", "\n", "\n", "   ", " y", ":", " #", " ", "你好", "abc", "\r", "\n"]


def test_training_gives_the_same_tokenizer_again_and_bytes_without_merges():
    assert train([TEXT] * 3, 400).fingerprint == train([TEXT] * 3, 400).fingerprint
    bare = train([], 256)
    assert bare.vocabulary == 256 + 7
    assert bare.decode(bare.encode("é\n")) == "é\n"


@pytest.mark.slow
def test_a_saved_tokenizer_is_the_same_and_loads_in_transformers(tmp_path):
    transformers = pytest.importorskip("transformers")
    tokenizer = small_tokenizer()
    tokenizer.save(tmp_path, model_max_length=16384)
    again = Tokenizer.open(tmp_path)
    assert (again.fingerprint, again.controls) == (tokenizer.fingerprint, tokenizer.controls)
    loaded = transformers.AutoTokenizer.from_pretrained(tmp_path)
    assert loaded(TEXT)["input_ids"] == [tokenizer.controls.bos, *tokenizer.encode(TEXT).tolist()]
    assert loaded.decode(tokenizer.encode(TEXT)) == TEXT
    assert (loaded.bos_token_id, loaded.eos_token_id, loaded.pad_token_id) == (
        tokenizer.controls.bos, tokenizer.controls.eos, tokenizer.controls.pad)
    assert loaded.encode("<｜fim▁hole｜>", add_special_tokens=False) == [tokenizer.controls.hole]  # as prompts need it
    assert loaded.model_max_length == 16384


def test_roles_of_another_family_are_found_and_the_rest_is_added():
    names = ["<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>", "<|endoftext|>", "<|im_end|>"]
    tokenizer = Tokenizer(gpt2_like(*map(AddedToken, names), AddedToken("    ")), {"pad": "<|endoftext|>"})
    roles = tokenizer.roles
    assert (roles["begin"], roles["hole"], roles["end"]) == ("<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>")
    assert roles["bos"] == roles["eos"] == "<|endoftext|>"
    assert roles["turn"] == "<|im_end|>"
    assert roles["pad"] == SPELLINGS["pad"][0]  # padding that ends documents would teach never to stop
    assert tokenizer.controls.pad == tokenizer.vocabulary - 1
    run = tokenizer.encode("    x")
    assert len(run) == 2  # an added token of text is still one


@pytest.mark.parametrize(("content", "problem"), [
    (None, "cannot be read as a tokenizer: No such file or directory"), ("{", "not a tokenizer.json"), ("{}", "not a"),
    ('{"model": {"type": "BPE", "vocab": {}}}', "not a tokenizer.json"),
])
def test_what_is_no_tokenizer_is_named(tmp_path, content, problem):
    if content is not None:
        (tmp_path / "tokenizer.json").write_text(content)
    with pytest.raises(InputError, match=problem):
        Tokenizer.open(tmp_path)


@pytest.mark.parametrize(("normaliser", "changes"), [
    (None, False), ({"type": "Sequence", "normalizers": []}, False), ({"type": "NFC"}, True),
    ({"type": "Lowercase"}, True), ({"type": "Strip", "strip_left": True, "strip_right": True}, True),
])
def test_a_tokenizer_that_changes_text_is_refused(tmp_path, normaliser, changes):
    small_tokenizer().save(tmp_path)
    values = json.loads((tmp_path / "tokenizer.json").read_text()) | {"normalizer": normaliser}
    (tmp_path / "tokenizer.json").write_text(json.dumps(values))
    if changes:
        with pytest.raises(InputError, match=rf"normaliser \({normaliser['type']}\) changes text"):
            Tokenizer.open(tmp_path)
    else:
        assert Tokenizer.open(tmp_path).vocabulary == small_tokenizer().vocabulary
