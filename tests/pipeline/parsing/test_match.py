"""The contract of groups, which is that of captures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages.patterns import Comments, Find, Patterns, Quoted
from pipeline.parsing import match as module
from pipeline.parsing.match import match, matcher
from pipeline.parsing.parsed_file import ImportStatement, ParsedFile

SMALL = Patterns(
    (
        Find(r"^use (?P<module>\"[^\"]*\"|\w+)"),
        Find(r"^from (?P<module>\w+) take (?P<name>[\w, ]+)", each={"name": r"\w+"}),
        Find(r"^all of (?P<module>\w+)(?P<wildcard>)"),
        Find(r"^list\b(?P<module>[^;]*);", style="list", kind="type-only", each={"module": r'"[^"]*"|[\w/.]+'}),
        Find(r"^package (?P<package>[\w.]+)"),
        Find(r"^def (?P<define>\w+)"),
        Find(r"^  def (?P<local>\w+)"),
        Find(r"\b(?P<use>[A-Z]\w*)"),
    ),
    Comments(("--",)), (Quoted('"', '"', "\\"),),
)


def read(text: bytes, patterns: Patterns = SMALL) -> ParsedFile:
    return match(matcher(patterns), text)


def test_statements_in_order_of_the_file():
    parsed = read(b'from b take x, y, x\nuse "a b"\n-- use no\nall of c\n\nlist a\n  "b -- c" -- d\n ;\nx = "use z"\n')
    assert parsed.status == "patterns"
    assert parsed.imports == (
        ImportStatement("b", ("x", "y"), 1),
        ImportStatement("a b", line=2),
        ImportStatement("c", line=4, wildcard=True),
        ImportStatement("a", line=6, kind="type-only", style="list"),
        ImportStatement("b -- c", line=7, kind="type-only", style="list"),
    )


def test_packages_definitions_and_uses():
    parsed = read(b'package b.c\npackage a\ndef Z\ndef Y\ndef Z\nX "W" V -- U\nX\n  def L\nL')
    assert (parsed.packages, parsed.defines, parsed.uses) == (("b.c", "a"), ("Y", "Z"), ("V", "X", "Y", "Z"))
    assert parsed.use_lines == (6, 6, 4, 3)


def test_items_of_a_block_are_their_last_groups():
    block = Patterns((Find(r"^part\n(?P<define>(?:  .*\n)+)", each={"define": r"^  (?:let|type) (\w+)"}),))
    assert read(b"let a\npart\n  let b = let c\n  if d\n  type e\nlet f\n", block).defines == ("b", "e")


def test_bytes_that_are_no_text_are_replaced():
    assert read(b'use "\xff"\n').imports == (ImportStatement("\ufffd"),)


def test_empty_and_long_names_are_left_out():
    long = b"n" * (module.MAX_NAME_BYTES + 1)
    assert read(b"from a take b, " + long + b"\ndef " + long + b"\ndef b\n").defines == ("b",)
    assert read(b"from a take b, " + long + b"\n").imports == (ImportStatement("a", ("b",)),)
    assert read(b'use ""\nuse "' + b"n" * (module.MAX_MODULE_BYTES + 1) + b'"\n').imports == ()


def test_of_too_many_the_first_in_the_file_are_kept(monkeypatch):
    monkeypatch.setattr(module, "MAX_IMPORTS", 2)
    monkeypatch.setattr(module, "MAX_NAMES", 2)
    monkeypatch.setattr(module, "MAX_USES", 3)
    assert [s.module for s in read(b"use z\nuse y\nuse x\n").imports] == ["z", "y"]
    assert read(b"def z\ndef y\ndef x\n").defines == ("y", "z")
    assert read(b"D C C B A").uses == ("B", "C", "D")


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_lines_count_alike_with_any_ending(end):
    assert [s.line for s in read(end.join([b"", b"use a", b"", b"use b", b""])).imports] == [2, 4]


@given(st.binary(max_size=200))
def test_any_bytes_give_a_result_within_the_contract(text):
    parsed = read(text)
    assert parsed.error_share == 0
    assert list(parsed.uses) == sorted(set(parsed.uses))
    assert [s.line for s in parsed.imports] == sorted(s.line for s in parsed.imports)
