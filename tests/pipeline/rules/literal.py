"""StarCoder's rules written down as their description reads, without regard to speed; shares nothing with ours."""

from bs4 import BeautifulSoup

from pipeline.rules import TextFacts


def facts(text: bytes) -> TextFacts:
    string = text.decode("utf-8", "replace")
    lengths = [len(line) for line in string.splitlines()]
    return TextFacts(
        chars=len(string), lines=len(lengths), longest_line=max(lengths, default=0),
        mean_line=sum(lengths) / len(lengths) if lengths else 0.0,
        letters=sum(1 for character in string if character.isalpha()),
        blank=not string.strip(),
    )


def visible(html: str) -> int:
    """Characters that StarCoder's HTML filter counts; 0 where the parser refuses the page."""
    try:
        soup = BeautifulSoup(html, "html.parser")
    except Exception:
        return 0
    for element in soup(["script", "style"]):
        element.extract()
    return len(soup.get_text())


def dropped_by(language: str, text: bytes) -> set[str]:
    """Every rule on the text that would drop the file, at the published thresholds."""
    string = text.decode("utf-8", "replace")
    lines = string.splitlines()
    rules = set()
    if lines and max(len(line) for line in lines) > 1000:
        rules.add("max_line_length")
    if lines and sum(len(line) for line in lines) / len(lines) > 100:
        rules.add("mean_line_length")
    if len(string) == 0 or len([c for c in string if c.isalpha()]) / len(string) < 0.25:
        rules.add("alphabetic_share")
    if language != "xslt" and "<?xml version=" in string[:100]:
        rules.add("xml")
    if language in ("json", "yaml") and not 50 <= len(string) <= 5000:
        rules.add("data_size")
    if language == "html":
        shown = visible(string)
        if len(string) == 0 or shown / len(string) < 0.2:
            rules.add("html_visible_share")
        if shown < 100:
            rules.add("html_visible_chars")
    return rules
