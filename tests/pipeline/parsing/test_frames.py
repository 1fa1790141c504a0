"""Answers come back as they were sent, and nothing else is taken for one."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages.language import Grammar
from pipeline.languages.patterns import Block, Comments, Find, Patterns, Quoted
from pipeline.parsing.frames import BadAnswerError, decode_parsed, decode_task, encode_parsed, encode_task
from pipeline.parsing.parsed_file import STATUSES, ImportStatement, ParsedFile
from pipeline.parsing.task import EmbeddedCode, Task

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
texts = st.lists(text, max_size=3).map(tuple)
statements = st.builds(ImportStatement, text, texts, st.integers(1, 10**6), text, st.booleans(), text)
parsed_files = st.builds(
    ParsedFile, st.sampled_from(sorted(STATUSES)), st.floats(0, 1), texts, st.lists(statements, max_size=3).map(tuple),
    texts, texts, st.none() | st.integers(0, 10**9),
).map(lambda parsed: replace(
    parsed, use_lines=tuple(range(1, len(parsed.uses) + 1)), nodes=bytes(8 * len(parsed.uses)),
    open_end=bool(parsed.uses), unbalanced=parsed.status == "ok",
))
documents = st.builds(
    lambda file, code: replace(file, code=tuple(code)),
    parsed_files, st.lists(st.tuples(text, parsed_files), max_size=2),
)


@given(documents)
def test_results_survive(parsed):
    assert decode_parsed(encode_parsed(parsed)) == parsed


patterns = st.builds(
    Patterns,
    st.lists(st.builds(Find, text, text, text, st.dictionaries(text, text, max_size=2)), max_size=2).map(tuple),
    st.builds(Comments, texts, st.lists(st.builds(Block, text, text, st.booleans()), max_size=2).map(tuple)),
    st.lists(st.builds(Quoted, text, text, text, st.booleans()), max_size=2).map(tuple),
    texts,
)


tasks = st.builds(
    Task, text, st.none() | st.builds(Grammar, text, text), st.none() | text, st.booleans(), st.none() | patterns,
    roles=st.lists(st.tuples(text, texts), max_size=2).map(tuple),
)
codes = st.builds(
    EmbeddedCode, texts, st.dictionaries(text, text, max_size=2), st.dictionaries(text, tasks, max_size=2)
)


@given(st.builds(replace, tasks, code=st.none() | codes))
def test_tasks_survive(task):
    assert decode_task(encode_task(task)) == task


COLUMNS = [["m"], [["n"]], [1], ["import"], [False], [""]]
GOOD = ["ok", 0.5, ["p"], COLUMNS, ["d"], ["u"], None, [], [7], "", "", [True, False]]
PART = ["code", 0.0, [], [[], [], [], [], [], []], [], [], None, [["python", GOOD]], [], "", "", [False, False]]


def changed(column: int, value: object) -> list[object]:
    return [*COLUMNS[:column], value, *COLUMNS[column + 1:]]



@pytest.mark.parametrize(("place", "value"), [
    (0, "fine"), (0, ["ok"]), (1, 2.0), (1, float("nan")), (1, "0"), (2, "p"), (2, [1]), (2, {}),
    (3, COLUMNS[1:]), (3, 1), (3, changed(0, "m")),
    (3, changed(0, [1])), (3, changed(0, ["m", "m"])), (3, changed(1, ["n"])), (3, changed(1, [[1]])),
    (3, changed(2, ["1"])), (3, changed(2, [True])), (3, changed(4, [0])), (3, changed(5, {})),
    (4, None), (5, [["u"]]), (6, True), (6, "1"),
    (7, None), (7, ["python"]), (7, [[1, GOOD]]), (7, [["python", GOOD[:-1]]]), (7, [["python", PART]]),
    (8, None), (8, [7, 8]), (8, []), (8, ["7"]),
    (9, None), (9, "!"), (9, "AAAA"), (9, [0, 0, 1]), (10, None), (10, "!"), (10, "AAAA"),
    (11, None), (11, [True]), (11, [1, 0]), (11, [True] * 3),
])
def test_wrong_shapes_are_refused(place, value):
    assert decode_parsed(json.dumps(GOOD).encode()).defines == ("d",)
    with pytest.raises(BadAnswerError):
        decode_parsed(json.dumps([*GOOD[:place], value, *GOOD[place + 1:]]).encode())


@pytest.mark.parametrize("frame", [b"", b"\xff", b"{}", b"[]", b"[" * 100_000, b"9" * 100_000, b'"ok"'])
def test_other_bytes_are_refused(frame):
    with pytest.raises(BadAnswerError):
        decode_parsed(frame)


@given(st.binary(max_size=60))
def test_any_bytes_are_an_answer_or_refused(frame):
    try:
        decode_parsed(frame)
    except BadAnswerError:
        return
