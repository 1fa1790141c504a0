import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.sources.paths import MAX_PATH_BYTES, checked_path, detail, escape, unescape


@given(st.binary(max_size=40) | st.text(max_size=20).map(lambda t: t.encode("utf-8", "surrogatepass")))
@example(b"\\x41")
@example(b"\\\\x5c")
@example(b"\\x5\xff")
@example(b"\\\n")
def test_escaped_names_are_printable_and_give_the_name_back(name: bytes) -> None:
    text = escape(name)
    assert unescape(text) == name
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", text)


def test_ordinary_names_stay_as_they_are() -> None:
    for name in ("src/a b.py", "gr\u00fc\u00df/\u65e5\u672c.c", r"win\dows", "a:b", "..a/b..", "{{7*7}}", "$(x)"):
        assert checked_path(name.encode()) == (name, None)


@pytest.mark.parametrize("name", [
    b"/etc/passwd", b"../a", b"a/../b", b"a/..", b"..", b"C:\\a", b"c:/a", b"\\a", b"..\\a", b"a\\..\\b", b"a\0b", b"",
    b"a//b", b"a/", b"./a", b"a/./b", b"x" * (MAX_PATH_BYTES + 1),
])
def test_bad_names(name: bytes) -> None:
    path, why = checked_path(name)
    assert why
    assert len(path) <= MAX_PATH_BYTES


def test_long_names_stay_different() -> None:
    assert checked_path(b"x" * 5000)[0] != checked_path(b"x" * 5001)[0]


def test_details_are_short_and_cannot_steer_a_terminal() -> None:
    words = detail("\x1b[2J" + "x" * 1000 + "\udcff")
    assert len(words) <= 200
    assert words.startswith(r"\x1b[2J")
