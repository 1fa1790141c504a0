"""StarCoder's table and rules, StarCoder2's rules, and the three profiles of conf/."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Rules, load_run
from pipeline.fates import Verdict
from pipeline.languages.catalogue import languages
from pipeline.parsing.parsed_file import ParsedFile
from pipeline.rules import TEXT_RULES, Subject, judge_parsed, judge_text, measure
from pipeline.rules.encoded import _HEX, _UNICODE, encoded_runs
from pipeline.rules.table import _table, extension, options_for
from tests.pipeline.rules import literal

PAPER, STARCODER, BEST = (load_run(f"conf/{name}.yaml").rules for name in ("deepseek", "starcoder", "best"))
STARCODER2 = BEST.model_copy(update={"generated_header_lines": None})
LONG = "a" * 1001 + "\n" * 20
WIDE = ("a" * 101 + "\n") * 3
DIGITS = "ab12345678 "  # alphanumeric, but hardly a letter
CODE = "def add(one, two):\n    return one + two\n"


def judged(text, language, path, options):
    return judge_text(Subject(path, language, text.encode(), measure(text.encode())), options)


def rule(text, language, path, options=STARCODER):
    verdict = judged(text, language, path, options)
    return verdict and verdict.rule


@pytest.mark.parametrize("options", [PAPER, STARCODER, BEST])
def test_plain_code_is_kept_by_every_profile(options):
    assert judged(CODE, "python", "src/add.py", options) is None


@pytest.mark.parametrize(
    ("text", "language", "path", "verdict"),
    [
        (LONG, "python", "a.py", "max_line_length"),
        (LONG, "markdown", "docs/README.md", None),
        (LONG, "markdown", "README.MD", None),
        (LONG, "sql", "a.sql", None),
        (LONG, "sql", "a.prc", "max_line_length"),
        (LONG, "python", "a.sql", "max_line_length"),  # the extension alone is not enough
        (LONG, "assembly", "a.asm", None),
        (LONG, "assembly", "a.s", "max_line_length"),
        (WIDE, "tex", "a.sty", None),
        (WIDE, "c", "a.c", "mean_line_length"),
        ("a" * 501 + "\n" * 20, "glsl", "a.fsh", "max_line_length"),
        ("a" * 500 + "\n" * 20, "glsl", "a.fsh", None),
        ("a" * 501 + "\n" * 20, "glsl", "a.vert", None),
        (DIGITS, "c", "a.c", None),
        (DIGITS, "scheme", "a.scm", "alphabetic_share"),
        (DIGITS, "scheme", "a.ss", None),
        ("a" + "-" * 4, "c", "a.c", "alphanumeric_share"),
        ("1" + "-" * 3, "c", "a.c", None),
        ("a" + "-" * 4, "sas", "a.sas", None),
        ("ab1-" * 40, "json", "a.json", None),
        ("ab12-" * 40, "json", "a.json", "alphabetic_share"),
        ("ab12-\n" * 40, "yaml", "a.yml", "alphabetic_share"),
        ("ab12-\n" * 40, "yaml", "a.sls", None),
        ("a" * 99, "json", "a.json", "data_size"),
        ("a" * 100, "json", "a.json", None),
        ("a" * 5001, "json", "a.json", "data_size"),
        ("<?xml version='1.0'?>\n<a/>", "xslt", "a.xsl", None),
        ("<?xml version='1.0'?>\n<a/>", "html", "a.html", "xml"),
        (CODE, "fortran", "old/a.f77", "excluded_extension"),
        (CODE, "fortran", "old/a.f90", None),
        (CODE, "yacc", "a.yy", "excluded_extension"),
        (CODE, "dockerfile", "Dockerfile", None),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_starcoders_table(text, language, path, verdict):
    assert rule(text, language, path) == verdict
    assert (verdict is None) == (not literal.dropped_by_starcoder(language, path.split("/")[-1], text.encode()))


def test_the_table_is_of_our_languages_and_of_no_profile_that_does_not_name_it():
    excluded, changed = _table("starcoder")
    assert {language for language, _ in excluded | set(changed)} <= set(languages())
    assert len(excluded) == 35
    assert options_for("a.md", "markdown", PAPER) is PAPER
    assert judged(CODE, "fortran", "a.f77", PAPER) is None
    assert judged(CODE, "fortran", "a.f77", STARCODER) == Verdict("excluded_extension", detail=".f77 in fortran")


def test_exceptions_change_what_they_name_and_the_run_file_decides_the_rest():
    own = options_for("a.md", "markdown", Rules(table="starcoder", alphabetic_share=0.4))
    assert (own.max_line_length, own.mean_line_length, own.alphabetic_share) == (None, None, 0.4)
    both = options_for("a.nb", "mathematica", STARCODER)
    assert (both.max_line_length, both.alphanumeric_share, both.alphabetic_share) == (None, None, 0.25)


@pytest.mark.parametrize(
    ("path", "ending"), [("a.py", "py"), ("a.b/c", ""), ("x/.a.PY", "py"), ("a.", ""), (".bashrc", "bashrc"), ("", "")]
)
def test_extension(path, ending):
    assert extension(path) == ending


def test_html_at_the_limit_is_kept_by_the_paper_and_not_by_the_code():
    small, page = (Subject("a.html", "html", b"x" * size, measure(b"x" * size)) for size in (200, 500))
    for options, shown, verdict in (
        (PAPER, 100, None), (STARCODER, 100, Verdict("html_visible_share", 0.2, 0.2)), (STARCODER, 101, None),
    ):
        assert judge_parsed(page, ParsedFile("ok", visible_chars=shown), options) == verdict
    few = ParsedFile("ok", visible_chars=100)
    assert judge_parsed(small, few, STARCODER) == Verdict("html_visible_chars", 100.0, 100.0)


@pytest.mark.parametrize("marker", literal.MARKERS)
def test_markers_of_generated_files_count_in_the_first_five_lines(marker):
    for line in (f"# {marker}\n", f"/* {marker.upper()} by a tool */\n"):
        assert judged("\n" * 4 + line + CODE, "python", "a.py", BEST) == Verdict("generated", detail=marker)
        assert judged("\n" * 5 + line + CODE, "python", "a.py", STARCODER2) is None
        assert judged("\n" * 4 + line + CODE, "python", "a.py", STARCODER) is None


def test_what_linguist_calls_generated():
    text = "// Code generated by protoc-gen-go. DO NOT EDIT.\npackage words\n\nfunc Word() string { return word }\n"
    assert judged(text, "go", "words.pb.go", BEST) == Verdict("generated", detail="Linguist")
    assert judged(text.split("\n", 1)[1], "go", "words.go", BEST) is None


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("", []),
        ("x = '" + "Ab+/" * 15 + "abc'", []),
        ("x = '" + "Ab+/" * 15 + "abc='", [64]),
        ("é" + "A" * 64 + "é", [64]),
        (r"\x0a" * 7, []),
        (r"\x0a" * 8, [32]),
        ("0x0a," * 8, [40]),
        ("0x0a, 0x0b,\n" * 4 + "end", [48]),
        ("0a 0b " * 4, [24]),
        ("0a; " * 8, []),
        ("012 " * 8, []),
        ("g0a 0b 0c 0d 0e 0f 00 01 02", [23]),
        ("\\u00e9" * 8, [48]),
        ("\\u00e9" * 7, []),
        ("\\u00e9 " * 8, []),
    ],
)
def test_encoded_runs(text, runs):
    assert encoded_runs(text.encode()) == runs == literal.encoded(text)


PARTS = [r"\x0a", "0x0a", "0b", "0x", ",", " ", "\n", "\\u00e9", "\\u", "A" * 40, "é", "g", "-", "0a 0b, ", "\t" * 9]


@given(st.lists(st.sampled_from(PARTS)), st.integers(1, 9))
def test_encoded_runs_are_the_literal_ones(parts, often):
    text = "".join(part * repeat for part in parts for repeat in (1, often))
    assert sorted(encoded_runs(text.encode())) == sorted(literal.encoded(text))
    by_regex = [found.end() - found.start()
                for found in [*_HEX.finditer(text.encode()), *_UNICODE.finditer(text.encode())]]
    base64 = [len(run) for run in re.findall(r"[A-Za-z0-9+/=\n]{64,}", text)]
    assert encoded_runs(text.encode()) == base64 + by_regex


def test_encoded_data_by_run_and_by_share():
    prose = "word, word\n" * 1000
    assert judged(prose + "!" + "A" * 999 + "\n" + "A" * 24 + "!", "c", "a.c", BEST) is None
    half = "a, b\n" * 100
    assert judged(half + "!" * 9 + "A" * 509, "c", "a.c", BEST) is None
    assert judged(half + "!" * 9 + "A" * 510, "c", "a.c", BEST) == \
        Verdict("encoded_data", 510 / 1019, 0.5, "share of the file")
    long = "".join("A" * 76 + "\n" for _ in range(20))
    assert judged(prose + "!" + long, "c", "a.c", BEST) == \
        Verdict("encoded_data", 1540.0, 1024.0, "characters of one run")


NEAR_MISSES = ["0a " * 7 + " " * 400_000, ("0a" + " " * 100_000) * 7, "0x, " * 300_000, "\\x" * 300_000,
               "\\u00" * 200_000, "0a," * 7 + "g " * 400_000, "A" * 63 + " "]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_near_misses_of_encoded_data_are_no_runs(text):
    assert encoded_runs(text.encode()) == []


def test_starcoder2s_limits_on_lines():
    assert rule("ab: b\n" * 512, "yaml", "a.yaml", BEST) is None
    assert judged("ab: b\n" * 513, "yaml", "a.yaml", BEST) == Verdict("data_lines", 513.0, 512.0)
    assert rule("ab: b\n" * 513, "python", "a.py", BEST) is None
    assert judged("a = b\n" * 100_001, "python", "a.py", BEST) == Verdict("max_lines", 100001.0, 100000.0)
    assert rule("a = b\n" * 100_000, "python", "a.py", BEST) is None


def test_best_sees_xml_where_it_begins_and_not_in_a_string():
    assert rule("\ufeff\n<?xml version='1.0'?>\n<words/>", "html", "a.html", BEST) == "xml"
    assert rule('HEAD = "<?xml version=\'1.0\'?>"\n', "python", "a.py", BEST) is None
    assert rule('HEAD = "<?xml version=\'1.0\'?>"\n', "python", "a.py", PAPER) == "xml"


@given(st.binary(max_size=300), st.sampled_from(["c", "json", "yaml", "html", "markdown", "sas"]), st.text(max_size=12))
def test_no_rule_raises(text, language, path):
    subject = Subject(path, language, text, measure(text))
    for options in (PAPER, STARCODER, BEST):
        for ask in TEXT_RULES.values():
            ask(subject, options_for(path, language, options))
