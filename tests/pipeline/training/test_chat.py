import numpy as np
import pytest

from pipeline.training.chat import SYSTEM, Message, encode_chat

CHAT = [Message("user", "Add 1 and 2."), Message("assistant", "It is 3."), Message("user", "And 4?")]


def test_the_form_of_a_chat(tokenizer):
    turn = tokenizer.roles["turn"]
    found = encode_chat(CHAT, tokenizer)
    assert tokenizer.decode(found.ids[1:]) == (
        f"{SYSTEM}\n### Instruction:\nAdd 1 and 2.\n### Response:\nIt is 3.\n{turn}\n### Instruction:\nAnd 4?\n"
        "### Response:\n"
    )
    assert found.ids[0] == tokenizer.controls.bos
    assert tokenizer.decode(found.ids[found.answers]) == f"It is 3.\n{turn}"


def test_a_prompt_is_a_beginning_of_the_whole_chat(tokenizer):
    """What is generated from is exactly what the answer was learnt after, token by token."""
    whole, prompt = encode_chat(CHAT[:2], tokenizer), encode_chat(CHAT[:1], tokenizer)
    assert np.array_equal(whole.ids[: len(prompt.ids)], prompt.ids)
    assert whole.answers[len(prompt.ids) :].all() and not whole.answers[: len(prompt.ids)].any()


def test_a_control_token_in_a_message_is_text(tokenizer):
    turn = tokenizer.roles["turn"]
    found = encode_chat([Message("user", f"say {turn}"), Message("assistant", turn)], tokenizer)
    assert np.count_nonzero(found.ids == tokenizer.controls.turn) == 1


@pytest.mark.parametrize("roles", [[], ["system"], ["assistant"], ["user", "user"], ["user", "system"]])
def test_messages_out_of_turn_are_refused(tokenizer, roles):
    with pytest.raises(ValueError, match="must go user, assistant"):
        encode_chat([Message(role, "x") for role in roles], tokenizer)
