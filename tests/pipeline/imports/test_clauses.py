import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.imports.clauses import Clause, clauses, parts

CASES = {
    "import static x.Y.z": [Clause(("x", "Y", "z"), "z")],
    "x.y.{Z, W => V, _}": [Clause(("x", "y", "Z"), "Z"), Clause(("x", "y", "W"), "V"), Clause(("x", "y"), "", True)],
    "import a.b, c.{D}, e._": [Clause(("a", "b"), "b"), Clause(("c", "D"), "D"), Clause(("e",), "", True)],
    "a::{b, c::{self, d as e}, *}": [
        Clause(("a", "b"), "b"),
        Clause(("a", "c", "self"), "self"),
        Clause(("a", "c", "d"), "e"),
        Clause(("a",), "", True),
    ],
    "using X = A.B<int, C.D>": [Clause(("A", "B"), "X")],
    "use \\X\\{C, D as E, function f}": [
        Clause(("X", "C"), "C", absolute=True),
        Clause(("X", "D"), "E", absolute=True),
        Clause(("X", "f"), "f", absolute=True),
    ],
    "X as Q": [Clause(("X",), "Q")],
    "::a::b": [Clause(("a", "b"), "b", absolute=True)],
    "import /* x.y */ `in`.r#type // z": [Clause(("in", "type"), "type")],
    "x::Trait as _": [Clause(("x", "Trait"), "_")],
    "a::{}": [],
    "": [],
}


@pytest.mark.parametrize("text", CASES)
def test_clauses(text: str) -> None:
    assert clauses(text) == CASES[text]


def test_parts_leave_type_arguments_out() -> None:
    assert parts("a.B<c.D>.E") == ("a", "B", "E")
    assert parts("") == ()


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=5), st.sampled_from([".", "::", "\\"]))
def test_a_plain_path_is_itself(path: list[str], separator: str) -> None:
    assert clauses(separator.join(path)) == [Clause(tuple(path), path[-1])]


@given(st.text(alphabet="ab_.:\\{},*<>= =>as`\n/", max_size=200))
def test_any_text_is_read(text: str) -> None:
    for clause in clauses(text):
        assert clause.path
        assert clause.wildcard or clause.alias


def test_deep_braces_stay_small() -> None:
    found = clauses("a::{" * 20_000 + "b" + "}" * 20_000)
    assert all(len(clause.path) <= 65 for clause in found)
