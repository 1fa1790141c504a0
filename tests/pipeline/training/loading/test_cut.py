"""Pieces of documents: where they end, and what in them is counted and may be taken out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.tokenizing import Encoded
from pipeline.training.loading.cut import Marked, cut, within
from pipeline.training_documents import Document, Span
from tests.pipeline.tokenizing.small import small_tokenizer
from tests.pipeline.training.loading.tables import document


def marked(files, masks=(), untrained=(), count_headers=False):
    row = document(1, files)
    spans = tuple(Span(s["path"], "python", s["header"], s["start"], s["end"], s["path"] not in untrained)
                  for s in row["spans"])
    found = Document("1", "r", "code", 1.0, "python", row["text"], spans, tuple(masks))
    return Marked(found, count_headers=count_headers)


def plain(text):
    return Marked(Document("1", "r", "code", 1.0, "python", text, (), ()), count_headers=False)


@given(st.text(st.sampled_from("ab1 \n\r\té数😀"), max_size=300), st.integers(4, 40))
def test_pieces_are_the_text_token_for_token(text, limit):
    tokenizer = small_tokenizer()
    pieces = list(cut(plain(text), tokenizer, limit))
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    assert [token for piece in pieces for token in piece.tokens.ids] == tokenizer.encode(text).tolist()
    assert [piece.number for piece in pieces] == list(range(len(pieces)))
    assert [piece.last for piece in pieces] == [False] * (len(pieces) - 1) + [True] * bool(pieces)
    for piece in pieces:
        assert 0 < len(piece.tokens.ids) <= limit
        assert tokenizer.decode(piece.tokens.ids) == text[piece.start : piece.end]  # no character in halves


def test_pieces_end_at_line_ends_where_lines_allow():
    text = "x = 1\n" * 40 + "y" * 300 + "\n" + "x = 1\n" * 40
    ends = [text[: piece.end] for piece in cut(plain(text), small_tokenizer(), 50)]
    assert sum(end.endswith("\n") for end in ends) >= len(ends) - 8  # within the long line there is no better place
    assert ends[0] == "x = 1\n" * 10  # five tokens each


def test_pieces_end_where_a_file_starts_if_one_does_in_their_last_quarter():
    found = marked([("a.py", "x = 1\n" * 6), ("b.py", "y = 2\n" * 40)])
    whole = len(small_tokenizer().encode(found.text[: found.headers[1]]))
    first = next(cut(found, small_tokenizer(), whole + 10))
    assert (first.end, found.paths_in(first.start, first.end)) == (found.headers[1], ("a.py",))
    later = next(cut(found, small_tokenizer(), 2 * whole))
    assert later.end > found.headers[1] and found.paths_in(later.start, later.end) == ("a.py", "b.py")


def test_what_is_counted_and_what_may_be_taken_out():
    body = "é = 1\nb = 2\nc = 3\n"
    found = marked([("a.py", body), ("b.py", body), ("c.py", body)], untrained={"b.py"})
    raw = found.text.encode()
    mask = raw.index(b"b = 2"), raw.index(b"b = 2") + 6  # a line of a.py
    found = marked([("a.py", body), ("b.py", body), ("c.py", body)], masks=[mask], untrained={"b.py"})
    text = found.text
    assert [text[start:end] for start, end in found.uncounted] == [
        "# a.py\n", "b = 2\n", "# b.py\n" + body, "# c.py\n"]
    assert [text[start:end] for start, end in found.trained] == ["é = 1\n", "c = 3\n", body]
    tokens = small_tokenizer().encode_all([text])[0]
    kept = [text[start:end] for start, end in
            zip(tokens.starts[found.counted(tokens)], tokens.ends[found.counted(tokens)], strict=True)]
    assert "".join(dict.fromkeys(kept)) and "#" not in kept
    hidden = np.flatnonzero(~found.counted(tokens))
    assert small_tokenizer().decode(tokens.ids[hidden]) == "# a.py\nb = 2\n# b.py\n" + body + "# c.py\n"
    assert found.trained_in(0, text.index("= 1")) == [(text.index("é"), text.index("= 1"))]
    assert [text[s:e] for s, e in marked([("a.py", body)], count_headers=True).uncounted] == []


@pytest.mark.parametrize(("start", "end", "expected"), [
    (0, 100, [(2, 5), (5, 7), (9, 12)]), (3, 6, [(3, 5), (5, 6)]), (7, 9, []), (5, 5, []), (11, 40, [(11, 12)]),
])
def test_within(start, end, expected):
    assert within([(2, 5), (5, 7), (9, 12)], start, end) == expected


def test_no_tokens_have_no_counts():
    assert marked([]).counted(Encoded.none()).tolist() == []
