"""How much of an HTML page a reader sees. Runs in the parser process: on hostile pages html.parser can be slow."""

from collections import Counter
from html.entities import html5
from html.parser import HTMLParser

# As BeautifulSoup reads HTML: whose text get_text() leaves out, where white space stays as it is, what has no end tag.
HIDDEN = frozenset({"script", "style", "template", "rt", "rp"})
SPACE_KEPT = frozenset({"pre", "textarea"})
VOID = frozenset({
    "area", "base", "basefont", "bgsound", "br", "col", "command", "embed", "frame", "hr", "image", "img", "input",
    "isindex", "keygen", "link", "menuitem", "meta", "nextid", "param", "source", "spacer", "track", "wbr",
})
ASCII_SPACES = " \n\t\f\r"
CDATA = "CDATA["

_Attributes = list[tuple[str, str | None]]


def visible_chars(html: str) -> int:
    """Characters of visible text, white space included, as StarCoder's HTML filter counts them.

    Equals `len(soup.get_text())` of BeautifulSoup with html.parser after scripts and styles were taken out, whose tree
    it does not build. 0 for a page that html.parser refuses; StarCoder drops such pages.
    """
    reader = _VisibleText()
    try:
        reader.feed(html)
        reader.close()
    except AssertionError:  # of html.parser, for instance on `<![x`
        return 0
    reader.end_run()
    return reader.chars


class _VisibleText(HTMLParser):
    """Counts the characters between tags. A run is the text between two tags, comments or declarations."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.chars = 0
        self._run: list[str] = []
        self._open: list[str] = []
        self._times_open: Counter[str] = Counter()
        self._ended_alone: Counter[str] = Counter()

    def end_run(self) -> None:
        """Count the run that ends here. One of white space alone counts as one character, as in BeautifulSoup."""
        if self._run and not self._is_within(HIDDEN):
            self._count("".join(self._run))
        self._run.clear()

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        self.end_run()
        if tag in VOID:
            self._ended_alone[tag] += 1
        else:
            self._open.append(tag)
            self._times_open[tag] += 1

    def handle_startendtag(self, tag: str, attrs: _Attributes) -> None:
        self.end_run()

    def handle_endtag(self, tag: str) -> None:
        if self._ended_alone[tag] > 0:  # `</br>` after `<br>` is not there at all
            self._ended_alone[tag] -= 1
            return
        self.end_run()
        while self._times_open[tag]:
            last = self._open.pop()
            self._times_open[last] -= 1
            if last == tag:
                break

    def handle_data(self, data: str) -> None:
        self._run.append(data)

    def handle_charref(self, name: str) -> None:
        # One character whatever its number; which one matters only for white space.
        digits, base = (name[1:], 16) if name[0] in "xX" else (name, 10)
        number = int(digits, base) if len(digits) < 9 else -1
        self._run.append(chr(number) if 0 <= number < 128 else "?")

    def handle_entityref(self, name: str) -> None:
        self._run.append(html5.get(f"{name};", f"&{name}"))

    def handle_comment(self, data: str) -> None:
        self.end_run()

    def handle_decl(self, decl: str) -> None:
        self.end_run()

    def handle_pi(self, data: str) -> None:
        self.end_run()

    def unknown_decl(self, data: str) -> None:
        self.end_run()
        if data.upper().startswith(CDATA):
            self._count(data[len(CDATA) :])  # even in a template

    def _count(self, text: str) -> None:
        self.chars += len(text) if text.strip(ASCII_SPACES) or self._is_within(SPACE_KEPT) else 1

    def _is_within(self, tags: frozenset[str]) -> bool:
        return any(self._times_open[tag] for tag in tags)
