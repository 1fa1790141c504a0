"""Rules on XML, HTML, JSON and YAML."""

from pipeline.config import Rules
from pipeline.fates import Verdict
from pipeline.parsing.parsed_file import ParsedFile
from pipeline.rules.subject import Subject

XML_DECLARATION = "<?xml version="
DATA_LANGUAGES = ("json", "yaml")


def xml(subject: Subject, options: Rules) -> Verdict | None:
    """Drop a file with an XML declaration in its first 100 characters, unless it is XSLT (paper section 2.1)."""
    if subject.language == "xslt":
        return None
    # No character takes more than four bytes; bytes that are no text count as in `measure`.
    head = subject.text[: 4 * options.xml_prefix_chars].decode("utf-8", "replace")[: options.xml_prefix_chars]
    place = head.find(XML_DECLARATION)
    return Verdict("xml", float(place), float(options.xml_prefix_chars)) if place >= 0 else None


def data_size(subject: Subject, options: Rules) -> Verdict | None:
    """Keep JSON and YAML of 50 to 5000 characters only (paper section 2.1; StarCoder's code: from 100)."""
    if subject.language not in DATA_LANGUAGES:
        return None
    if subject.facts.chars < options.data_min_chars:
        return Verdict("data_size", float(subject.facts.chars), float(options.data_min_chars), "too few characters")
    if subject.facts.chars > options.data_max_chars:
        return Verdict("data_size", float(subject.facts.chars), float(options.data_max_chars), "too many characters")
    return None


def data_lines(subject: Subject, options: Rules) -> Verdict | None:
    """Drop JSON and YAML of more than 512 lines (StarCoder2)."""
    limit = options.data_max_lines
    if subject.language in DATA_LANGUAGES and limit is not None and subject.facts.lines > limit:
        return Verdict("data_lines", float(subject.facts.lines), float(limit))
    return None


def html_visible_share(subject: Subject, found: ParsedFile, options: Rules) -> Verdict | None:
    """Keep HTML only when at least 20% of it is visible text (paper section 2.1; StarCoder: more than)."""
    if subject.language != "html" or found.visible_chars is None:
        return None
    share = found.visible_chars / subject.facts.chars if subject.facts.chars else 0.0
    if _is_below(share, options.html_visible_share, options):
        return Verdict("html_visible_share", share, options.html_visible_share)
    return None


def html_visible_chars(subject: Subject, found: ParsedFile, options: Rules) -> Verdict | None:
    """Keep HTML only when it shows at least 100 characters of text (paper section 2.1; StarCoder: more than)."""
    if subject.language != "html" or found.visible_chars is None:
        return None
    if _is_below(found.visible_chars, options.html_visible_chars, options):
        return Verdict("html_visible_chars", float(found.visible_chars), float(options.html_visible_chars))
    return None


def _is_below(value: float, limit: float, options: Rules) -> bool:
    """The paper keeps what is at the limit, StarCoder's code does not."""
    return value <= limit if options.html_above else value < limit
