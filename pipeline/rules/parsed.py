"""Rules on what the parser says of a file."""

from pipeline.config import Rules
from pipeline.fates import Verdict
from pipeline.parsing.parsed_file import ParsedFile
from pipeline.rules.subject import Subject


def parse_timeout(subject: Subject, found: ParsedFile, options: Rules) -> Verdict | None:
    """Drop a file that the parser could not read before its deadline."""
    return Verdict("parse_timeout") if found.status == "timeout" else None


def parse_crash(subject: Subject, found: ParsedFile, options: Rules) -> Verdict | None:
    """Drop a file that the parser died of."""
    return Verdict("parse_crash") if found.status == "crash" else None


def syntax_errors(subject: Subject, found: ParsedFile, options: Rules) -> Verdict | None:
    """Drop a file with a large share of bytes under error nodes (paper section 2.4: a compiler; ours: a parser)."""
    if found.status != "ok":
        return None
    limit = options.syntax_error_share
    if options.syntax_by_language and subject.syntax.error_share is not None:
        limit = subject.syntax.error_share
    return Verdict("syntax_errors", found.error_share, limit) if found.error_share > limit else None
