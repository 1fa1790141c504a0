"""A tokenizer as loader, trainer and prompts use it. Nothing in a text becomes a control token."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer as Engine

from pipeline.errors import InputError
from pipeline.tokenizing.controls import SPELLINGS, Controls, with_controls

FILE, CONFIGURATION = "tokenizer.json", "tokenizer_config.json"
# Characters that the engine gets at once: it is twice as fast on these as on long texts. Blocks end at line ends, which
# DeepSeek-Coder's kind of tokenizer never joins to anything; others may lose a merge there, and no text.
BLOCK = 4096
# What normalisers are known to change: case, accents, composed and compatible characters, white space.
PROBE = "If A\u0301 = \u00c5\ufb01 :\n\t  x\u00a0=  1 \n"


def _byte_characters() -> dict[str, int]:
    """The characters that byte-level vocabularies write bytes as (GPT-2's): visible ones stand for themselves."""
    seen = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in seen]
    return {chr(byte): byte for byte in seen} | {chr(256 + n): byte for n, byte in enumerate(others)}


_BYTES = _byte_characters()


@dataclass(frozen=True, slots=True)
class Encoded:
    """Tokens of a text.

    Attributes:
        ids: int32, one per token.
        starts: int64, character of the text that the token starts in.
        ends: int64, character after the last that it has a part of. Tokens that share a character have the same ones.
    """

    ids: NDArray[np.int32]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    @classmethod
    def none(cls) -> "Encoded":
        """No tokens."""
        return cls(np.empty(0, np.int32), np.empty(0, np.int64), np.empty(0, np.int64))

    @classmethod
    def joined(cls, parts: Sequence["Encoded"]) -> "Encoded":
        """The tokens of several stretches of one text, at least one."""
        return cls(np.concatenate([part.ids for part in parts]), np.concatenate([part.starts for part in parts]),
                   np.concatenate([part.ends for part in parts]))

    def part(self, first: int, last: int, shift: int = 0) -> "Encoded":
        """The tokens from number `first` up to `last`, their places moved."""
        return Encoded(self.ids[first:last], self.starts[first:last] + shift, self.ends[first:last] + shift)


class Tokenizer:
    """A tokenizer of Hugging Face's `tokenizers`, opened so that text stays text.

    Attributes:
        controls: ids of the control tokens.
        vocabulary: every id is below it.
        fingerprint: hex SHA-256 of what decides ids.
    """

    def __init__(self, values: dict[str, Any], names: dict[str, str] | None = None) -> None:
        """Take a parsed tokenizer.json; `names` are tokens by role (`bos`, `eos`, `pad`) that its configuration names.

        Roles without a token in it get one of ours behind its last id.
        """
        self._values, roles = with_controls({**values, "truncation": None, "padding": None}, names or {})
        # Post-processing adds control tokens, and may change the places of tokens: not for us.
        text = json.dumps({**self._values, "post_processor": None}, ensure_ascii=True, sort_keys=True)
        self._engine = Engine.from_str(text)
        self._engine.encode_special_tokens = True  # a literal sentinel in a text is spelled out, not looked up
        ids = {role: self._engine.token_to_id(content) for role, content in roles.items()}
        self.controls = Controls(**{role: int(number) for role, number in ids.items() if number is not None})
        self.roles = roles
        self.vocabulary = 1 + max(self._engine.get_vocab(with_added_tokens=True).values())
        self.fingerprint = sha256(text.encode()).hexdigest()

    @classmethod
    def open(cls, place: str | Path) -> "Tokenizer":
        """Open a folder with a tokenizer.json, or the file.

        Raises:
            InputError: there is none, or it is not one.
        """
        path = Path(place)
        path = path / FILE if path.is_dir() else path
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            found = cls(values, _names(path.with_name(CONFIGURATION)))
        except OSError as error:
            raise InputError(f"{path}: cannot be read as a tokenizer: {error.strerror}; name a folder with a "
                             "tokenizer.json, e.g. one that jobs/train_tokenizer.py made") from None
        # The engine raises Exception itself for what it cannot use.
        except Exception as error:
            raise InputError(f"{path}: not a tokenizer.json of Hugging Face's `tokenizers`: {error}") from None
        normaliser = values.get("normalizer")
        if normaliser is not None and (changed := found.decode(found.encode(PROBE))) != PROBE:
            kind = normaliser.get("type") if isinstance(normaliser, dict) else normaliser
            raise InputError(f"{path}: its normaliser ({kind}) changes text: {PROBE!r} comes back as {changed!r}; "
                             "a model could not write code as it is; choose one without (normalizer: null)")
        return found

    def encode(self, text: str) -> NDArray[np.int32]:
        """Ids of a text, without control tokens."""
        return self.encode_all([text])[0].ids

    def encode_all(self, texts: Sequence[str]) -> list[Encoded]:
        """Tokens of several texts with their places, none of them over the end of a block of lines."""
        blocks = [(number, start, end) for number, text in enumerate(texts) for start, end in _blocks(text)]
        found = self._engine.encode_batch([texts[number][start:end] for number, start, end in blocks],
                                          add_special_tokens=False)
        parts: list[list[Encoded]] = [[Encoded.none()] for _ in texts]
        for (number, start, _), block in zip(blocks, found, strict=True):
            places = np.array(block.offsets, np.int64).reshape(-1, 2) + start
            parts[number].append(Encoded(np.array(block.ids, np.int32), places[:, 0], places[:, 1]))
        return [Encoded.joined(each) for each in parts]

    def count(self, texts: Sequence[str]) -> int:
        """Tokens of several texts together."""
        return sum(map(len, self._engine.encode_batch_fast(list(texts), add_special_tokens=False)))

    def decode(self, ids: Iterable[int]) -> str:
        """The text of ids; control tokens appear as they are written."""
        return str(self._engine.decode([int(number) for number in ids], skip_special_tokens=False))

    def raw(self, ids: Iterable[int]) -> bytes:
        """The bytes that ids of text stand for, also where they begin or end within a character.

        Raises:
            KeyError: the tokenizer is not byte-level.
        """
        return b"".join(bytes(_BYTES[character] for character in str(self._engine.id_to_token(int(number))))
                        for number in ids)

    def save(self, folder: Path, **configuration: Any) -> None:
        """Write tokenizer.json and tokenizer_config.json, which `transformers` loads with AutoTokenizer.

        There, as at every start of a piece, a text gets a begin of sentence before it.

        Args:
            folder: an existing folder.
            configuration: further values of tokenizer_config.json, e.g. `chat_template`, `model_max_length`.
        """
        bos = self.roles["bos"]
        template = {"type": "TemplateProcessing", "single": [
            {"SpecialToken": {"id": bos, "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
            "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
            "special_tokens": {bos: {"id": bos, "ids": [self.controls.bos], "tokens": [bos]}}}
        values: dict[str, Any] = {**self._values, "post_processor": self._values.get("post_processor") or template}
        (folder / FILE).write_text(json.dumps(values, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        special = {f"{role}_token": self.roles[role] for role in ("bos", "eos", "pad")}
        about = {"tokenizer_class": "PreTrainedTokenizerFast", "clean_up_tokenization_spaces": False, **special,
                  "additional_special_tokens": [self.roles[role] for role in SPELLINGS
                                                if role not in ("bos", "eos", "pad")], **configuration}
        (folder / CONFIGURATION).write_text(json.dumps(about, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """A text in blocks of whole lines, where lines are not too long for that."""
    place = 0
    while place < len(text):
        end = place + BLOCK
        if end < len(text):
            end = text.rfind("\n", place, end) + 1 or end
        yield place, min(end, len(text))
        place = end


def _names(path: Path) -> dict[str, str]:
    """Tokens by role of a tokenizer_config.json; none where it cannot be read."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    names: dict[str, str] = {}
    for role in ("bos", "eos", "pad"):
        token = values.get(f"{role}_token")
        content = token.get("content") if isinstance(token, dict) else token
        if isinstance(content, str):
            names[role] = content
    return names
