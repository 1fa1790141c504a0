from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Decontamination
from pipeline.decontamination import Hit, find_hits, hit_finder
from pipeline.decontamination.masks import uncovered, with_lines
from pipeline.decontamination.match import MOST_HITS
from tests.pipeline.decontamination.items import INDEX, PROMPT, QUESTION, RENAMED, SHORT, SOLUTION

FIND = partial(find_hits, index=INDEX, comment="#")


def masked(text: bytes) -> list[Hit]:
    return with_lines(text, FIND(text), FIND)


def left(text: bytes) -> list[bytes]:
    """The unmasked stretches."""
    return [text[start:end] for start, end in uncovered(len(text), masked(text))]


def test_whole_lines_around_an_item_are_masked():
    text = f"first = 1\n# {QUESTION}  # so he asked\nlast = 2\n".encode()
    (hit,) = masked(text)
    assert text[hit.start : hit.end].decode() == QUESTION.rstrip("?")
    assert (hit.masked_start, hit.masked_end) == (len("first = 1\n"), len(text) - len("last = 2\n"))
    assert left(text) == [b"first = 1\n", b"last = 2\n"]


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_an_item_at_the_end_of_a_file_is_masked_to_the_end(end: str):
    assert left((QUESTION + end).encode()) == []
    assert left(("a = 1\n" + QUESTION + end).encode()) == [b"a = 1\n"]


def test_a_clean_text_has_no_mask():
    assert masked(b"a = 1\n") == []
    assert left(b"a = 1\n") == [b"a = 1\n"]
    assert masked(b"") == left(b"") == []


def test_a_text_with_more_hits_than_are_named_is_masked_whole():
    text = b"lead = 1\n" + (SHORT + "\n").encode() * (MOST_HITS + 1) + b"trail = 2\n"
    assert left(text) == []
    assert len(masked(text)) == MOST_HITS


def test_what_only_the_parts_show_is_masked_too():
    """A comment that a masked line opens hides code as long as the line is there."""
    code = RENAMED.replace("                # start again\n", "")
    text = f"/* {QUESTION}\n{code}*/\n".encode()
    find = partial(find_hits, index=INDEX, comment="//")
    assert {hit.method for hit in find(text)} == {"words"}
    found = with_lines(text, find(text), find)
    assert {hit.method for hit in found} == {"words", "structure"}
    assert [find(text[start:end]) for start, end in uncovered(len(text), found)] == [[]] * 2


def test_hits_without_end_mask_the_whole_text():
    """However a matcher answers, the work is bounded."""
    asked = []

    def find(part: bytes) -> list[Hit]:
        asked.append(part)
        return [Hit(0, 1, "words", FIND(QUESTION.encode())[0].entry)]

    text = b"line\n" * 50
    found = with_lines(text, find(text), find)
    assert {(hit.masked_start, hit.masked_end) for hit in found} == {(0, len(text))}
    assert len(asked) < 10


PIECES = st.lists(st.sampled_from([
    QUESTION, SHORT, RENAMED, PROMPT + SOLUTION, *QUESTION.split(" ", 12), *PROMPT.splitlines(), *SOLUTION.splitlines(),
    "/*", "*/", "#", "\n", "x = 1\n", "return sorted(set(words)", ", key=len)", "\n\n\n"]), max_size=30)


@given(PIECES, st.sampled_from([" ", "\n", ""]))
def test_no_hit_is_left_between_masks(pieces: list[str], between: str):
    text = between.join(pieces).encode()
    found = masked(text)
    assert [FIND(part) for part in left(text)] == [[]] * len(left(text))
    assert bool(found) == bool(FIND(text))
    for hit in found:
        assert hit.masked_start is not None
        assert hit.masked_end is not None
        assert 0 <= hit.masked_start <= hit.start < hit.end <= hit.masked_end <= len(text)
        assert hit.masked_start == 0 or text[hit.masked_start - 1 : hit.masked_start] == b"\n"
        assert hit.masked_end == len(text) or text[hit.masked_end - 1 : hit.masked_end] == b"\n"


@pytest.mark.parametrize("action", ["drop", "mask"])
def test_only_a_run_that_masks_has_lines(tmp_path, action):
    INDEX.write(tmp_path / "index.parquet")
    finder = hit_finder(Decontamination(index=str(tmp_path / "index.parquet"), action=action))
    assert finder is not None
    (hit,) = finder("r", None)("README.md", QUESTION.encode(), "")
    assert hit.masked_end == (len(QUESTION) if action == "mask" else None)
    assert hit_finder(Decontamination()) is None
