import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.parsing.visible_text import VOID, visible_chars
from tests.pipeline.rules import literal

PIECES = [
    "<div>", "</div>", "<p>", "</p>", "<template>", "</template>", "<ruby>", "<rt>", "</rt>", "<rp>", "</rp>", "<br>",
    "</br>", "<br/>", "<script>", "</script>", "<SCRIPT a=b>", "</SCRIPT >", "<style>", "</style>", "<pre>", "</pre>",
    "<textarea>", "</textarea>", "<script/>", "<p/>", "<body>", "</body>", "<svg:a>", "<img alt='>'>", "</>", "<!x>",
    " ", "\n", "\t  \n", "\x0b", "\xa0", "\xe9", "a", "bc", "&amp;", "&nbsp;", "&#32;", "&#x20;", "&#10;", "&#13;",
    "&#0;", "&#128;", "&#99999999;", "&foo;", "&notit;", "&amp", "&lt b", "&NotEqualTilde;", "&#", "&#x;", "&#12ab;",
    "<!-- c -->", "<!---->", "<!doctype html>", "<![CDATA[x y]]>", "<![CDATA[]]>", "<![CDATA[ \n]]>", "<?php x ?>",
    "<", "&", "<a", "<!", "</", "<!--", "<a b='", "\"'", "]]>", "<script", "<![x", "<![x]>", "<title>", "</title>",
]


# BeautifulSoup wonders aloud about short texts and XML.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.mark.parametrize(
    ("page", "count"),
    [
        ("", 0),
        ("plain", 5),
        ("<p>one</p><p>two</p>", 6),
        ("<p>a &amp; b</p>", 5),
        ("<p>&nbsp;&copy;&#169;&#xA9;</p>", 4),
        ("<p>a<!-- hidden -->b</p>", 2),
        ("<!DOCTYPE html><html>x</html>", 1),
        ("a<![CDATA[bc]]>", 3),
        ("<SCRIPT>var hidden = '<p>';</SCRIPT>x", 1),
        ("<style>p {color: red}</style>x", 1),
        ("x<script>never closed <p>y</p>", 1),
        ("<template>kept <b>for</b> later</template>x", 1),
        ("<div><template>a</div>b", 1),  # closing what is around closes it too
        ("<div>\n\n    <p>x</p>\n\n</div>", 3),  # white space alone counts once
        ("<pre>  \n  </pre>", 5),
        ("<p>  a  </p>", 5),
        ("<p>unclosed <b>tags", 13),
        ("a<br>b<br/>c</br>d", 4),
        ("seen <![x]> never", 0),  # html.parser gives up
    ],
)
def test_counts(page, count):
    assert visible_chars(page) == literal.visible(page) == count


@pytest.mark.slow
@settings(max_examples=400)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=16))
def test_equals_beautiful_soup(parts):
    page = "".join(parts)
    assert visible_chars(page) == literal.visible(page)


def test_void_elements_are_those_of_beautiful_soup():
    from bs4.builder import HTMLTreeBuilder

    assert VOID == HTMLTreeBuilder.DEFAULT_EMPTY_ELEMENT_TAGS


def test_deep_nesting_needs_no_stack():
    assert visible_chars("<div>" * 100_000 + "x" + "</div>" * 100_000) == 1
