"""Rules on the shape of any text: line lengths and the share of letters."""

from pipeline.config import Rules
from pipeline.fates import Verdict
from pipeline.rules.text_facts import TextFacts


def max_line_length(facts: TextFacts, text: bytes, language: str, options: Rules) -> Verdict | None:
    """Drop a file whose longest line has more than 1000 characters (paper section 2.1)."""
    if facts.longest_line > options.max_line_length:
        return Verdict("max_line_length", float(facts.longest_line), float(options.max_line_length))
    return None


def mean_line_length(facts: TextFacts, text: bytes, language: str, options: Rules) -> Verdict | None:
    """Drop a file whose lines have more than 100 characters on average (paper section 2.1)."""
    if facts.mean_line > options.mean_line_length:
        return Verdict("mean_line_length", facts.mean_line, options.mean_line_length)
    return None


def alphabetic_share(facts: TextFacts, text: bytes, language: str, options: Rules) -> Verdict | None:
    """Drop a file with fewer than 25% alphabetic characters (paper section 2.1; the cited code counts digits too)."""
    if facts.alphabetic_share < options.alphabetic_share:
        return Verdict("alphabetic_share", facts.alphabetic_share, options.alphabetic_share)
    return None
