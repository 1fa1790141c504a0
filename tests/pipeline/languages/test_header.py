"""Path comments: one line, inside one comment, and the path can be read back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages.catalogue import languages
from pipeline.languages.header import path_comment
from pipeline.languages.language import Comment

COMMENTS = sorted({(each.comment.open, each.comment.close) for each in languages().values()})
# Paths made of what is dangerous more often than chance would.
DANGERS = [mark for pair in COMMENTS for mark in pair if mark] + ["--!>", "\\", "\n", "\r", "\x85", "\u2028", '"', "*"]
PATHS = st.lists(st.one_of(st.sampled_from(DANGERS), st.text(max_size=4)), min_size=1, max_size=8).map("".join)


def read_back(line: str, comment: Comment) -> str:
    inner = line.removeprefix(f"{comment.open} ")
    inner = inner.removesuffix(f" {comment.close}") if comment.close else inner
    raw = re.sub(
        rb"\\x([0-9a-f]{2})", lambda found: bytes.fromhex(found[1].decode()), inner.encode("utf-8", "surrogatepass")
    )
    return raw.decode("utf-8", "surrogatepass")


@pytest.mark.parametrize(
    ("language", "path", "line"),
    [
        ("python", "pkg/a.py", "# pkg/a.py"),
        ("html", "docs/x.html", "<!-- docs/x.html -->"),
        ("html", "a-->b---.html", r"<!-- a\x2d\x2d>b\x2d\x2d-.html -->"),
        ("css", "a*/b.css", r"/* a\x2a\x2fb.css */"),
        ("c", "a\\", r"// a\x5c"),
        ("ocaml", 'a(*".ml', r"(* a\x28\x2a\x22.ml *)"),
        ("pascal", "{a}.pas", r"{ \x7ba\x7d.pas }"),
        ("smalltalk", 'a"b.st', r'" a\x22b.st "'),
        ("java", "a\nb\u2028.java", r"// a\x0ab\xe2\x80\xa8.java"),
        ("restructuredtext", "docs/a b.rst", ".. docs/a b.rst"),
        ("java-server-pages", "a.jsp", "<%-- a.jsp --%>"),
        ("python", "d\u00e9j\u00e0.py", "# d\u00e9j\u00e0.py"),
    ],
)
def test_path_comment(language: str, path: str, line: str):
    assert path_comment(path, languages()[language].comment) == line


@given(PATHS, st.sampled_from(COMMENTS))
def test_one_line_one_comment_and_the_path_again(path: str, marks: tuple[str, str]):
    comment = Comment(*marks)
    line = path_comment(path, comment)
    assert len(line.splitlines()) == 1
    assert line.isprintable() or not re.search(r"[\x00-\x1f\x7f-\x9f]", line)
    assert not line.endswith("\\")
    if comment.close:
        inner = line.removeprefix(comment.open).removesuffix(comment.close)
        assert comment.close not in inner + comment.close[:-1]
        assert comment.open not in inner
    assert read_back(line, comment) == path


@given(PATHS, PATHS)
def test_different_paths_have_different_comments(one: str, other: str):
    comment = languages()["html"].comment
    assert (path_comment(one, comment) == path_comment(other, comment)) == (one == other)
