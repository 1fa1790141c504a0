"""What is read from a text by regular expressions, where no grammar can read it.

The named groups of a pattern mean what the captures of an import query mean (pipeline.parsing.query): module, name,
wildcard, package, define, use, local. Comments and the insides of strings do not take part in the search; what a group
spans is then read as it stands, without comments and without one pair of quotes around it. A statement has the line of
its module.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.languages.patterns import Find, Patterns
from pipeline.parsing.blank import Blanker, blanked, blanker, covered
from pipeline.parsing.extract import MAX_USES
from pipeline.parsing.node_names import MAX_NAME_BYTES, unquoted
from pipeline.parsing.parsed_file import ImportStatement, ParsedFile
from pipeline.parsing.roles import packed
from pipeline.parsing.statements import MAX_IMPORTS, MAX_MODULE_BYTES, MAX_NAMES


@dataclass(frozen=True, slots=True)
class Matcher:
    """The patterns of a language, compiled: each with the expressions for the items in its groups."""

    blanker: Blanker
    searches: tuple[tuple[Find, re.Pattern[str], dict[str, re.Pattern[str]]], ...]


@dataclass(frozen=True, slots=True)
class _Item:
    """What one group of a match says, and where."""

    start: int
    text: str


def matcher(patterns: Patterns) -> Matcher:
    """Compile the patterns of a language."""
    return Matcher(blanker(patterns), tuple(
        (find, _compiled(find.pattern), {group: _compiled(text) for group, text in find.each.items()})
        for find in patterns.find
    ))


def match(matcher: Matcher, source: bytes) -> ParsedFile:
    """Read a file; may take as long as its regular expressions do."""
    uncommented, bare = blanked(source.decode("utf-8", "replace"), matcher.blanker)
    newlines = [found.start() for found in re.finditer("\n", bare)]
    statements: dict[tuple[int, str, str, str], ImportStatement] = {}
    found: dict[str, list[_Item]] = {"package": [], "define": [], "use": [], "local": []}
    for find, expression, each in matcher.searches:
        for hit in expression.finditer(bare):
            items = {group: list(_items(hit, group, each.get(group), uncommented, bare)) for group in hit.groupdict()}
            names = tuple(_texts(items.get("name", ()), MAX_NAMES))
            for module in items.get("module", ()):
                key = (module.start, module.text, find.kind, find.style)
                if len(module.text.encode()) <= MAX_MODULE_BYTES and key not in statements:
                    line = bisect_right(newlines, module.start) + 1
                    wildcard = bool(items.get("wildcard"))
                    statements[key] = ImportStatement(module.text, names, line, find.kind, wildcard, find.style)
            for group, kept in found.items():
                kept += items.get(group, ())
    used = _texts(found["use"], MAX_USES)
    uses = sorted(used.keys() - _texts(found["local"], MAX_USES).keys())
    return ParsedFile(
        "patterns",
        packages=tuple(_texts(found["package"], MAX_NAMES)),
        imports=tuple(statements[key] for key in sorted(statements)[:MAX_IMPORTS]),
        defines=tuple(sorted(_texts(found["define"], MAX_NAMES))),
        uses=tuple(uses),
        use_lines=tuple(bisect_right(newlines, used[name]) + 1 for name in uses),
    )


def role_spans(matcher: Matcher, source: bytes) -> bytes:
    """Spans of the comments and of the insides of strings, as pipeline.parsing.roles.packed gives them."""
    text, done, place = source.decode("utf-8", "replace"), 0, 0
    spans: dict[str, list[tuple[int, int]]] = {"comment": [], "string": []}
    for start, end, is_comment in covered(text, matcher.blanker):
        first = place + len(text[done:start].encode())
        done, place = end, first + len(text[start:end].encode())
        spans["comment" if is_comment else "string"].append((first, place))
    return packed(spans)


def _items(
    hit: re.Match[str], group: str, each: re.Pattern[str] | None, uncommented: str, bare: str
) -> Iterator[_Item]:
    """What a group of a match holds: its text, or its items when `each` says how one looks."""
    start, end = hit.span(group)
    if start < 0:
        return
    found = each.finditer(bare, start, end) if each else ()
    spans = (item.span(item.lastindex or 0) for item in found) if each else [(start, end)]
    for first, last in spans:
        text = unquoted(uncommented[first:last]).strip()
        if text or group == "wildcard":
            yield _Item(first, text)


def _texts(items: Iterable[_Item], limit: int) -> dict[str, int]:
    """Texts in order of the file, at most `limit`, each with the place where it comes first."""
    texts: dict[str, int] = {}
    for item in sorted(items, key=lambda item: (item.start, item.text)):
        if len(texts) < limit and len(item.text.encode()) <= MAX_NAME_BYTES:
            texts.setdefault(item.text, item.start)
    return texts


def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.MULTILINE)
