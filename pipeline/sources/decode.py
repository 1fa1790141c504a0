"""From the bytes of a file to its text, or to the reason why it has none."""

import codecs
import re
from dataclasses import dataclass

CANDIDATES = ("cp1252", "gb18030", "shift_jis", "euc_jp", "euc_kr", "big5", "cp1251", "koi8_r")
_SAMPLE_BYTES = 8192

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Families of text encodings by Python's names; its other codecs are none of files, or slow on bad input.
_STATED = re.compile(r"(utf-(16|32)|iso8859|cp\d|koi8|gb|big5|shift_jis|euc_|mac-|johab|tis|ptcp|kz|hp)[\w-]*")
_LFS_MAX_BYTES = 1024
_LFS_POINTER = re.compile(
    rb"version https://(?:git-lfs|hawser)\.github\.com/spec/v1\n(?:[a-z0-9.-]+ [^\n]*\n)*?oid sha256:[0-9a-f]{64}\n"
)
# Two bytes beyond ASCII side by side, or a control character that text does not have.
_NOT_WESTERN = re.compile(rb"[\x80-\xff]{2}|[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_NOT_ASCII_LINE = re.compile(rb"[^\n]*[\x80-\xff][^\n]*\n?")


@dataclass(frozen=True, slots=True)
class Decoded:
    """What decoding gave: text and encoding, or a problem.

    Attributes:
        text: UTF-8 without byte order mark and without NUL; None when there is a problem.
        encoding: Python's name of the encoding the bytes were in.
        problem: `binary`, `lfs_pointer` or `undecodable`; None when there is text.
    """

    text: bytes | None
    encoding: str | None = None
    problem: str | None = None


def decode(data: bytes, stated: str | None = None) -> Decoded:
    """Text of a file, decided by its bytes alone, or where they leave it open by the encoding that its source states.

    In this order: a byte order mark decides; NUL bytes mean binary; what is strict UTF-8 is UTF-8; text whose bytes
    beyond ASCII stand alone (an accented letter, a copyright sign) is cp1252, since Asian and Cyrillic text has them in
    rows; else the encoding of CANDIDATES that charset-normalizer finds most likely on a bounded sample. Whatever is
    chosen must decode the whole file strictly. A stated encoding is taken instead of a guess, and UTF-16 and UTF-32 for
    what has NUL bytes.
    """
    named = _codec(stated)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark):], encoding) or Decoded(None, problem=_problem_of_marked(data))
    if b"\0" in data:
        wide = named is not None and named.startswith(("utf-16", "utf-32"))
        return (_strict(data, str(named)) if wide else None) or Decoded(None, problem="binary")
    if len(data) < _LFS_MAX_BYTES and _LFS_POINTER.match(data):
        return Decoded(None, problem="lfs_pointer")
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return (_strict(data, named) if named is not None else None) or _guess(data)
    return Decoded(body, "utf-8" if body is data else "utf-8-sig")


def _codec(stated: str | None) -> str | None:
    """Python's name of a stated encoding; None for what is none of text, and for UTF-8, which is tried anyway."""
    try:
        name = codecs.lookup(stated).name if stated else ""
    except (LookupError, ValueError):
        return None
    return name if _STATED.fullmatch(name) else None


def _problem_of_marked(data: bytes) -> str:
    return "binary" if b"\0" in data else "undecodable"


def _strict(data: bytes, encoding: str) -> Decoded | None:
    """The whole as text; None when a byte does not fit or the text has NUL."""
    try:
        text = data.decode(encoding).encode("utf-8")
    except UnicodeError:
        return None
    return None if b"\0" in text else Decoded(text, encoding)


def _guess(data: bytes) -> Decoded:
    if not _NOT_WESTERN.search(data):
        western = _strict(data, "cp1252")
        if western is not None:
            return western
    for encoding in _likely_encodings(_sample(data)):
        decoded = _strict(data, encoding)
        if decoded is not None:
            return decoded
    return Decoded(None, problem="undecodable")


def _sample(data: bytes) -> bytes:
    """The first lines that are not ASCII: no candidate has a line end inside a character."""
    lines: list[bytes] = []
    size = 0
    for match in _NOT_ASCII_LINE.finditer(data):
        lines.append(match[0][: _SAMPLE_BYTES - size])
        size += len(lines[-1])
        if size >= _SAMPLE_BYTES:
            break
    return b"".join(lines)


def _likely_encodings(sample: bytes) -> list[str]:
    from charset_normalizer import from_bytes  # its tables take a while to load, and few files need them

    try:
        matches = from_bytes(sample, cp_isolation=list(CANDIDATES), preemptive_behaviour=False, enable_fallback=False)
        return [match.encoding for match in matches]
    except Exception:  # a guess that fails on foreign bytes is no guess; the other files go on
        return []
