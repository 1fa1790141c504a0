"""Rules for prose beside a literal reading of Gopher's appendix, and what they make of texts in several scripts."""

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.config import Texts
from pipeline.errors import ConfigError
from pipeline.rules.prose import PER_N, judge_prose, limits_of, prose_table
from pipeline.rules.prose_facts import ProseFacts, segmented

TABLE = prose_table()
ENGLISH = """When the tide goes out, the pools among the rocks keep a little of the sea. Small crabs wait under the
weed, and shrimps that nobody can see against the sand dart from one side to the other. If you sit still for as long as
it takes to drink a cup of tea, the anemones open again.

Nothing in a pool has much room, so everything in it knows its neighbours. A limpet has its own place on the stone, to
which it returns after each walk, and the shell of an old one fits its place so well that no water gets out from below.
"""
CHINESE = """潮水退去以后，岩石之间的水洼里还留着一点海水。小螃蟹躲在海草下面等待，沙子颜色的虾从一边跳到另一边，谁也
看不清楚。如果你安静地坐上一杯茶的时间，海葵就会重新张开它们的触手。

水洼里的地方都不大，所以住在里面的动物都认识自己的邻居。每一只帽贝在石头上都有固定的位置，散步以后它会回到原来的地方，
老帽贝的壳与石头贴得非常紧密，一滴水也不会从下面流出去。孩子们常常在这里蹲上整个下午，数着水里的影子，直到太阳落到灯塔后面。
"""
WORDS = st.lists(st.sampled_from(["a", "sea", "tide", "of", "...", "#", "12", "stone"]), max_size=60)
LINES = st.lists(st.sampled_from(["", "a line", "another one", "- a point", "so on...", "  a line", "x"]), max_size=30)


def facts(text):
    return ProseFacts(text, TABLE.per_word)


def literal_ngrams(words, n):
    return [tuple(words[place:place + n]) for place in range(len(words) - n + 1)]


def literal_top(text, n):
    words = text.split()
    counts = Counter(literal_ngrams(words, n))
    most = max(counts.values(), default=0)
    longest = max((len("".join(gram)) for gram, count in counts.items() if count == most), default=0)
    return most * longest / len(text) if most > 1 else 0.0


def literal_duplicates(text, n):
    words, seen, covered = text.split(), set(), set()
    for place, gram in enumerate(literal_ngrams(words, n)):
        if gram in seen:
            covered.update(range(place, place + n))
        seen.add(gram)
    return sum(len(words[place]) for place in covered) / len(text)


@given(WORDS, st.integers(2, 10))
@example(["a", "a"], 2)
def test_repeated_ngrams_are_those_of_a_literal_reading(words, n):
    text = " ".join(words)
    if text:
        assert facts(text).top_ngrams(n) == pytest.approx(literal_top(text, n))
        assert facts(text).duplicate_ngrams(n) == pytest.approx(literal_duplicates(text, n))
        assert facts(text).duplicate_ngrams(n) >= facts(text).duplicate_ngrams(n + 1)


@given(LINES)
def test_shares_of_lines_and_paragraphs_are_those_of_a_literal_reading(lines):
    text = "\n".join(lines)
    stripped = [line.strip() for line in lines if line.strip()]
    paragraphs = [part for part in "\n".join(line.strip() for line in lines).split("\n\n") if part.strip()]
    paragraphs = [part.strip("\n") for part in paragraphs]
    found = facts(text)
    for parts, count, chars in ((stripped, found.duplicate_lines, found.duplicate_line_chars),
                                (paragraphs, found.duplicate_paragraphs, found.duplicate_paragraph_chars)):
        again = [part for place, part in enumerate(parts) if part in parts[:place]]
        assert count == pytest.approx(len(again) / max(1, len(parts)))
        assert chars == pytest.approx(sum(map(len, again)) / max(1, len(text)))
    assert found.bullet_lines == pytest.approx(sum(one[0] == "-" for one in stripped) / max(1, len(stripped)))
    assert found.ellipsis_lines == pytest.approx(sum(one.endswith("...") for one in stripped) / max(1, len(stripped)))


@given(WORDS)
def test_words_are_counted_as_they_are_written(words):
    found = facts(" ".join(words))
    assert found.text_words == len(words)
    assert found.word_length == pytest.approx(sum(map(len, words)) / max(1, len(words)))
    assert found.symbol_words == pytest.approx(max(words.count("#"), words.count("...")) / max(1, len(words)))
    assert found.alphabetic_words == pytest.approx(sum(w not in ("...", "#", "12") for w in words) / max(1, len(words)))


def test_the_table_has_the_published_limits():
    gopher = TABLE.limits["words"]
    assert (gopher["text_words"], gopher["word_length"]) == ((50, 100_000), (3, 10))
    assert gopher["top_ngrams"] == {2: 0.20, 3: 0.18, 4: 0.16}
    assert gopher["duplicate_ngrams"] == {5: 0.15, 6: 0.14, 7: 0.13, 8: 0.12, 9: 0.11, 10: 0.10}
    assert set(TABLE.limits["cjk"]) == set(gopher) - {"word_length"}
    assert TABLE.waived_for_docs < set(gopher)


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (ENGLISH, None), (CHINESE, "zh-CN"), (CHINESE, None)])
def test_good_prose_is_kept(text, language):
    assert judge_prose(text.encode(), language, {}) is None


@pytest.mark.parametrize(("text", "rule"), [
    ("too few words", "text_words"),
    ("word " * 100_001, "text_words"),
    ("a b " * 60, "word_length"),
    ("incomprehensibilities " * 60, "word_length"),
    (ENGLISH + "# " * 30, "symbol_words"),
    ("\n".join(f"- {line}" for line in ENGLISH.replace(". ", "\n").splitlines() if line), "bullet_lines"),
    ("\n".join(f"{line} so it goes..." for line in ENGLISH.splitlines() if line), "ellipsis_lines"),
    (ENGLISH + " 12.5" * 40, "alphabetic_words"),
    (ENGLISH.replace("\n", " ") + "\nyes" * 9, "duplicate_lines"),
    ("\n\n".join(["first of all", *ENGLISH.split(". ")[:6], *["again and again"] * 6]), "duplicate_lines"),
    (ENGLISH + ENGLISH.split("\n\n")[1], "duplicate_line_chars"),
    (ENGLISH.replace("\n", " ") + " over and over" * 20, "top_ngrams"),
    (ENGLISH.replace("\n", " ") + ENGLISH.replace("\n", " ")[:260], "duplicate_ngrams"),
    (CHINESE[:60], "text_words"),
    (CHINESE.replace("\n", "") + "还留着一点海水，" * 8, "top_ngrams"),
    (CHINESE.replace("\n", "") + CHINESE.replace("\n", "")[:70], "duplicate_ngrams"),
    (CHINESE + CHINESE.split("\n\n")[1], "duplicate_lines"),
])
def test_bad_prose_is_dropped_with_value_and_limit(text, rule):
    verdict = judge_prose(text.encode(), None, {})
    assert verdict is not None and verdict.rule == rule
    assert verdict.value is not None and verdict.threshold is not None and verdict.value != verdict.threshold
    assert judge_prose(text.encode(), None, {}, frozenset(TABLE.limits["words"])) is None


def test_stop_words_are_asked_where_the_language_is_stated():
    list_of_names = " ".join(f"Name{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(80)).encode()
    assert judge_prose(list_of_names, None, {}) is None
    assert judge_prose(list_of_names, "fi", {}) is None
    assert judge_prose(list_of_names, "en", {}).rule == "stop_words"
    assert judge_prose(list_of_names, "EN-gb", {}).value == 0.0


def test_a_run_file_changes_limits():
    assert judge_prose(b"a few words only", None, {"text_words": (2, None)}) is None
    assert judge_prose(b"words", None, {"text_words": None, "stop_words": None}) is None
    text = (ENGLISH.replace("\n", " ") * 2).encode()
    assert judge_prose(text, None, {"duplicate_ngrams": {5: 0.6}}) is None
    assert judge_prose(text, None, {"duplicate_ngrams": {5: 0.6, 8: 0.2}}).detail == "8-grams"


def test_wrong_limits_are_told_all_at_once():
    entries = [
        Texts(path="x", domain="a", rules={"text_word": None, "top_ngrams": (1, 2), "word_length": {3: 0.1}}),
        Texts(path="x", domain="a"),
    ]
    with pytest.raises(ConfigError) as caught:
        limits_of(entries)
    message = str(caught.value)
    assert "input.texts.0.rules.text_word: no such rule; did you mean text_words?" in message
    assert "top_ngrams: wants limits by n" in message and "word_length: wants [at least, at most]" in message
    assert "input.texts.1.rules: not the rules that another entry has for the domain a" in message
    assert limits_of([Texts(path="x", domain="a", rules={"top_ngrams": {2: 0.3}})]) == {"a": {"top_ngrams": {2: 0.3}}}
    assert set(PER_N) == {rule for rule, own in TABLE.limits["words"].items() if isinstance(own, dict)}


def test_scripts_are_told_apart_by_their_words():
    assert facts(CHINESE).script == "cjk" and facts(ENGLISH).script == "words"
    assert facts("한국어 문장은 띄어쓰기를 합니다").script == "words"
    assert facts("a page about 海 in English, with two words").script == "words"
    assert facts("ひらがなとカタカナで書いた文").script == "cjk"


def test_shingles_of_chinese_are_of_characters():
    assert segmented("海葵，ab 12".encode()).decode().split() == ["海", "葵", "ab", "12"]
    assert segmented(b"as it is, 12") == b"as it is, 12"
    assert segmented(b"\xff\xfe").decode() == "��"


@pytest.mark.parametrize("text", ["", " ", "\n" * 5000, "a" * 200_000, "海" * 50_000, "# " * 50_000, "\u2028" * 9000,
                                  " \n" * 50_000 + "x", "\ud7ff\U0010ffff"])
def test_odd_texts_are_measured(text):
    verdict = judge_prose(text.encode("utf-8", "replace"), "en", {})
    assert verdict is not None
