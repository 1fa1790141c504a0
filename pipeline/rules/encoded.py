"""Runs of encoded data in a text, as StarCoder2 describes them."""

import re

import numpy as np

_BASE64 = np.zeros(256, np.bool_)
_BASE64[list(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\n")] = True
_BASE64_MIN = 64
# Possessive where white space could be given back and never help; ASCII, so that a byte is a character.
_HEX = re.compile(rb"(?:(?:\\x|\b0x|\b)[0-9a-fA-F]{2}\b[,\s]*+){8,}+")
_UNICODE = re.compile(rb"(?:\\u[0-9a-fA-F]{4}){8,}+")


def encoded_runs(text: bytes) -> list[int]:
    r"""Characters of each run in a UTF-8 text, of all three kinds.

    They are: 64 or more of the letters, digits, `+`, `/`, `=` and newlines that make up base64; 8 or more bytes of two
    hexadecimal digits, each with or without `0x` or `\x`, with nothing but commas and white space between; 8 or more
    `\uXXXX`.
    """
    stops = np.flatnonzero(~_BASE64[np.frombuffer(text, np.uint8)])
    lengths = np.diff(np.concatenate(([-1], stops, [len(text)]))) - 1
    runs: list[int] = lengths[lengths >= _BASE64_MIN].tolist()
    for pattern in (_HEX, _UNICODE):
        runs += [found.end() - found.start() for found in pattern.finditer(text)]
    return runs
