"""A Jupyter notebook as a script: its code, with its text as comments and without what running it gave.

StarCoder turned notebooks into scripts in this way (with jupytext); so that what is kept, parsed, hashed, redacted and
compared is the code that a person wrote, and not the JSON around it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.languages.language import Comment, Language
from pipeline.parsing.notebook import TRANSPARENT

# A line that IPython takes for its own: a magic, a shell command, a question; also one whose answer is given a name.
_MAGIC = re.compile(r"(?:[\w.,\[\]][\w.,\[\] ]*+=\s*+)?(?:%{1,2}[A-Za-z]|!(?!=))|\?|[^#'\"]*[\w)]\?{1,2}\s*$")
_IPYTHON = "python"
_LINE_END = re.compile(r"\r\n?|\n")
_DATA = re.compile(r"data:[\w.+/-]+;base64,[A-Za-z0-9+/=]+")  # a picture in a text


class NotebookError(ValueError):
    """A file that gives no script; the message says why."""


@dataclass(frozen=True, slots=True)
class Script:
    """What a notebook says in one language.

    Attributes:
        language: one of the catalogue's names.
        text: UTF-8.
    """

    language: str
    text: bytes


@dataclass(frozen=True, slots=True)
class _Cell:
    kind: str
    lines: list[str]


def script_of(text: bytes, notebook: Language, languages: Mapping[str, Language]) -> Script:
    """The script of a notebook, given the catalogue and its entry for notebooks.

    Code cells in their order, texts as comments, a blank line between cells. Magics, shell commands and cells in other
    languages become comments, too; pictures in texts, raw cells and outputs are left out.

    Raises:
        NotebookError: the JSON is damaged or is no notebook, no language of ours, or has no code.
    """
    try:
        content = _mapping(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise NotebookError(f"not JSON: {error}") from None
    language = _language(content, notebook)
    comment = languages[language].comment
    cells = [cell for cell in _cells(content) if any(line.strip() for line in cell.lines)]
    if not any(cell.kind == "code" for cell in cells):
        raise NotebookError("no code")
    blocks = ("\n".join(line.rstrip() for line in _block(cell, language, comment)) for cell in cells)
    return Script(language, ("\n\n".join(blocks) + "\n").encode("utf-8", "replace"))


def _language(content: Mapping[str, Any], notebook: Language) -> str:
    """The language that the notebook names; that of most notebooks if it names none."""
    metadata = _mapping(content.get("metadata"))
    kernel, info = _mapping(metadata.get("kernelspec")), _mapping(metadata.get("language_info"))
    said = [str(word).lower() for word in (kernel.get("language"), info.get("name"), kernel.get("name")) if word]
    code = notebook.code
    assert code is not None
    words = code.by_word()
    found = next((words[word] for word in said if word in words), None)
    if found is None and said:
        raise NotebookError(f"code in {said[0]}")
    return found or code.language


def _cells(content: Mapping[str, Any]) -> Iterator[_Cell]:
    """Cells of code and text, of nbformat 4 or, in worksheets, of 3.

    Raises:
        NotebookError: something is not what a notebook has there.
    """
    sheets = [content] if "cells" in content else content.get("worksheets", ())
    for cell in (_mapping(cell) for sheet in _list(sheets) for cell in _list(_mapping(sheet).get("cells", ()))):
        kind = cell.get("cell_type")
        source = cell.get("source", cell.get("input", ""))
        if kind in ("code", "markdown", "heading"):
            yield _Cell(kind, _LINE_END.split("".join(_strings(source)).replace("\0", "\ufffd")))


def _block(cell: _Cell, language: str, comment: Comment) -> Iterator[str]:
    """Lines of one cell as they stand in the script, without blank ones around them."""
    lines = "\n".join(cell.lines).strip("\n").split("\n")
    if cell.kind != "code":
        yield from (_remark(_DATA.sub("data:", line), comment) for line in lines)
        return
    first = next(line.split()[0] for line in lines if line.strip())
    foreign = first.startswith("%%") and first not in TRANSPARENT
    for line in lines:
        is_magic = foreign or (first.startswith("%%") and line.split()[:1] == [first])
        if is_magic or (language == _IPYTHON and _MAGIC.match(line.lstrip())):
            yield _remark(line, comment)
        else:
            yield line


def _remark(line: str, comment: Comment) -> str:
    """The line as a comment, which it cannot close."""
    inside = line.replace(comment.close, "") if comment.close else line
    return f"{comment.open} {inside} {comment.close}".rstrip()


def _mapping(value: Any) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise NotebookError("no notebook: an object is missing")
    return value


def _list(value: Any) -> list[Any] | tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise NotebookError("no notebook: a list is missing")
    return value


def _strings(value: Any) -> list[str]:
    """A text, or its pieces."""
    pieces = [value] if isinstance(value, str) else _list(value)
    if not all(isinstance(piece, str) for piece in pieces):
        raise NotebookError("no notebook: the text of a cell is missing")
    return list(pieces)
