"""How the worker and its parser process talk: length-prefixed frames over two pipes."""

import json
import struct
from dataclasses import astuple
from typing import Any

from pipeline.parsing.parsed_file import ImportStatement, ParsedFile

QUESTION = struct.Struct("<HII")  # bytes of language, path and text
ANSWER = struct.Struct("<I")  # bytes of the answer
LONGEST_ANSWER = 64 << 20


def question(language: str, path: str, text: bytes) -> bytes:
    """A file to parse, as one frame."""
    name, place = language.encode(), path.encode("utf-8", "surrogatepass")
    return b"".join((QUESTION.pack(len(name), len(place), len(text)), name, place, text))


def answer(parsed: ParsedFile) -> bytes:
    """A result as one frame. JSON and not pickle: who answers has had hostile input in native code."""
    body = json.dumps(astuple(parsed), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return ANSWER.pack(len(body)) + body


def parsed_file(body: bytes) -> ParsedFile:
    """The result in an answer.

    Raises:
        ValueError: it is none.
    """
    try:
        status, share, packages, imports, defines, uses, visible = json.loads(body)
        return ParsedFile(
            str(status), float(share), _names(packages),
            tuple(ImportStatement(str(module), _names(names), int(line), str(kind), bool(wildcard), str(style))
                  for module, names, line, kind, wildcard, style in imports),
            _names(defines), _names(uses), None if visible is None else int(visible),
        )
    except (TypeError, KeyError) as error:
        raise ValueError(f"not an answer: {error}") from None


def _names(values: list[Any]) -> tuple[str, ...]:
    return tuple(map(str, values))
