"""Training of a byte-level BPE that cuts text into words as DeepSeek-Coder's tokenizer does."""

import json
from collections.abc import Iterable

from tokenizers import Regex, decoders, models, pre_tokenizers, trainers
from tokenizers import Tokenizer as Engine

from pipeline.tokenizing.tokenizer import Tokenizer

# In this order, each cutting what the one before left: line ends one by one; letters, or punctuation, with one white
# space before; characters of CJK; digits one by one. What is between (runs of white space, symbols) stays together.
LINE_END = r"[\r\n]"
LETTERS = r"\s?\p{L}+"
PUNCTUATION = r"\s?\p{P}+"
CJK = "[\u4e00-\u9fa5\u0800-\u4e00\uac00-\ud7ff]+"


def train(texts: Iterable[str], entries: int) -> Tokenizer:
    """A tokenizer with at most `entries` entries, and the control tokens behind them.

    The same texts in the same order give the same tokenizer.

    Args:
        texts: what it is trained on; a text may be of any length.
        entries: bytes and merges together, at least 256. Texts that say too little give fewer.
    """
    engine = Engine(models.BPE())
    engine.pre_tokenizer = pre_tokenizers.Sequence([
        *(pre_tokenizers.Split(Regex(pattern), "isolated") for pattern in (LINE_END, LETTERS, PUNCTUATION, CJK)),
        pre_tokenizers.Digits(individual_digits=True),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
    ])
    engine.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=entries, initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()), show_progress=False
    )
    engine.train_from_iterator(texts, trainer=trainer)
    return Tokenizer(json.loads(engine.to_str()))
