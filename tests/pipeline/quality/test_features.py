"""Features of small known files, in several languages, from the parser that curation uses."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import Parsing
from pipeline.languages.catalogue import languages
from pipeline.languages.language import ROLES
from pipeline.parsing.leash import Parser
from pipeline.parsing.parsed_file import ParsedFile
from pipeline.parsing.roles import packed
from pipeline.quality import kernels
from pipeline.quality.features import features, named, unpacked
from schemas.files import FEATURES


@pytest.fixture(scope="module")
def measured():
    with Parser(Parsing(), languages()) as parser:
        yield lambda language, text: named(features(text.encode(), parser.parse(language, "", text.encode())))


LOOPS = {
    "python": ("def f(a):\n    if a:\n        for b in a:\n            pass\n    elif a > 1:\n        pass\n"
               "    return 7\n\n\ndef g():\n    return 0\n"),
    "c": ("int f(int a) {\n    if (a)\n        for (;;) {\n            a--;\n        }\n    else if (a > 1)\n"
          "        a = 0;\n    return 7;\n}\n\nint g(void) { return 0; }\n"),
    "java": ("class A {\n  int f(int a) {\n    if (a > 0) {\n      for (int b : c) { }\n"
             "    } else if (a > 1) {\n    }\n    return 7;\n  }\n  int g() { return 0; }\n}\n"),
    "javascript": ("function f(a) {\n  if (a) {\n    for (const b of a) { }\n  } else if (a > 1) {\n  }\n"
                   "  return 7;\n}\nconst g = () => 0;\n"),
    "go": ("package p\n\nfunc f(a int) int {\n\tif a > 0 {\n\t\tfor {\n\t\t}\n\t} else if a > 1 {\n\t}\n"
           "\treturn 7\n}\nfunc g() int { return 0 }\n"),
    "rust": ("fn f(a: u8) -> u8 {\n    if a > 0 {\n        for b in c {}\n    } else if a > 1 {\n    }\n    7\n}\n"
             "fn g() -> u8 { 0 }\n"),
}


@pytest.mark.parametrize("language", LOOPS)
def test_functions_and_nesting_of_the_same_program(measured, language):
    text = LOOPS[language]
    found = measured(language, text)
    lines = text.count("\n")
    assert found["functions"] == pytest.approx(100 * 2 / lines)
    assert found["deepest_nesting"] == 2
    assert found["control"] == pytest.approx(100 * (2 if language == "python" else 3) / lines)
    assert found["longest_function"] >= 7
    assert 0 < found["in_functions"] <= 1
    assert found["magic_numbers"] < found["numbers"]
    assert found["comment_share"] == found["string_share"] == 0


COMMENTED = {
    "python": '"""Docs."""\nx = "text"  # TODO: more\n# y = call(x)\n',
    "c": '/* Docs. */\nchar *x = "text"; // TODO: more\n// y = call(x);\n',
    "haskell": '-- | Docs.\nx = "text" -- TODO: more\n-- y = call(x)\n',
    "ruby": "# Docs.\nx = 'text' # TODO: more\n# y = call(x)\n",
    "sql": "-- Docs.\nSELECT 'text'; -- TODO: more\n-- y = call(x);\n",
    "isabelle": '(* Docs. *)\nx "text" (* TODO: more *)\n(* y = call(x) *)\n',  # read by patterns
}


@pytest.mark.parametrize("language", COMMENTED)
def test_comments_strings_and_what_comments_say(measured, language):
    found = measured(language, COMMENTED[language])
    assert found["comment_lines"] == pytest.approx(2 / 3)
    assert found["code_in_comments"] == pytest.approx(1 / 3)
    assert found["to_do"] == pytest.approx(100 / 3)
    assert 0.3 < found["comment_share"] < 0.9
    assert 0 < found["string_share"] < 0.3


def test_what_nothing_tells_is_none(measured):
    found = measured("yaml", "a: 1\nb: 2\n")
    assert found["comment_share"] is None
    assert found["functions"] is None
    assert found["repeated_lines"] == 0
    found = measured("isabelle", "theory A begin end\n")
    assert found["comment_share"] == 0
    assert found["functions"] is None


@pytest.mark.parametrize(("name", "more", "less"), [
    ("repeated_lines", "call(a, b)\ncall(a, b)\ncall(a, b)\n", "call(a, b)\ncall(c, d)\ncall(e, f)\n"),
    ("repeated_tokens", "f(a, b, c, d, e)\n" * 3, "".join(f"f(a{n}, b{n}, c{n}, d{n}, e{n})\n" for n in range(3))),
    ("repeated_shape", "".join(f"f(a{n}, {n}, c{n}, '{n}', e{n})\n" for n in range(6)),
     "f(a)\nif b:\n    c = 3 + d[7]\nfor e in (f, g): h.i -= ~j\nk = {l: m, n: (o ** p)}\n"),
    ("data_lines", "x = [\n 1, 2,\n 'a',\n]\n", "x = [\n a, 2,\n f('a'),\n]\n"),
    ("hex_share", "x = 0xdeadbeef\n", "x = 1234567890\n"),
    ("magic_numbers", "x = 34 + 56\n", "x = 1 + 2\n"),
    ("trailing_space", "a = b \nc = d\n", "a = b\nc = d\n"),
    ("mixed_indent", "if a:\n\tb\nif c:\n  d\n", "if a:\n  b\nif c:\n  d\n"),
    ("short_names", "a = b + c\n", "apple = banana + cherry\n"),
    ("numbered_names", "a1 = b2\n", "a = b\n"),
    ("distinct_names", "a = b + c\n", "a = a + a\n"),
    ("name_entropy", "a = b + c + d\n", "a = a + a + b\n"),
    ("asserts", "assert a\n", "assertion = a\n"),
    ("output", "print(a)\n", "blueprint(a)\n"),
    ("calls", "f(a)\n", "f = (a)\n"),
    ("long_word_share", f"a = '{'x' * 30}'\n", f"a = '{'x x' * 10}'\n"),
    ("long_strings", f"a = '{'x ' * 30}'\n", f"a = '{'x' * 60}'\n"),
    ("brackets_depth", "a = ((b))\n", "a = (b)(c)\n"),
    ("wide_share", "a = '\u6c49'\n", "a = 'b'\n"),
    ("imports", "import a\nimport b\n", "import a\nb = 1\n"),
    ("to_do", "# TODO\n", "todo = 'TODO'\n"),
])
def test_a_feature_is_larger_where_there_is_more_of_it(measured, name, more, less):
    assert measured("python", more)[name] > measured("python", less)[name]


texts = st.text(st.sampled_from("ab1 \n\t(){};=#'\"é"), max_size=80)


@settings(max_examples=30)
@given(texts, st.lists(st.tuples(st.sampled_from(ROLES), st.integers(0, 90), st.integers(0, 40)), max_size=6))
def test_any_text_and_spans_give_finite_features(text, spans):
    by_role = {role: [(start, start + length) for own, start, length in spans if own == role] for role in ROLES}
    found = named(features(text.encode(), ParsedFile("ok", nodes=packed(by_role))))
    assert list(found) == list(FEATURES)
    assert all(value is not None and np.isfinite(value) and value >= 0 for value in found.values())
    shares = [name for name, meaning in FEATURES.items() if "share of" in meaning]
    assert all(found[name] <= 1 for name in shares)


@settings(max_examples=20, deadline=None)
@given(texts)
def test_compiled_and_plain_loops_agree(text):
    parsed = ParsedFile("ok", nodes=packed({"comment": [(3, 9)], "string": [(12, 20)], "control": [(0, 30), (5, 9)]}))
    compiled = features(text.encode(), parsed)
    loops = kernels.kernels()
    plain = {name: kernels._wrapping(getattr(kernels, name)) for name in vars(loops)}
    with pytest.MonkeyPatch.context() as patch:
        for name, loop in plain.items():
            patch.setattr(loops, name, loop)
        assert features(text.encode(), parsed).tobytes() == compiled.tobytes()


@given(st.dictionaries(st.sampled_from(ROLES), st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)))))
def test_spans_survive_packing(spans):
    found = unpacked(packed(spans), 10**7)
    none = unpacked(packed(spans), 0)
    for role in ROLES:
        expected = sorted(spans.get(role, ()), key=lambda span: (span[0], -span[1]))
        assert not none[role].ends.any()
        assert list(zip(found[role].starts.tolist(), found[role].ends.tolist(), strict=True)) == expected


def test_deep_and_long_files_cost_no_more_than_their_size(measured):
    assert measured("python", "a = " + "(" * 500 + "b" + ")" * 500 + "\n")["brackets_depth"] == 500
    assert measured("c", "x;\n" * 20_000)["repeated_lines"] > 0.99
