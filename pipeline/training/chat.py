"""DeepSeek-Coder's form of a chat: a system sentence, then turns of `### Instruction:` and `### Response:`.

An answer is followed by a line end and the control token that ends a turn. Prompt and answer are encoded apart, so that
no token ever spans the border between them: what is learnt is what a prompt is followed by when it is generated.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipeline.tokenizing import Tokenizer

SYSTEM = ("You are an assistant for programming. You answer questions on computer science, and say so when a question "
          "is about something else.")
Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Turns:
    """A chat as tokens.

    Attributes:
        ids: int64 [T], from the begin of sentence on.
        answers: bool [T], which tokens a model must write itself: answers with the token that ends the turn.
    """

    ids: NDArray[np.int64]
    answers: NDArray[np.bool_]


def encode_chat(messages: Sequence[Message], tokenizer: Tokenizer) -> Turns:
    """Tokens of a chat. When the last message is not an answer they end where one begins.

    Raises:
        ValueError: the messages are none, or do not go user, assistant, user, ... after perhaps a system message.
    """
    ids, answers = [np.array([tokenizer.controls.bos])], [False]
    for text, is_answer in _parts(messages):
        tokens = tokenizer.encode(text)
        if is_answer:
            tokens = np.append(tokens, tokenizer.controls.turn)
        ids.append(tokens)
        answers += [is_answer] * len(tokens)
    return Turns(np.concatenate(ids).astype(np.int64), np.array(answers))


def _parts(messages: Sequence[Message]) -> Iterable[tuple[str, bool]]:
    """Texts of a chat, and which are answers."""
    given = messages[0].content if messages and messages[0].role == "system" else None
    turns = messages[1:] if given is not None else messages
    wanted = ["user", "assistant"] * len(turns)
    if not turns or [turn.role for turn in turns] != wanted[: len(turns)]:
        raise ValueError("messages must go user, assistant, user, ... after perhaps one of the system")
    before = (SYSTEM if given is None else given) + "\n"
    for turn in turns:
        if turn.role == "user":
            yield f"{before}### Instruction:\n{turn.content}\n### Response:\n", False
        else:
            yield f"{turn.content}\n", True
            before = "\n"


def template(turn: str) -> str:
    """The same form as a Jinja template for `transformers`; `turn` is the spelling of the token that ends a turn."""
    return (
        "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ messages[0]['content'] + '\\n' }}{% else %}"
        "{{ " + repr(SYSTEM) + " + '\\n' }}{% endif %}"
        "{% for message in messages %}{% if message['role'] == 'user' %}"
        "{{ '### Instruction:\\n' + message['content'] + '\\n### Response:\\n' }}"
        "{% elif message['role'] == 'assistant' %}"
        "{{ message['content'] + '\\n" + turn + "' }}{% if not loop.last %}{{ '\\n' }}{% endif %}"
        "{% endif %}{% endfor %}"
    )
