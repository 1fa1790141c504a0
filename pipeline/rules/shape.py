"""Rules on the shape of any text: lines, their lengths, and the shares of letters and digits."""

from pipeline.config import Rules
from pipeline.fates import Verdict
from pipeline.rules.subject import Subject


def max_lines(subject: Subject, options: Rules) -> Verdict | None:
    """Drop a file of more than 100,000 lines (StarCoder2)."""
    if options.max_lines is not None and subject.facts.lines > options.max_lines:
        return Verdict("max_lines", float(subject.facts.lines), float(options.max_lines))
    return None


def max_line_length(subject: Subject, options: Rules) -> Verdict | None:
    """Drop a file whose longest line has more than 1000 characters (paper section 2.1)."""
    if options.max_line_length is not None and subject.facts.longest_line > options.max_line_length:
        return Verdict("max_line_length", float(subject.facts.longest_line), float(options.max_line_length))
    return None


def mean_line_length(subject: Subject, options: Rules) -> Verdict | None:
    """Drop a file whose lines have more than 100 characters on average (paper section 2.1)."""
    if options.mean_line_length is not None and subject.facts.mean_line > options.mean_line_length:
        return Verdict("mean_line_length", subject.facts.mean_line, options.mean_line_length)
    return None


def alphanumeric_share(subject: Subject, options: Rules) -> Verdict | None:
    """Drop a file with fewer than 25% letters and digits (StarCoder's code, where its table says nothing else)."""
    limit = options.alphanumeric_share
    if limit is not None and subject.facts.alphanumeric_share < limit:
        return Verdict("alphanumeric_share", subject.facts.alphanumeric_share, limit)
    return None


def alphabetic_share(subject: Subject, options: Rules) -> Verdict | None:
    """Drop a file with fewer than 25% alphabetic characters (paper section 2.1; StarCoder's code for some files)."""
    limit = options.alphabetic_share
    if limit is not None and subject.facts.alphabetic_share < limit:
        return Verdict("alphabetic_share", subject.facts.alphabetic_share, limit)
    return None
