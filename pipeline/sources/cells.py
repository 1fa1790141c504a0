"""What a cell of a table says: a name, a number or a text, whatever kind of value holds it."""

from typing import Any

from pipeline.sources.paths import escape

_MOST_NAME_BYTES = 400


def name_of(value: Any, prefix: str) -> str | None:
    """Name of a repository with a prefix; None for what is none."""
    value = value.encode("utf-8", "replace") if isinstance(value, str) else value
    if not isinstance(value, bytes) or not 0 < len(value) <= _MOST_NAME_BYTES:
        return None
    return prefix + escape(value)


def plain_of(value: Any) -> Any:
    """The same with texts as str."""
    if isinstance(value, list):
        return [plain_of(one) for one in value]
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def words_of(value: Any) -> str:
    """A name or number as printable text; empty for anything else."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 64:
        return str(value)
    value = value.encode("utf-8", "replace") if isinstance(value, str) else value
    return escape(value) if isinstance(value, bytes) else ""


def count_of(value: Any) -> int | None:
    """A whole number from 0; None for anything else."""
    is_one = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 63
    return value if is_one else None


def bytes_of(value: Any) -> bytes | None:
    """A text as UTF-8; None for what is none, and for a text of JSON with half a surrogate pair."""
    try:
        return value.encode() if isinstance(value, str) else value if isinstance(value, bytes) else None
    except UnicodeEncodeError:
        return None
