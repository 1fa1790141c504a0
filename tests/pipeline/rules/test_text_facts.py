import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rules import measure
from tests.pipeline.rules import literal

LINE_ENDS = ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
NEAR_LETTERS = ["@", "A", "Z", "[", "`", "a", "z", "{", "0", " ", "\t", "\x1f", "\xa0", "\xaa", "\u01c5", "\u0661",
                "\u6c49", "\U0001d400", "\U0001f600", "\x00", "\x7f", "\u200b", "\ufeff", "\U0010ffff"]
SHAPES = ["a{0}bc", "{0}", "{0}{0}a", "a{0}", "a{0}\n", "\r{0}x", "\u6c49{0}\u5b57{0}", "a{0}\r", "\u6c49\r{0}\n"]
texts = st.lists(st.one_of(st.sampled_from(LINE_ENDS + NEAR_LETTERS), st.characters(exclude_categories=["Cs"])))


@given(texts)
def test_equals_the_literal_measures(parts):
    text = "".join(parts).encode()
    assert measure(text) == literal.facts(text)


@given(st.binary())
def test_bytes_that_are_no_text_are_measured_as_decoded(text):
    assert measure(text) == literal.facts(text)


@pytest.mark.parametrize("end", LINE_ENDS)
@pytest.mark.parametrize("shape", SHAPES)
def test_every_line_end_in_every_place(end, shape):
    text = shape.format(end).encode()
    assert measure(text) == literal.facts(text)


def test_lengths_are_characters_not_bytes():
    facts = measure("\u6c49\u5b57 x\ny\n".encode())
    assert (facts.chars, facts.lines, facts.longest_line, facts.mean_line, facts.letters) == (7, 2, 4, 2.5, 4)
    assert facts.alphabetic_share == 4 / 7


def test_an_empty_text_has_no_lines_and_is_blank():
    facts = measure(b"")
    assert (facts.chars, facts.lines, facts.mean_line, facts.alphabetic_share, facts.blank) == (0, 0, 0.0, 0.0, True)


def test_every_code_point_is_the_letter_it_is():
    for start in range(0, 0x110000, 0x1000):
        string = "".join(map(chr, range(start, start + 0x1000)))
        text = string.encode("utf-8", "ignore")
        assert measure(text).letters == sum(map(str.isalpha, text.decode()))
        assert measure(text).lines == len(text.decode().splitlines())
