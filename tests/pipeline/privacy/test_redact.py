"""Planted secrets are found and replaced, look-alikes are not, and nothing else of a text changes."""

import random
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from re import _parser

import numpy as np
import pytest
import tree_sitter
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.languages.language import Grammar
from pipeline.parsing.grammars import load
from pipeline.privacy import find, kinds, redact
from pipeline.privacy.anchors import Anchors, _scan, fold
from pipeline.privacy.made_up import VARIANTS, fill, is_filled, variant
from pipeline.privacy.rules import table
from tests.dump import PACKAGES, REPOS
from tests.pipeline.privacy.planted import CLEAN, LANGUAGES, assigned, secrets

ALL = frozenset(kinds())
GRAMMARS = {name: Grammar("language-pack", name) for name in LANGUAGES}


@cache
def planted():
    """(language, kind, text, secret's place) for every kind in every language, several times over."""
    found = []
    for seed in range(5):
        chosen = secrets(random.Random(seed))
        for language, program in LANGUAGES.items():
            for kind, texts in chosen.items():
                for text in texts:
                    parts = text.split("|")
                    before, secret, after = [*parts, ""] if len(parts) == 2 else parts
                    whole = program.format("\0".join((before, secret, after))).encode()
                    start, end = whole.index(b"\0"), whole.rindex(b"\0") - 1
                    found.append((language, kind, whole.replace(b"\0", b""), (start, end)))
        for language, lines in assigned(random.Random(seed)).items():
            for line in lines:
                before, secret, after = line.split("|")
                start = len(before.encode())
                found.append((language, None, (before + secret + after).encode(), (start, start + len(secret))))
    return found


def shape(language, text):
    """The syntax tree without its text: node types and spans, in order."""
    cursor = tree_sitter.Parser(load(GRAMMARS[language])).parse(text).walk()
    nodes = []
    while True:
        node = cursor.node
        nodes.append((node.type, node.start_byte, node.end_byte, node.is_missing))
        if cursor.goto_first_child() or cursor.goto_next_sibling():
            continue
        while cursor.goto_parent():
            if cursor.goto_next_sibling():
                break
        else:
            return nodes


def test_recall_and_precision():
    caught, right, wrong, missed = 0, 0, Counter(), Counter()
    for language, kind, text, (start, end) in planted():
        hits = [found for found, _ in find(text, ALL)]
        inside = [found for found in hits if found.start < end and found.end > start]
        covered = sum(min(end, found.end) - max(start, found.start) for found in inside)
        if covered >= 0.9 * (end - start):
            caught += 1
        else:
            missed[kind, language] += 1
        right += len(inside)
        wrong.update(found.kind for found in hits if found not in inside)
    for text in CLEAN:
        wrong.update(found.kind for found, _ in find(text.encode(), ALL))
    assert len({kind for _, kind, _, _ in planted()}) >= 40 and len(LANGUAGES) >= 6
    assert caught / len(planted()) >= 0.99, missed
    assert right / (right + wrong.total()) >= 0.99, wrong


def test_every_kind_is_called_by_its_name():
    for language, kind, text, _ in planted():
        assert kind is None or kind in redact(text, ALL)[1], (language, kind)
    assert {kind for _, kind, _, _ in planted()} | {"password", "credential"} == ALL | {None}


@pytest.mark.parametrize("text", CLEAN)
def test_what_is_nobodys_is_left_alone(text):
    assert redact(text.encode(), ALL) == (text.encode(), {})


@pytest.mark.parametrize("language", LANGUAGES)
def test_trees_keep_their_shape(language):
    for named, _, text, _ in planted():
        if named == language:
            redacted, counts = redact(text, ALL)
            assert counts and redacted != text
            assert shape(language, redacted) == shape(language, text)


def test_trees_of_real_files_keep_their_shape():
    """The contents of some strings of real files are changed into secrets, and these into made-up ones."""
    endings = {"javascript": "js", "java": "java", "go": "go", "c": "c", "ruby": "rb", "rust": "rs", "php": "php"}
    files = [("python", path) for package in ("click", "jinja2") for path in sorted((PACKAGES / package).glob("*.py"))]
    files += [(language, path) for language, ending in endings.items()
              for path in sorted((REPOS / language).glob(f"*/repo/**/*.{ending}"))]
    chosen = [text[start - 25:end].split(b"'")[-1] for language, kind, text, (start, end) in planted()
              if language == "python" and kind not in (None, "private_key")]
    replaced = Counter()
    for number, (language, path) in enumerate(files):
        parts = re.split(rb"(?<=[\"'])[A-Za-z0-9./_ ]{1,40}(?=[\"'])", path.read_bytes(), maxsplit=5)
        secret = random.Random(number).sample(chosen, 5)
        text = parts[0] + b"".join(one + part for one, part in zip(secret, parts[1:], strict=False))
        redacted, counts = redact(text, ALL)
        assert shape(language, redacted) == shape(language, text), path
        assert redact(redacted, ALL) == (redacted, {})
        replaced[language] += sum(counts.values())
    assert len([language for language, places in replaced.items() if places >= 5]) >= 6, replaced


def test_the_secret_is_gone_and_the_rest_is_as_it_was():
    for _, kind, text, (start, end) in planted():
        redacted, _ = redact(text, ALL)
        assert len(redacted) == len(text)
        assert redacted[:start] == text[:start] and redacted[end:] == text[end:]
        assert kind == "ipv4" or not set(re.findall(rb"[A-Za-z0-9]{8,}", text[start:end])) & set(
            re.findall(rb"[A-Za-z0-9]{8,}", redacted))


def test_redacting_again_changes_nothing():
    for _, _, text, _ in planted():
        redacted, _ = redact(text, ALL)
        assert redact(redacted, ALL) == (redacted, {})


def test_the_same_secret_is_the_same_everywhere():
    address = b"ada@" + b"lovelace-engines.org"
    one, two = redact(b"# by " + address + b"\n", ALL)[0], redact(b"mail('" + address.upper() + b"')", ALL)[0]
    assert one[5:-1].lower() == two[6:-2].lower() == one[5:-1]
    assert one[5:-1].endswith(b".example")


def test_a_replacement_tells_next_to_nothing_of_a_guess():
    found = {redact(b"%s%03d@" % (b"abc", number) + b"corporation.com", ALL)[0] for number in range(1000)}
    assert len(found) == VARIANTS


def test_only_the_kinds_asked_for():
    text = b"ada@" + b"lovelace-engines.org 93.184.216.34"
    assert redact(text, {"ipv4"})[1] == {"ipv4": 1}
    assert redact(text, frozenset()) == (text, {})


def test_escapes_stay():
    secret = rb"ab\x41\u00e9\n%2Fcd\101ef&amp;gh"
    made = fill(secret)
    assert [made[place] for place in (2, 3, 4, 5)] == list(rb"\x41")
    assert re.findall(rb"\\x41|\\u00e9|\\n|%2F|\\101|&amp;", made) == [
        rb"\x41", rb"\u00e9", rb"\n", b"%2F", rb"\101", b"&amp;"]
    assert is_filled(made) and fill(made) != secret and not is_filled(secret)


PIECES = st.one_of(
    st.binary(max_size=12),
    st.sampled_from([b"password = '", b"token: \"", b"API_KEY=", b"://", b"@", b":", b"'", b"\"", b"\n", b".com",
                     b".", b"\\", b"%", b"AKI" + b"A", b"gh" + b"p_", b"sk" + b"-", b"ey" + b"J", b"93.184.21.9",
                     b"2a01:4f8::", b"Bearer ", b"sha_", b"-----BEGIN " + b"PRIVATE KEY-----",
                     b"-----END PRIVATE KEY-----", "\u00e9".encode()]),
    st.text("abcXYZ0189_-/+=.", min_size=8, max_size=60).map(str.encode),
    st.sampled_from([text[max(0, start - 9):end + 3] for _, _, text, (start, end) in planted()[::7]]),
)


@pytest.mark.slow
@settings(max_examples=600, deadline=None)
@given(st.lists(PIECES, max_size=12).map(b"".join))
def test_any_bytes(text):
    redacted, counts = redact(text, ALL)
    assert len(redacted) == len(text)
    assert redact(redacted, ALL) == (redacted, {})
    assert (redacted != text) or not counts
    places = sorted((found.start, found.end) for found, _ in find(text, ALL))
    assert all(end <= start for (_, end), (start, _) in pairwise(places))
    assert [byte >= 0x80 for byte in text] == [byte >= 0x80 for byte in redacted]
    assert [place for place, byte in enumerate(text) if byte == 10] == [
        place for place, byte in enumerate(redacted) if byte == 10]


HOSTILE = [
    b"@", b"a@", b"a@a.", b"a.", b"1.", b"1.1.1.1", b"://", b"://a:b", b"eyJ", b"eyJaaaaaaaa.", b"password='",
    b"password = ", b"-----BEGIN PRIVATE KEY-----", b"-----BEGIN PRIVATE KEY-----\nQUJD", b"token:", b"token_",
    b"2a01:", b":", b"sk-", b"heroku ", b"AKIA", b"Bearer a", b"a", b"0", b"\\", b"secret-access-key ",
    b"A" * 63 + b"@",
]


@pytest.mark.slow
@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_is_got_through(piece):
    text = piece * ((1 << 17) // len(piece))
    redacted, _ = redact(text, ALL)
    assert len(redacted) == len(text)
    assert redact(redacted, ALL) == (redacted, {})


def test_no_pattern_looks_further_than_a_bound():
    for rule in table().rules:
        assert _parser.parse(rule.pattern.pattern, rule.pattern.flags).getwidth()[1] < 20_000, rule.kind


@given(st.lists(st.binary(min_size=1, max_size=4), min_size=1, max_size=6),
       st.lists(st.sampled_from(b"abAB01.@"), max_size=40).map(bytes))
def test_anchors_are_where_the_literals_are(literals, text):
    anchors = Anchors(literals)
    folded = fold(text)
    wanted = sorted((place, number) for number, literal in enumerate(anchors.literals)
                    for place in range(len(folded)) if folded.startswith(literal, place))
    assert sorted(anchors.places(text)) == wanted


def test_anchors_without_compiled_code():
    anchors = Anchors([b"he", b"she", b"hers"])
    text = np.frombuffer(b"ushers", dtype=np.uint8)
    plain = _scan(text, anchors._classes, anchors._steps, anchors._ends, anchors._links)
    assert plain.tolist() == [[4, 1], [4, 0], [6, 2]]


def test_the_table_is_sound():
    for rule in table().rules:
        assert "secret" in rule.pattern.groupindex, rule.kind
        assert rule.literals and all(rule.literals), rule.kind
    assert 0 <= variant(b"any") < VARIANTS
