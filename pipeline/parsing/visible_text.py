"""How much of an HTML page a reader sees. Runs in the parser process: on hostile pages html.parser can be slow."""

from html.parser import HTMLParser


class _VisibleText(HTMLParser):
    """Counts characters outside tags, comments, declarations, scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.chars = 0
        self._hidden: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style") and self._hidden is None:
            self._hidden = tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that closes itself hides nothing."""

    def handle_endtag(self, tag: str) -> None:
        if tag == self._hidden:
            self._hidden = None

    def handle_data(self, data: str) -> None:
        if self._hidden is None:
            self.chars += len(data)


def visible_chars(html: str) -> int:
    """Characters of visible text, white space included, as BeautifulSoup's get_text gives without script and style."""
    reader = _VisibleText()
    reader.feed(html)
    reader.close()
    return reader.chars
