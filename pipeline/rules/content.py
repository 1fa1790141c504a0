"""Rules on XML, HTML, JSON and YAML."""

from pipeline.config import Rules
from pipeline.fates import Verdict
from pipeline.parsing.parsed_file import ParsedFile
from pipeline.rules.text_facts import TextFacts

XML_DECLARATION = "<?xml version="
DATA_LANGUAGES = ("json", "yaml")


def xml(facts: TextFacts, text: bytes, language: str, options: Rules) -> Verdict | None:
    """Drop a file with an XML declaration in its first 100 characters, unless it is XSLT (paper section 2.1)."""
    if language == "xslt":
        return None
    # No character takes more than four bytes; bytes that are no text count as in `measure`.
    head = text[: 4 * options.xml_prefix_chars].decode("utf-8", "replace")[: options.xml_prefix_chars]
    place = head.find(XML_DECLARATION)
    return Verdict("xml", float(place), float(options.xml_prefix_chars)) if place >= 0 else None


def data_size(facts: TextFacts, text: bytes, language: str, options: Rules) -> Verdict | None:
    """Keep JSON and YAML of 50 to 5000 characters only (paper section 2.1)."""
    if language not in DATA_LANGUAGES:
        return None
    if facts.chars < options.data_min_chars:
        return Verdict("data_size", float(facts.chars), float(options.data_min_chars), "too few characters")
    if facts.chars > options.data_max_chars:
        return Verdict("data_size", float(facts.chars), float(options.data_max_chars), "too many characters")
    return None


def html_visible_share(facts: TextFacts, language: str, found: ParsedFile, options: Rules) -> Verdict | None:
    """Keep HTML only when at least 20% of it is visible text (paper section 2.1)."""
    if language != "html" or found.visible_chars is None:
        return None
    share = found.visible_chars / facts.chars if facts.chars else 0.0
    if share < options.html_visible_share:
        return Verdict("html_visible_share", share, options.html_visible_share)
    return None


def html_visible_chars(facts: TextFacts, language: str, found: ParsedFile, options: Rules) -> Verdict | None:
    """Keep HTML only when it shows at least 100 characters of text (paper section 2.1)."""
    if language == "html" and found.visible_chars is not None and found.visible_chars < options.html_visible_chars:
        return Verdict("html_visible_chars", float(found.visible_chars), float(options.html_visible_chars))
    return None
