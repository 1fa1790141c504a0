"""What goes through the pipes between leash and child: length-prefixed bytes, with JSON for values and never pickle."""

import json
import struct
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import asdict
from itertools import chain
from typing import Any

from pipeline.languages.language import Grammar
from pipeline.languages.patterns import Patterns
from pipeline.parsing.blocks import PAIR_BYTES
from pipeline.parsing.parsed_file import STATUSES, ImportStatement, ParsedFile
from pipeline.parsing.roles import NODE_BYTES
from pipeline.parsing.task import EmbeddedCode, Task

REQUEST = struct.Struct("<IQ")  # bytes of the task, bytes of the text; both follow
ANSWER = struct.Struct("<BI")  # kind of answer, bytes of its JSON, which follows
PARSED, FAILED = 0, 1
MAX_ANSWER_BYTES = 64 << 20


class BadAnswerError(ValueError):
    """Bytes from the child that are not an answer. Its memory may be in the hands of the file it parsed."""


def encode_task(task: Task) -> bytes:
    """The task as JSON; equal tasks give equal bytes."""
    return json.dumps(asdict(task)).encode()


def decode_task(frame: bytes) -> Task:
    """The task that `encode_task` wrote."""
    return _task(json.loads(frame))


def _task(values: dict[str, Any]) -> Task:
    grammar, patterns, code = values["grammar"], values["patterns"], values["code"]
    return Task(
        values["language"], Grammar(**grammar) if grammar else None, values["query"], values["visible_text"],
        Patterns.from_values(patterns) if patterns else None,
        EmbeddedCode(tuple(code["forms"]), code["names"], {name: _task(each) for name, each in code["tasks"].items()})
        if code else None,
        tuple((role, tuple(names)) for role, names in values["roles"]),
        values["brackets"],
    )


def encode_parsed(parsed: ParsedFile) -> bytes:
    """The result as JSON, imports by columns: the types in a column are checked without a step of Python per value."""
    return json.dumps(_values(parsed)).encode()


def _values(parsed: ParsedFile) -> tuple[Any, ...]:
    imports = parsed.imports
    columns = (
        [s.module for s in imports], [s.names for s in imports], [s.line for s in imports],
        [s.kind for s in imports], [s.wildcard for s in imports], [s.style for s in imports],
    )
    return (
        parsed.status, parsed.error_share, parsed.packages, columns, parsed.defines, parsed.uses, parsed.visible_chars,
        [(language, _values(part)) for language, part in parsed.code], parsed.use_lines,
        b64encode(parsed.nodes).decode(), b64encode(parsed.blocks).decode(), (parsed.open_end, parsed.unbalanced),
    )


def decode_parsed(frame: bytes) -> ParsedFile:
    """The result that `encode_parsed` wrote.

    Raises:
        BadAnswerError: the bytes are anything else.
    """
    try:
        return _parsed(json.loads(frame), may_have_code=True)
    except (ValueError, TypeError, RecursionError) as error:
        raise BadAnswerError(str(error)) from None


def _parsed(values: Any, *, may_have_code: bool) -> ParsedFile:
    status, share, packages, columns, defines, uses, visible, code, use_lines, nodes, blocks, broken = values
    if status not in STATUSES or type(share) is not float or not 0 <= share <= 1:
        raise BadAnswerError("status or error share")
    _check([packages, defines, uses, code, use_lines, broken], list)
    _check(broken, bool)
    _check(chain(packages, defines, uses), str)
    _check(use_lines, int)
    if len(use_lines) != len(uses) or len(broken) != 2:
        raise BadAnswerError("lines of other uses, or other facts on syntax")
    if visible is not None:
        _check([visible], int)
    if code and not may_have_code:
        raise BadAnswerError("code within code")
    _check((language for language, _ in code), str)
    parts = tuple((language, _parsed(part, may_have_code=False)) for language, part in code)
    return ParsedFile(
        status, share, tuple(packages), _imports(columns), tuple(defines), tuple(uses), visible, parts,
        tuple(use_lines), _spans(nodes, NODE_BYTES), broken[0], broken[1], _spans(blocks, PAIR_BYTES),
    )


def _spans(text: Any, size: int) -> bytes:
    _check([text], str)
    spans = b64decode(text, validate=True)
    if len(spans) % size:
        raise BadAnswerError("spans of nodes")
    return spans


def _imports(columns: Any) -> tuple[ImportStatement, ...]:
    modules, names, lines, kinds, wildcards, styles = columns
    _check([modules, names, lines, kinds, wildcards, styles, *names], list)
    _check(chain(modules, kinds, styles, *names), str)
    _check(lines, int)
    _check(wildcards, bool)
    if not len(modules) == len(names) == len(lines) == len(kinds) == len(wildcards) == len(styles):
        raise BadAnswerError("columns of different length")
    return tuple(map(ImportStatement, modules, map(tuple, names), lines, kinds, wildcards, styles))


def _check(values: Iterable[object], kind: type) -> None:
    if not {kind}.issuperset(map(type, values)):
        raise BadAnswerError(f"not a {kind.__name__}")
