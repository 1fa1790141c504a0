"""A text with its secrets and personal data replaced."""

from collections import Counter
from collections.abc import Collection

from pipeline.privacy.find import find


def redact(text: bytes, kinds: Collection[str]) -> tuple[bytes, dict[str, int]]:
    """The text, as long as before, and how many places were replaced by kind.

    What stands in a replaced place is of the same length and looks alike (pipeline.privacy.made_up), so that the text
    parses as before; redacting it again changes nothing.

    Args:
        text: any bytes.
        kinds: what to replace, of pipeline.privacy.kinds().
    """
    counts = Counter[str]()
    changed: bytearray | None = None
    for found, replacement in find(text, kinds):
        changed = changed if changed is not None else bytearray(text)
        changed[found.start:found.end] = replacement
        counts[found.kind] += 1
    return (text if changed is None else bytes(changed)), dict(sorted(counts.items()))
