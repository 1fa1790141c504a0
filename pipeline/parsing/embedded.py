"""Code inside other documents: which lines of a text are code, in which language, and where they stand."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from pipeline.parsing.notebook import notebook_code

_FENCE = re.compile(r"[ \t]*(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>[^`\n]*)")
_CHUNK = re.compile(r"\{[ \t]*(\w+)")
_LIST_ITEM = re.compile(r"(?:\t| {0,3})(?:[*+-]|[0-9]{1,9}\.)[ \t]")

Found = Iterator[tuple[str, int, str]]
"""Words for the language (empty: the document's own), numbers of lines from 1, and lines of code."""


def code_lines(text: str, forms: tuple[str, ...], names: Mapping[str, str]) -> dict[str, list[tuple[int, str]]]:
    """Lines of code by language, in order of the document; with the number of the line in which each stands.

    Args:
        text: the document.
        forms: keys of FORMS; what any of them takes for code is code.
        names: languages by the words that documents of this kind have for them.
    """
    found: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for form in forms:
        for word, number, line in FORMS[form](text):
            if word in names:
                found[names[word]][number].append(line)
    return {
        language: [(number, line) for number in sorted(lines) for line in lines[number]]
        for language, lines in found.items()
    }


def _notebook(text: str) -> Found:
    word, lines = notebook_code(text)
    for number, line in lines:
        yield word, number, line


def _fences(text: str) -> Found:
    """Markdown: blocks between fences, the first word after the fence names the language."""
    return _fenced(text, lambda info: (info.split() or [""])[0])


def _chunks(text: str) -> Found:
    """R Markdown: fenced blocks that are run, which say so by braces."""

    def word(info: str) -> str | None:
        found = _CHUNK.match(info)
        return found[1] if found else None

    return _fenced(text, word)


def _fenced(text: str, word_of: Callable[[str], str | None]) -> Found:
    mark, word = "", None
    for number, line in _numbered(text):
        found = _FENCE.match(line)
        if not mark:
            if found:
                mark, word = found["mark"], word_of(found["info"].strip().lower())
        elif found and found["mark"].startswith(mark) and not found["info"].strip():
            mark = ""
        elif word is not None:
            yield word, number, line


def _latex(text: str) -> Found:
    return _between(text, r"\begin{code}", r"\end{code}")


def _org(text: str) -> Found:
    return _between(text, "#+begin_src agda2", "#+end_src")


def _between(text: str, start: str, end: str) -> Found:
    inside = False
    for number, line in _numbered(text):
        mark = line.strip().lower()
        if inside and mark.startswith(end):
            inside = False
        elif inside:
            yield "", number, line
        else:
            inside = mark.startswith(start)


def _bird(text: str) -> Found:
    """Lines that begin with `>`, whose place a blank takes."""
    for number, line in _numbered(text):
        if line.startswith(">"):
            yield "", number, " " + line[1:]


def _indented(text: str) -> Found:
    """Literate CoffeeScript: indented lines, but not those of a paragraph or of an item in a list."""
    in_text = False
    for number, line in _numbered(text):
        if not line.strip():
            in_text = False
        elif in_text or _LIST_ITEM.match(line) or not line.startswith((" ", "\t")):
            in_text = True
        else:
            yield "", number, line


def _colons(text: str) -> Found:
    """reStructuredText: what is indented deeper than a paragraph that ends with `::`; not after a comment."""
    base: int | None = None
    for number, line in _numbered(text):
        if not line.strip():
            continue
        indent = len(line) - len(line.lstrip())
        if base is not None and indent > base:
            yield "", number, line
            continue
        base = indent if line.rstrip().endswith("::") and not line.lstrip().startswith("..") else None


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    return enumerate(text.split("\n"), 1)


FORMS: dict[str, Callable[[str], Found]] = {
    "bird": _bird,
    "chunks": _chunks,
    "colons": _colons,
    "fences": _fences,
    "indented": _indented,
    "latex": _latex,
    "notebook": _notebook,
    "org": _org,
}
