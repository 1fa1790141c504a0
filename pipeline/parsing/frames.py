"""What goes through the pipes between leash and child: length-prefixed bytes, with JSON for values and never pickle."""

import json
import struct
from dataclasses import asdict, dataclass
from typing import Any

from pipeline.languages.language import Grammar
from pipeline.parsing.parsed_file import STATUSES, ImportStatement, ParsedFile

REQUEST = struct.Struct("<IQ")  # bytes of the task, bytes of the text; both follow
ANSWER = struct.Struct("<BI")  # kind of answer, bytes of its JSON, which follows
PARSED, FAILED = 0, 1
MAX_ANSWER_BYTES = 64 << 20


class BadAnswerError(ValueError):
    """Bytes from the child that are not an answer. Its memory may be in the hands of the file it parsed."""


@dataclass(frozen=True, slots=True)
class Task:
    """How a text is to be read; the child keeps what it loads for one.

    Attributes:
        language: name of the language, for messages.
        grammar: None when there is nothing to parse with.
        query: import query, or None.
        visible_text: whether visible characters are to be counted, as in HTML.
    """

    language: str
    grammar: Grammar | None
    query: str | None
    visible_text: bool = False


def encode_task(task: Task) -> bytes:
    """The task as JSON; equal tasks give equal bytes."""
    return json.dumps(asdict(task)).encode()


def decode_task(frame: bytes) -> Task:
    """The task that `encode_task` wrote."""
    values = json.loads(frame)
    grammar = values["grammar"]
    return Task(values["language"], Grammar(**grammar) if grammar else None, values["query"], values["visible_text"])


def encode_parsed(parsed: ParsedFile) -> bytes:
    """The result as compact JSON."""
    imports = [(s.module, s.names, s.line, s.kind, s.wildcard, s.style) for s in parsed.imports]
    return json.dumps((
        parsed.status, parsed.error_share, parsed.packages, imports, parsed.defines, parsed.uses, parsed.visible_chars,
    )).encode()


def decode_parsed(frame: bytes) -> ParsedFile:
    """The result that `encode_parsed` wrote.

    Raises:
        BadAnswerError: the bytes are anything else.
    """
    try:
        status, share, packages, imports, defines, uses, visible = json.loads(frame)
        if status not in STATUSES or type(share) is not float or not 0 <= share <= 1:
            raise BadAnswerError("status or error share")
        if visible is not None:
            _whole_number(visible)
        return ParsedFile(
            status, share, _texts(packages), tuple(map(_statement, imports)), _texts(defines), _texts(uses), visible
        )
    except (ValueError, TypeError, RecursionError) as error:
        raise BadAnswerError(str(error)) from None


def _statement(values: list[Any]) -> ImportStatement:
    module, names, line, kind, wildcard, style = values
    _texts([module, kind, style])
    if type(wildcard) is not bool:
        raise BadAnswerError("wildcard")
    return ImportStatement(module, _texts(names), _whole_number(line), kind, wildcard, style)


def _texts(values: Any) -> tuple[str, ...]:
    if type(values) is not list or not all(type(value) is str for value in values):
        raise BadAnswerError("a list of strings was expected")
    return tuple(values)


def _whole_number(value: Any) -> int:
    if type(value) is not int or value < 0 or value >= 1 << 62:
        raise BadAnswerError("a number was expected")
    return value
