"""Names that are a file's own within spans, and spans that are left out of account."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.parsing.scopes import Scopes, Spans
from tests.pipeline.imports.reading import parse

spans = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: (min(pair), max(pair))), max_size=8)


@given(spans, st.integers(-1, 31))
def test_spans_are_the_union_of_what_they_are_made_of(parts: list[tuple[int, int]], byte: int) -> None:
    assert (byte in Spans(parts)) == any(start <= byte < end for start, end in parts)


def test_a_name_is_hidden_with_all_that_begins_with_it() -> None:
    scopes = Scopes()
    scopes.add(b"Store", (10, 20))
    assert scopes.hide(b"Store", 10)
    assert scopes.hide(b"Store.Key", 19)
    assert not scopes.hide(b"Store", 20)
    assert not scopes.hide(b"Stores", 15)
    assert not scopes.hide(b"Key.Store", 15)


def test_a_module_hides_files_from_its_end_to_the_end_of_what_it_stands_in() -> None:
    text = b"""
module Outer = struct
  let before = Inner.x
  module Inner = struct let x = Inner.y end
  let after = Inner.x
  open Inner
end
let outside = Other.x
module Other = struct end
open Other
"""
    parsed = parse("ocaml", text, "a.ml")
    assert parsed.uses == ("Inner", "Other")
    assert parsed.imports == ()


def test_a_parameter_of_a_functor_hides_files_in_its_body_only() -> None:
    parsed = parse("ocaml", b"module F (A : A.S) = struct include A let x = A.y end\nmodule G = A.H\n", "a.ml")
    assert [statement.module for statement in parsed.imports] == ["G = A.H"]
    assert parsed.uses == ("A", "A.H")


def test_commented_code_has_no_statements() -> None:
    parsed = parse("clojure", b"(ns a (:require #_[b :as b] [c :as c]))\n(comment (require '[d :as d]))", "a.clj")
    assert [statement.module for statement in parsed.imports] == ["c"]
