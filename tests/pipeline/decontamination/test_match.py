import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.decontamination import Item, build_index, find_hits
from pipeline.decontamination.match import MOST_HITS
from tests.pipeline.decontamination.items import INDEX, PROMPT, QUESTION, RENAMED, SHORT, SOLUTION

CLEAN = Path(re.__file__).parent


def found(text: str, comment: str = "#", structure: bool = True) -> set[tuple[str, str, str]]:
    hits = find_hits(text.encode(), INDEX, comment, structure)
    return {(hit.method, hit.entry.item, hit.entry.field) for hit in hits}


@pytest.mark.parametrize("around", ["{}", "import os\n\n{}\nprint(1)\n", "x = 1  # {}"])
def test_a_planted_item_is_found(around: str):
    assert ("words", "Python/0", "prompt") in found(around.format(PROMPT + SOLUTION))
    assert ("words", "7", "question") in found(around.format(QUESTION))


def test_layout_case_and_punctuation_do_not_hide_an_item():
    assert ("words", "7", "question") in found("# " + QUESTION.upper().replace(" ", "\n#   ").replace(".", " ;"))


MATH = ("A pyramid with a square base of side length 6 stands on a table, and its apex lies 4 units above the center "
        "of the base. What is the total surface area of the pyramid, in square units?")


@pytest.mark.parametrize("page", [
    "# Homework\n\n> {}\n\nWe tried this with our model.\n",
    "| question | answer |\n| --- | --- |\n| {} | 96 |\n",
    "1. {}\n2. Something else\n",
    "**Q:** *{}*\n**A:** `96`\n",
    "<p>{}</p>\n",
    '{{"question": "{}"}}\n',
])
@pytest.mark.parametrize("question", [QUESTION, MATH])
def test_questions_in_pages_are_found(page: str, question: str):
    index = build_index([Item("gsm8k", "7", "question", QUESTION), Item("math", "3", "problem", MATH)])
    wrapped = page.format(question.replace(" the ", "\n  the ").replace(" and ", " **and** "))
    (hit,) = find_hits(wrapped.encode(), index)
    assert (hit.method, hit.entry.benchmark) == ("words", "gsm8k" if question is QUESTION else "math")
    assert find_hits(page.format("How much is the fish?").encode(), index) == []


def test_the_place_of_a_hit_is_where_the_text_stands():
    text = "lead = 1\n\n" + QUESTION + "\ntrail = 2\n"
    (hit,) = find_hits(text.encode(), INDEX)
    assert text[hit.start : hit.end] == QUESTION.rstrip("?")


def test_places_are_in_bytes():
    text = "# \u00e4\u00f6\u00fc \u6f22\u5b57\n" + QUESTION
    (hit,) = find_hits(text.encode(), INDEX)
    assert text.encode()[hit.start : hit.end].decode() == QUESTION.rstrip("?")


def test_code_with_other_names_layout_and_comments_is_found_by_structure():
    assert found(RENAMED) == {("structure", "Python/0", "canonical_solution")}
    assert found(RENAMED, structure=False) == set()


def test_names_must_be_changed_alike():
    assert found(RENAMED.replace("best, current", "a, b").replace("m = max(m, n)", "x = max(y, m)")) == set()


@pytest.mark.parametrize("words_in_a_row", [10, 11, 13])
def test_one_word_less_in_a_row_is_no_leak(words_in_a_row: int):
    words = QUESTION.split()
    for first in (0, 5):
        for count, hits in ((words_in_a_row - 1, 0), (words_in_a_row, 1)):
            text = " ".join(words[first : first + count]).encode()
            assert len(find_hits(text, INDEX, words_in_a_row=words_in_a_row)) == hits


@pytest.mark.parametrize("count", [10, 11, 12])
def test_an_item_with_fewer_words_is_found_when_all_are_there(count: int):
    words = QUESTION.split()
    index = build_index([Item("pears", "7", "question", " ".join(words[:count])),
                         Item("pears", "8", "question", " ".join(words[9:]))])
    assert len(find_hits(" ".join(words[: count]).encode(), index)) == 1
    assert find_hits(" ".join(words[: count - 1]).encode(), index) == []
    assert find_hits(" ".join(words[10:21]).encode(), index) == []


def test_numbers_as_words_say_nothing():
    names = "zero one two three four five six seven eight nine"
    index = build_index([Item("b", "1", "code", "names = {" + ", ".join(
        f"'{name}': {number}" for number, name in enumerate(names.split())) + "}")])
    assert find_hits(b"1, 'one', 2, 'two', 3, 'three', 4, 'four', 5, 'five', 6, 'six', 7, 'seven'", index) == []
    assert len(find_hits(b"names = {'zero': 0, 'one': 1, 'two': 2, 'three': 3, 'four': 4, 'five': 5, 'six': 6, "
                         b"'seven': 7, 'eight': 8, 'nine': 9}", index)) == 1


def test_short_texts_that_differ_in_marks_are_items_of_their_own():
    texts = ["    return words[left:right]\n", "    return words(left)*right\n"]
    index = build_index([Item("b", str(n), "solution", text) for n, text in enumerate(texts)])
    assert [[hit.entry.item for hit in find_hits(text.encode(), index)] for text in texts] == [["0"], ["1"]]


def test_a_short_text_is_found_whole_and_exactly():
    assert found("def f(words):\n" + SHORT) == {("whole", "Python/1", "canonical_solution")}
    assert found("  return sorted(set(words),\n    key=len)") == {("whole", "Python/1", "canonical_solution")}
    assert found("    return sorted(set(words), key=-len)\n") == set()
    assert found("    return sorted(words, key=len)\n") == set()


def test_what_says_nothing_is_not_indexed():
    form = "import java.util.*; import java.io.*; import java.math.*; import org.x.*; class P"
    forms = [Item("b", str(n), "prompt", f"{form} solves the riddle of number {n} by thinking about squares and sums")
             for n in range(3)]
    numbers = Item("b", "9", "test", "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11")
    index = build_index([*forms, numbers, Item("b", "8", "code", "a b")])
    assert find_hits(form.encode(), index) == []
    assert find_hits(b"x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]", index) == []
    assert find_hits(b"a b", index) == []
    assert len(find_hits(forms[1].text.encode(), index)) >= 1


def test_the_python_library_is_clean():
    texts = [path.read_bytes() for path in sorted(CLEAN.glob("*.py"))]
    assert len(texts) > 3
    assert [find_hits(text, INDEX, "#") for text in texts] == [[]] * len(texts)


def test_hits_are_bounded():
    assert len(find_hits((SHORT + "\n") .encode() * 1000, INDEX)) == MOST_HITS


@given(st.binary(max_size=400))
def test_any_bytes_have_hits_inside_them(data: bytes):
    text = data + QUESTION.encode() + b" " + data
    hits = find_hits(text, INDEX, "#")
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    inside = re.search(rb"[0-9A-Za-z_\x80-\xff]$", data) is not None
    assert inside or any(hit.entry.item == "7" for hit in hits)
