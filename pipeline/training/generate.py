"""A model put to use: text goes on from a prompt, token by token."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import torch
from torch import Tensor

from pipeline import fim
from pipeline.errors import InputError
from pipeline.tokenizing import Tokenizer
from pipeline.training import checkpoint as checkpoints
from pipeline.training.attention import causal
from pipeline.training.chat import Message, encode_chat
from pipeline.training.hf_export import TOKENIZER, is_hf_folder, load_weights, read_config
from pipeline.training.model import CausalModel
from pipeline.training.options import Model


@dataclass(frozen=True, slots=True)
class Sampling:
    """How tokens are chosen: temperature 0 takes the likeliest, else one of the likeliest that make up `top_p`.

    A text ends before the first of `stops` in it.
    """

    tokens: int = 128
    temperature: float = 0.0
    top_p: float = 1.0
    seed: int = 0
    stops: tuple[str, ...] = ()


class Cache:
    """A pipeline.training.attention.Context of one growing text: keys and values of what has been read stay."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self._read: dict[int, tuple[Tensor, Tensor]] = {}

    def attend(self, layer: int, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        """As in Context; the tokens follow those of earlier calls."""
        if layer in self._read:
            key, value = (torch.cat(pair, dim=2) for pair in zip(self._read[layer], (key, value), strict=True))
        self._read[layer] = key, value
        return causal(query, key, value)


class Writer:
    """A model with its tokenizer.

    Attributes:
        window: tokens that prompt and answer may have together.
        tokenizer: its tokenizer.
    """

    def __init__(self, model: CausalModel, tokenizer: Tokenizer, window: int) -> None:
        """Take a filled model."""
        self.window, self.tokenizer = window, tokenizer
        self.model = model.eval()
        self._device = next(model.parameters()).device

    @classmethod
    def open(cls, folder: Path) -> "Writer":
        """Open a run, one of its checkpoints, or a Hugging Face folder of a Llama model.

        Raises:
            InputError: it is none of these, or cannot be read.
        """
        device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        found = checkpoints.checkpoint_in(folder)
        if found is not None:
            about = checkpoints.about(found)
            model = CausalModel(Model.model_validate(about["model"]), int(about["vocabulary"]))
            weights = model.state_dict()
            checkpoints.read(found, {"model": weights})
            return cls(model.to(device), Tokenizer.open(found.parent / TOKENIZER), int(about["window"]))
        if not is_hf_folder(folder):
            raise InputError(f"{folder}: neither a run nor a checkpoint nor a Hugging Face folder")
        shape, vocabulary, window = read_config(folder)
        model = CausalModel(shape, vocabulary)
        load_weights(folder, model)
        return cls(model.to(device), Tokenizer.open(folder), window)

    def complete(self, text: str, sampling: Sampling) -> str:
        """What follows a text; of one too long for the window, its end is read."""
        return self.follow(self.tokenizer.encode(text).tolist(), sampling)

    def follow(self, ids: Sequence[int], sampling: Sampling) -> str:
        """What follows tokens of a text; of too many for the window, the last are read."""
        return self._text([self.tokenizer.controls.bos, *ids[-self.room(sampling) :]], sampling)

    def infill(self, prefix: str, suffix: str, sampling: Sampling) -> str:
        """What stands between two texts; too long ones are cut where they are farthest from the hole."""
        before, after = self.tokenizer.encode(prefix), self.tokenizer.encode(suffix)
        prompt = fim.prompt(before, after, self.room(sampling), self.tokenizer.controls)
        return self._text([self.tokenizer.controls.bos, *prompt.tolist()], sampling)

    def answer(self, messages: Sequence[Message], sampling: Sampling) -> str:
        """The answer to a chat whose last message is the user's.

        Raises:
            InputError: the chat is too long for the window.
        """
        ids = encode_chat(messages, self.tokenizer).ids
        if len(ids) > self.room(sampling):
            raise InputError(f"the chat has {len(ids)} tokens; {self.room(sampling)} fit beside an answer")
        return self._text(ids.tolist(), sampling).removesuffix("\n")

    def count(self, text: str) -> int:
        """Tokens of a text."""
        return len(self.tokenizer.encode(text))

    def room(self, sampling: Sampling) -> int:
        """Tokens that a prompt may have beside new ones.

        Raises:
            InputError: there is next to nothing left.
        """
        room = self.window - sampling.tokens - 1  # the begin of sentence
        if room < 8:
            raise InputError(f"a window of {self.window} tokens has no room for a prompt beside {sampling.tokens} new "
                             "ones; ask for fewer")
        return room

    def _text(self, ids: Sequence[int], sampling: Sampling) -> str:
        found: list[int] = []
        for token in self._follow(ids, sampling):
            found.append(token)
            if sampling.stops and any(stop in self.tokenizer.decode(found) for stop in sampling.stops):
                break
        text = self.tokenizer.decode(found)
        return text[: min((place for stop in sampling.stops if (place := text.find(stop)) >= 0), default=len(text))]

    @torch.inference_mode()
    def _follow(self, ids: Sequence[int], sampling: Sampling) -> Iterator[int]:
        """Tokens that follow, up to a control token."""
        stream = torch.Generator().manual_seed(sampling.seed)
        controls = set(astuple(self.tokenizer.controls))
        cache, place = Cache(), 0
        new = torch.tensor([[int(token) for token in ids]], device=self._device)
        for _ in range(sampling.tokens):
            positions = torch.arange(place, place + new.shape[1], device=self._device)[None]
            place += new.shape[1]
            logits = self.model(new, positions, cache)[0, -1, : self.tokenizer.vocabulary].float().cpu()
            token = _choose(logits, sampling, stream)
            if token in controls:
                return
            yield token
            new = torch.tensor([[token]], device=self._device)


def _choose(logits: Tensor, sampling: Sampling, stream: torch.Generator) -> int:
    if sampling.temperature == 0:
        return int(logits.argmax())
    chances, order = torch.softmax(logits / sampling.temperature, dim=-1).sort(descending=True)
    before = chances.cumsum(0)[:-1]
    chances[1:][before >= sampling.top_p] = 0
    return int(order[torch.multinomial(chances, 1, generator=stream)])
