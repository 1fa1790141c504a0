"""Rules for prose, with the limits of prose.yaml: length, symbols, and repetition that people do not write."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from pipeline.config import Limits, Texts
from pipeline.errors import ConfigError
from pipeline.fates import Verdict
from pipeline.option_files import nearest
from pipeline.rules.prose_facts import ProseFacts

PER_N = ("top_ngrams", "duplicate_ngrams")
_RANGED: dict[str, Callable[[ProseFacts], float]] = {
    "text_words": lambda facts: facts.text_words,
    "word_length": lambda facts: facts.word_length,
    "symbol_words": lambda facts: facts.symbol_words,
    "bullet_lines": lambda facts: facts.bullet_lines,
    "ellipsis_lines": lambda facts: facts.ellipsis_lines,
    "alphabetic_words": lambda facts: facts.alphabetic_words,
    "duplicate_lines": lambda facts: facts.duplicate_lines,
    "duplicate_paragraphs": lambda facts: facts.duplicate_paragraphs,
    "duplicate_line_chars": lambda facts: facts.duplicate_line_chars,
    "duplicate_paragraph_chars": lambda facts: facts.duplicate_paragraph_chars,
}


@dataclass(frozen=True)
class ProseTable:
    """What prose.yaml says.

    Attributes:
        per_word: how many words of a script stand for one in the n of an n-gram.
        limits: by script and rule, in the order in which they are asked.
        stop_words: by language.
        waived_for_docs: rules that are not asked of documentation of repositories.
    """

    per_word: dict[str, int]
    limits: dict[str, dict[str, Limits]]
    stop_words: dict[str, list[str]]
    waived_for_docs: frozenset[str]


@cache
def prose_table() -> ProseTable:
    """The table beside this module."""
    data = yaml.safe_load((Path(__file__).parent / "prose.yaml").read_text(encoding="utf-8"))
    limits = {script: {rule: _limits(by_script[script]) for rule, by_script in data["rules"].items()
                       if script in by_script} for script in data["per_word"]}
    return ProseTable(data["per_word"], limits, data["stop_words"], frozenset(data["waived_for_docs"]))


def limits_of(entries: Sequence[Texts]) -> dict[str, dict[str, Limits | None]]:
    """By domain of texts, the limits that a run file changes.

    Raises:
        ConfigError: no such rule, limits of another shape than the rule's, or two entries of a domain that differ.
    """
    found: dict[str, dict[str, Limits | None]] = {}
    wrong = []
    for number, entry in enumerate(entries):
        place = f"input.texts.{number}.rules"
        for rule, limits in entry.rules.items():
            if rule not in prose_table().limits["words"]:
                wrong.append(f"{place}.{rule}: no such rule; {nearest(rule, list(prose_table().limits['words']))}")
            elif limits is not None and isinstance(limits, dict) != (rule in PER_N):
                shape = "limits by n, as {5: 0.15}" if rule in PER_N else "[at least, at most]"
                wrong.append(f"{place}.{rule}: wants {shape}, or null")
        if found.setdefault(entry.domain, entry.rules) != entry.rules:
            wrong.append(f"{place}: not the rules that another entry has for the domain {entry.domain}")
    if wrong:
        raise ConfigError("\n".join(wrong))
    return found


def judge_prose(
    text: bytes, language: str | None, changed: Mapping[str, Limits | None], waived: frozenset[str] = frozenset()
) -> Verdict | None:
    """The verdict of the first rule that fires on a text, None when it is kept.

    Args:
        text: UTF-8.
        language: natural language of the text, as a tag (en, zh-CN); None when not known.
        changed: limits of a rule instead of those of the table, for any script; None switches the rule off.
        waived: rules that are not asked.
    """
    table = prose_table()
    facts = ProseFacts(text.decode("utf-8", "replace"), table.per_word)
    stop_words = table.stop_words.get((language or "").partition("-")[0].lower(), [])
    for rule, own in table.limits[facts.script].items():
        limits = changed.get(rule, own)
        if limits is None or rule in waived or (rule == "stop_words" and not stop_words):
            continue
        verdict = _verdict(rule, limits, facts, stop_words)
        if verdict is not None:
            return verdict
    return None


def _verdict(rule: str, limits: Limits, facts: ProseFacts, stop_words: list[str]) -> Verdict | None:
    if isinstance(limits, dict):
        return _by_n(rule, limits, getattr(facts, rule))
    value = facts.stop_words(stop_words) if rule == "stop_words" else _RANGED[rule](facts)
    least, most = limits
    if least is not None and value < least:
        return Verdict(rule, float(value), float(least))
    if most is not None and value > most:
        return Verdict(rule, float(value), float(most))
    return None


def _by_n(rule: str, limits: dict[int, float], share: Callable[[int], float]) -> Verdict | None:
    for n in sorted(limits):
        value = share(n)
        if value > limits[n]:
            return Verdict(rule, value, limits[n], f"{n}-grams")
        # Shares of repeated n-grams only fall with n: what is below all limits to come needs no further look.
        if rule == "duplicate_ngrams" and value <= min(limits[m] for m in limits if m >= n):
            return None
    return None


def _limits(values: Any) -> Limits:
    return dict(values) if isinstance(values, dict) else (values[0], values[1])
