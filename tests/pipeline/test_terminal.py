import pytest

from pipeline.terminal import LONGEST, plain


@pytest.mark.parametrize(("text", "shown"), [
    ("src/caf\u00e9 \u4e2d.py", "src/caf\u00e9 \u4e2d.py"),
    ("a\x1b[2Jb\r\n\t", r"a\x1b[2Jb\r\n\t"),
    ("\u202egnp.exe\u2066", r"\u202egnp.exe\u2066"),
    ("\x9b31m\u2028\ud800", r"\x9b31m\u2028\ud800"),
    ("", ""),
])
def test_nothing_foreign_acts_on_a_terminal(text, shown):
    assert plain(text) == shown
    assert plain(text).isprintable()


def test_a_name_is_cut_and_a_text_is_not():
    assert plain("a" * 1000) == "a" * (LONGEST - 3) + "..."
    assert plain("a" * LONGEST) == "a" * LONGEST
    assert plain("a\n\tb\r" * 100, keep="\n\t") == "a\n\tb\\r" * 100
