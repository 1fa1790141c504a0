import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.config import Rules
from pipeline.fates import RULES, Verdict
from pipeline.parsing.parsed_file import ParsedFile
from pipeline.rules import PARSED_RULES, TEXT_RULES, Subject, judge_parsed, judge_text, measure
from pipeline.rules.prose import prose_table
from tests.pipeline.rules import literal

OPTIONS = Rules()
OK = ParsedFile("ok")


def subject(text, language="python", path="file"):
    return Subject(path, language, text, measure(text))


def judged(text, language="python", options=OPTIONS, waived=frozenset()):
    return judge_text(subject(text, language), options, waived)


def parsed(found, language="html", text=b"x" * 1000, waived=frozenset()):
    return judge_parsed(subject(text, language), found, OPTIONS, waived)


def test_rules_are_asked_in_the_order_of_the_fates():
    asked = [*TEXT_RULES, *PARSED_RULES]
    assert asked == [rule for rule in RULES if rule in asked]
    # Those that need a path or a language come first, quality, benchmarks, licences and prose last; curation asks them.
    first = ["vendored", "empty", "language", "notebook"]
    last = ["low_quality", "contaminated", "licence", "unlicensed"]
    assert [*first, *asked, *last, *prose_table().limits["words"]] == list(RULES)


@pytest.mark.parametrize(
    ("text", "language", "verdict"),
    [
        # Each threshold from both sides.
        ("a" * 1000 + "\n" * 20, "c", None),
        ("a" * 1001 + "\n" * 20, "c", Verdict("max_line_length", 1001.0, 1000.0)),
        ("a" * 100 + "\n" + "b" * 100, "c", None),
        ("a" * 100 + "\n" + "b" * 101, "c", Verdict("mean_line_length", 100.5, 100.0)),
        ("a" + "1" * 3, "c", None),
        ("a" + "1" * 4, "c", Verdict("alphabetic_share", 0.2, 0.25)),
        ("<?xml version='1'?>\n<configuration/>", "xml", Verdict("xml", 0.0, 100.0)),
        ("<?xml version='1'?>\n<configuration/>", "xslt", None),
        ("a" * 85 + "\n<?xml version=", "c", Verdict("xml", 86.0, 100.0)),
        ("a" * 86 + "\n<?xml version=", "c", None),  # the last character is the 101st
        ("\u6c49" * 85 + "\n<?xml version=", "c", Verdict("xml", 86.0, 100.0)),
        ("a" * 23 + "\n" + "\U0001f600" * 62 + "<?xml version=", "c", Verdict("xml", 86.0, 100.0)),
        ("a" * 23 + "\n" + "\U0001f600" * 63 + "<?xml version=", "c", None),
        ("a" * 49, "json", Verdict("data_size", 49.0, 50.0, "too few characters")),
        ("a" * 50, "yaml", None),
        ("a" * 49, "c", None),
        ("abcdefghi\n" * 500, "yaml", None),
        ("abcdefghi\n" * 500 + "a", "json", Verdict("data_size", 5001.0, 5000.0, "too many characters")),
        ("abcdefghi\n" * 501, "python", None),
        # Several at once: the first decides.
        ("1" * 2000, "json", Verdict("max_line_length", 2000.0, 1000.0)),
    ],
)
def test_text_rules(text, language, verdict):
    assert judged(text.encode(), language) == verdict
    assert (verdict is None) == (not literal.dropped_by(language, text.encode()))


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (ParsedFile("ok", visible_chars=200), None),
        (ParsedFile("ok", visible_chars=199), Verdict("html_visible_share", 0.199, 0.2)),
        (ParsedFile("timeout"), Verdict("parse_timeout")),
        (ParsedFile("crash"), Verdict("parse_crash")),
        (ParsedFile("ok", error_share=0.1, visible_chars=200), None),
        (ParsedFile("ok", error_share=0.11, visible_chars=200), Verdict("syntax_errors", 0.11, 0.1)),
        (ParsedFile("no_grammar", visible_chars=200), None),
    ],
)
def test_parsed_rules(found, verdict):
    assert parsed(found) == verdict


@pytest.mark.parametrize("character", ["a", "\u00e9", "\u6c49", "\U0001f600"])
def test_the_head_for_xml_is_counted_in_characters(character):
    for before, place in ((0, 0.0), (86, 86.0), (87, None)):
        text = (character * before + "<?xml version=").encode()
        verdict = TEXT_RULES["xml"](subject(text, "c"), OPTIONS)
        assert (verdict and verdict.value) == place


PARTS = [b"a" * 1000, b"1" * 900, b"\n" * 12, b"ab\n" * 40, b"1-", b"<?xml version=", b"<?xml", b"x" * 80, b"\xff\xfe",
         "\u6c49".encode() * 30, "\U0001f600".encode() * 22, b"\xe6\xb1", "\u2028".encode(), b"\r\n", b"a" * 49,
         b"key: v\n" * 500]


@given(st.lists(st.sampled_from(PARTS), max_size=9), st.sampled_from(["c", "json", "yaml", "xslt"]))
@example([b"\xff" * 100, b"<?xml version="], "c")  # bytes that are no text count as characters
@example([b"\xff" * 86, b"<?xml version="], "c")
def test_the_literal_rules_drop_the_same(parts, language):
    text = b"".join(parts)
    assert {name for name, rule in TEXT_RULES.items() if rule(subject(text, language), OPTIONS)} == \
        literal.dropped_by(language, text)


def test_html_needs_enough_visible_characters_whatever_their_share():
    shown = ParsedFile("ok", visible_chars=99)
    assert parsed(shown, text=b"x" * 100) == Verdict("html_visible_chars", 99.0, 100.0)
    assert parsed(shown, text=b"x" * 100, language="javascript") is None
    assert parsed(ParsedFile("ok", visible_chars=100), text=b"x" * 100) is None
    assert parsed(ParsedFile("ok", visible_chars=0), text=b"") == Verdict("html_visible_share", 0.0, 0.2)


def test_waived_rules_are_not_asked_and_the_next_one_is():
    text = b"1" * 1001
    assert judged(text, waived=frozenset({"max_line_length"})).rule == "mean_line_length"
    assert judged(text, waived=frozenset({"max_line_length", "mean_line_length", "alphabetic_share"})) is None
    assert parsed(ParsedFile("crash"), waived=frozenset({"parse_crash"})) is None


def test_thresholds_come_from_the_options():
    assert judged(b"a" * 90, options=Rules(max_line_length=80)) == Verdict("max_line_length", 90.0, 80.0)
    assert judged(b"a1111", options=Rules(alphabetic_share=0.2)) is None
    assert judged(b"abc <?xml version=", options=Rules(xml_prefix_chars=10)) is None
