"""Foreign text on a terminal or in a log line: nothing in it may act as a control sequence."""

LONGEST = 200


def plain(text: str, keep: str = "") -> str:
    """The text with control, bidirectional and other unprintable characters as escapes.

    A name for one line (`keep` empty) is also cut to LONGEST characters.
    """
    safe = "".join(c if c in keep or c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    if keep or len(safe) <= LONGEST:
        return safe
    return safe[: LONGEST - 3] + "..."
