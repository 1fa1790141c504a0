"""Comments and strings go, every other character stays where it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages.patterns import Block, Comments, Find, Patterns, Quoted
from pipeline.parsing.blank import blanked, blanker

ML = blanker(Patterns(
    (Find("(?P<module>x)"),),
    Comments(("//",), (Block("(*", "*)", nested=True), Block("/*", "*/"))),
    (Quoted('"', '"', "\\"), Quoted('"""', '"""', lines=True)),
    (r"'(?:[^'\\\n]|\\.)'", r"\(\*\)"),
))


@pytest.mark.parametrize(("text", "uncommented", "bare"), [
    ("a // b\nc", "a     \nc", "a     \nc"),
    ("a (* b (* c *) d *) e", "a                   e", "a                   e"),
    ("a /* b /* c */ d */ e", "a              d */ e", "a              d */ e"),
    ("a (* b\n c", "a     \n  ", "a     \n  "),
    ("(* (* *)", " " * 8, " " * 8),
    ('a "// b" c', 'a "// b" c', 'a "    " c'),
    (r'a "\" (*" c', r'a "\" (*" c', 'a "     " c'),
    ('"a // b\n"c', '"a // b\n"c', '"      \n" '),  # a string that nothing closes ends with its line
    ('"""a "b"\n//""" // d', '"""a "b"\n//"""     ', '"""     \n  """     '),
    ("""'"' // "a" """, """'"'        """, """'"'        """),
    ("""(*) x (* y *)""", """(*) x        """, """(*) x        """),
    ('// "a\nb', "     \nb", "     \nb"),
    ("", "", ""),
])
def test_blanked(text, uncommented, bare):
    assert blanked(text, ML) == (uncommented, bare)


def test_a_line_comment_may_have_to_start_somewhere():
    found = blanker(Patterns((Find("(?P<module>x)"),), Comments((r"^[ \t]*\*", r"(?<!\S)#"))))
    assert blanked("* a\nb * c # d#\nx#y", found)[0] == "   \nb * c     \nx#y"


@given(st.text(alphabet="ab\"'\\/*() \n", max_size=60))
def test_every_character_is_kept_in_its_place_or_blank(text):
    for view in blanked(text, ML):
        assert len(view) == len(text)
        assert all(new == old or (new == " " and old != "\n") for new, old in zip(view, text, strict=True))


@pytest.mark.parametrize("piece", ["(*", "*)", '"', '"""', "'", "\\", "//", "/*", '"\\'])
def test_nothing_is_quadratic(piece):
    text = piece * 200_000
    assert len(blanked(text, ML)[1]) == len(text)
