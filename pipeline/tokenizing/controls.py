"""Control tokens: what only the loader and the prompts may write, never a text."""

import re
from dataclasses import dataclass
from typing import Any

# By role the spellings that are known, ours first: DeepSeek-Coder's, whose bars are U+FF5C and whose gaps are U+2581
# (but for the end of a turn, which is ASCII); then those of other families.
SPELLINGS: dict[str, tuple[str, ...]] = {
    "bos": ("<｜begin▁of▁sentence｜>", "<s>", "<|begin_of_text|>", "<|endoftext|>"),
    "eos": ("<｜end▁of▁sentence｜>", "</s>", "<|end_of_text|>", "<|endoftext|>"),
    "pad": ("<｜▁pad▁｜>", "<pad>", "<|pad|>", "[PAD]", "<|fim_pad|>", "<fim_pad>"),
    "begin": ("<｜fim▁begin｜>", "<fim_prefix>", "<|fim_prefix|>", "▁<PRE>"),
    "hole": ("<｜fim▁hole｜>", "<fim_suffix>", "<|fim_suffix|>", "▁<SUF>"),
    "end": ("<｜fim▁end｜>", "<fim_middle>", "<|fim_middle|>", "▁<MID>"),
    "turn": ("<|EOT|>", "<|im_end|>", "<|eot_id|>", "<|end_of_turn|>"),
}
# Added tokens of this form are taken for control tokens; other added tokens (runs of spaces, single bytes) are text.
_CONTROL = re.compile(r"^(▁?<.+>|\[[A-Z]+\])$")


@dataclass(frozen=True, slots=True)
class Controls:
    """Ids of the control tokens; no two of `pad` and the others are the same.

    Attributes:
        bos: stands before every piece.
        eos: ends a document, and a middle.
        pad: fills rows.
        begin: opens a fill-in-the-middle example, before the prefix.
        hole: between prefix and suffix.
        end: ends the suffix; the middle follows.
        turn: ends an answer in a chat.
    """

    bos: int
    eos: int
    pad: int
    begin: int
    hole: int
    end: int
    turn: int


def with_controls(values: dict[str, Any], names: dict[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """A tokenizer.json in which every role has a token, and no control token is found in text.

    Args:
        values: the parsed tokenizer.json.
        names: tokens by role that the tokenizer's configuration names.

    Returns:
        The changed values, and the token of each role.
    """
    added = [dict(token) for token in values.get("added_tokens", [])]
    vocabulary = values["model"]["vocab"]
    known = {token["content"] for token in added} | set(vocabulary)
    taken = {token["id"] for token in added} | set(vocabulary.values())
    roles: dict[str, str] = {}
    for role, spellings in SPELLINGS.items():
        candidates = [names[role]] if names.get(role) in known else [each for each in spellings if each in known]
        candidates = [each for each in candidates if role != "pad" or each not in roles.values()]
        roles[role] = candidates[0] if candidates else spellings[0]
    for content in dict.fromkeys(roles.values()):
        if content not in {token["content"] for token in added}:
            number = vocabulary.get(content, max(taken, default=-1) + 1)
            taken.add(number)
            added.append({"id": number, "content": content, "single_word": False, "lstrip": False, "rstrip": False,
                          "normalized": False, "special": True})
    for token in added:
        # `special` is what encode_special_tokens looks at. Some tokenizers call their sentinels not special.
        token["special"] = token["special"] or token["content"] in roles.values() \
            or _CONTROL.match(token["content"]) is not None
    return {**values, "added_tokens": sorted(added, key=lambda token: token["id"])}, roles
