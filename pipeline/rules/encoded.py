"""Runs of encoded data in a text, as StarCoder2 describes them."""

import re
from collections.abc import Iterator

_IN, _OUT = b"i", b"o"


def _members(characters: bytes) -> bytes:
    """A table for bytes.translate that tells these characters from all others."""
    return bytes(_IN[0] if code in characters else _OUT[0] for code in range(256))


_BASE64_MIN = 64
_BASE64 = _members(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\n")
# Possessive where white space could be given back and never help; ASCII, so that a byte is a character.
_HEX = re.compile(rb"(?:(?:\\x|\b0x|\b)[0-9a-fA-F]{2}\b[,\s]*+){8,}+")
_HEX_MIN = 8 * 2 + 7  # as `00 00 00 00 00 00 00 00`
_HEX_CHARACTERS = _members(b"0123456789abcdefABCDEFx\\, \t\n\r\f\v")
_NO_HEX_DIGITS = bytes(set(range(256)) - set(b"0123456789abcdefABCDEF"))
_UNICODE = re.compile(rb"(?:\\u[0-9a-fA-F]{4}){8,}+")
_UNICODE_MARK, _UNICODE_MIN = b"\\u", 8


def encoded_runs(text: bytes) -> list[int]:
    r"""Characters of each run in a UTF-8 text, of all three kinds.

    They are: 64 or more of the letters, digits, `+`, `/`, `=` and newlines that make up base64; 8 or more bytes of two
    hexadecimal digits, each with or without `0x` or `\x`, with nothing but commas and white space between; 8 or more
    `\uXXXX`.
    """
    runs = [end - start for start, end in _stretches(text, _BASE64, _BASE64_MIN)]
    for start, end in _stretches(text, _HEX_CHARACTERS, _HEX_MIN):
        # Most are indentation. The character behind the stretch is looked at, to see where a word ends.
        if len(text[start:end].translate(None, _NO_HEX_DIGITS)) >= 16:
            runs += [found.end() - found.start() for found in _HEX.finditer(text, start, end + 1)]
    if text.count(_UNICODE_MARK) >= _UNICODE_MIN:
        runs += [found.end() - found.start() for found in _UNICODE.finditer(text)]
    return runs


def _stretches(text: bytes, members: bytes, least: int) -> Iterator[tuple[int, int]]:
    """Start and end of each longest stretch of at least so many of these characters; bytes.find skips the rest."""
    marks = text.translate(members)
    wanted, end = _IN * least, 0
    while (start := marks.find(wanted, end)) >= 0:
        end = marks.find(_OUT, start + least)
        end = end if end >= 0 else len(marks)
        yield start, end
