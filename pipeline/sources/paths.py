"""How names of files in a source become paths of a repository: escaping, and what makes a path bad."""

import os
import re
from hashlib import sha256
from pathlib import Path

MAX_PATH_BYTES = 4096
_DETAIL_CHARACTERS = 200

# Control characters, the two Unicode line ends, and surrogates (bytes that were not UTF-8).
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# A literal backslash that would read as an escape is escaped itself, so that unescape() is exact.
_AMBIGUOUS = re.compile(r"\\(?=x[0-9a-fA-F]{2})")
_ESCAPE = re.compile(rb"\\x([0-9a-f]{2})")
_DRIVE = re.compile(rb"[A-Za-z]:[\\/]")


def escape(name: bytes) -> str:
    r"""Name as printable text: bytes that are not UTF-8 and control characters become \xNN, one per byte.

    A literal backslash stays as it is, except before `x` and two hex digits, where it becomes `\x5c`. Different
    names therefore give different texts, and unescape() gives the name back.
    """
    text = name.decode("utf-8", "surrogateescape")
    if text.isascii() and text.isprintable() and "\\" not in text:
        return text
    return _UNSAFE.sub(_escaped, _AMBIGUOUS.sub(r"\\x5c", text))


def unescape(text: str) -> bytes:
    """Name that escape() made the text from."""
    return _ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), text.encode("utf-8"))


def located(location: str) -> Path:
    """Where a SourceRef's location is in the file system: locations are escaped, since not every name is text."""
    return Path(os.fsdecode(unescape(location)))


def detail(message: object) -> str:
    """Words for a `detail` column from a text that may hold foreign content: escaped and cut."""
    return escape(str(message).encode("utf-8", "surrogateescape"))[:_DETAIL_CHARACTERS]


def checked_path(name: bytes) -> tuple[str, str | None]:
    """Path of a row, and why it is bad, or None when it is good.

    Good paths are relative, stay inside the repository on every system, have no empty, `.` or `..` part and no NUL,
    and at most MAX_PATH_BYTES bytes. A longer name is cut and ends in its hash, so that rows stay different.
    """
    if len(name) > MAX_PATH_BYTES:
        return f"{escape(name[:200])}...{sha256(name).hexdigest()[:32]}", f"{len(name)} bytes long"
    return escape(name), _why_bad(name)


def _why_bad(name: bytes) -> str | None:
    if b"\0" in name:
        return "holds NUL"
    if name.startswith((b"/", b"\\")) or _DRIVE.match(name):
        return "absolute"
    parts = name.split(b"/")
    if b".." in parts or b".." in name.split(b"\\") or b".." in name.replace(b"\\", b"/").split(b"/"):
        return "leaves the repository"
    if b"" in parts or b"." in parts:
        return "has an empty part"
    return None


def _escaped(match: re.Match[str]) -> str:
    return "".join(f"\\x{byte:02x}" for byte in match[0].encode("utf-8", "surrogateescape"))
