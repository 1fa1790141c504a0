"""JSON as configuration files have it: with comments and commas too many."""

import json
import re
from typing import Any

_NOISE = re.compile(r'("(?:[^"\\]|\\.)*+(?:"|\Z))|//[^\n]*+|/\*(?s:.*?)(?:\*/|\Z)')
_COMMA = re.compile(r'("(?:[^"\\]|\\.)*+(?:"|\Z))|,(?=\s*+[}\]])')


def json_object(text: str) -> dict[str, Any]:
    """The object that `text` holds; empty when it holds none that can be read."""
    for repair in (False, True):
        try:
            found = json.loads(_without_noise(text) if repair else text)
        except (ValueError, RecursionError):
            continue
        return found if isinstance(found, dict) else {}
    return {}


def _without_noise(text: str) -> str:
    for pattern in (_NOISE, _COMMA):
        text = pattern.sub(lambda match: match.group(1) or "", text)
    return text
