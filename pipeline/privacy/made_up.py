"""What stands where a secret stood: made-up characters of the same number and sort.

A replacement is chosen by a public hash of the secret, so that the same secret is the same made-up one in every file
and every fork. The hash leaves VARIANTS choices only, so that who guesses an address or a password learns next to
nothing about the guess; different secrets of one shape may become the same.
"""

import re
from functools import cache
from hashlib import sha256

SALT = b"repomill privacy 1\0"
VARIANTS = 13
LETTERS = (b"xkqzvwtbhdpgc", b"bdfaec")  # no vowels, so no keyword; the second for hexadecimal numbers
DIGITS = b"7305928146"
DOMAINS = (b".example", b".test", b".zz")  # reserved by RFC 2606; zz is no country (ISO 3166)
IPV4 = {7: b"0.0.0.", 8: b"10.0.0.", 9: b"192.0.2.", 10: b"192.0.2.", 11: b"192.0.2.", 12: b"198.51.100.",
        13: b"198.51.100.", 14: b"198.51.100.", 15: b"192.168.100."}  # by length; documentation's where it fits

# Escapes of string literals, of addresses and of markup stay as they are: a changed one could break the text's syntax.
_KEPT = re.compile(rb"\\(?:x[0-9A-Za-z]{0,2}|u\{[0-9A-Za-z]{0,8}|u[0-9A-Za-z]{0,4}|U[0-9A-Za-z]{0,8}|[0-9]{1,3}|[^\n])"
                   rb"|%[0-9A-Za-z]{2}|&#?[0-9A-Za-z]{1,8};")


def variant(secret: bytes) -> int:
    """Which of the VARIANTS a secret gets."""
    return int.from_bytes(sha256(SALT + secret).digest()[:8], "big") % VARIANTS


def fill(secret: bytes, only: re.Pattern[bytes] | None = None) -> bytes:
    """Made-up characters: small letters for small ones, capitals for capitals, digits for digits, the rest as it was.

    Args:
        secret: what is replaced.
        only: replaces nothing but what this finds in the secret.
    """
    return b"".join(_filled(secret, variant(secret), _letters(secret), only))


def is_filled(secret: bytes, only: re.Pattern[bytes] | None = None) -> bool:
    """Whether `fill` could have made it of another one."""
    seen = set() if only else set(_KEPT.sub(b"", secret).lower()) & set(b"abcdefghijklmnopqrstuvwxyz")
    return any(_is_filled(secret, number, letters, only)
               for letters in LETTERS if seen <= set(letters) for number in range(VARIANTS))


def made_up_email(address: bytes) -> bytes:
    """Made-up name at a domain that cannot exist; the same for an address in capitals."""
    name, _, domain = address.partition(b"@")
    number = variant(address.lower())
    ending = next(ending for ending in DOMAINS if len(domain) > len(ending))
    parts = (*_filled(name, number, LETTERS[0], None), b"@",
             *_filled(b"a" * (len(domain) - len(ending)), number, LETTERS[0], None), ending)
    return b"".join(parts)


def made_up_ipv4(address: bytes) -> bytes:
    """An address of documentation (RFC 5737) or, where none is as long, of a private network."""
    start = IPV4[len(address)]
    digits = len(address) - len(start)
    first = (0, 1, 10, 100)[digits]
    return start + str(first + variant(address) % (9 if digits == 1 else VARIANTS)).encode()


def made_up_ipv6(address: bytes) -> bytes:
    """An address of a private network (RFC 4193), with made-up digits where digits were."""
    return b"fd00" + b"".join(_filled(address[4:], variant(address.lower()), LETTERS[1], None))


def _letters(secret: bytes) -> bytes:
    return LETTERS[1] if re.fullmatch(rb"[^g-zG-Z]*", _KEPT.sub(b"", secret)) else LETTERS[0]


def _filled(secret: bytes, number: int, letters: bytes, only: re.Pattern[bytes] | None) -> list[bytes]:
    """The made-up text in pieces."""
    table = _table(number, letters)
    pieces, count = [], 0
    for piece, is_kept in _pieces(secret, only):
        if is_kept:
            pieces.append(piece)
            continue
        rows = [table[(count + place) % len(table)] for place in range(min(len(piece), len(table)))]
        made = bytearray(piece)
        for place, row in enumerate(rows):
            made[place::len(table)] = piece[place::len(table)].translate(row)
        count += len(piece)
        pieces.append(bytes(made))
    return pieces


def _is_filled(secret: bytes, number: int, letters: bytes, only: re.Pattern[bytes] | None) -> bool:
    return b"".join(_filled(secret, number, letters, only)) == secret


def _pieces(secret: bytes, only: re.Pattern[bytes] | None) -> list[tuple[bytes, bool]]:
    """The secret in pieces, with whether each stays as it is."""
    pieces, end = [], 0
    for kept in _KEPT.finditer(secret):
        pieces += [(secret[end:kept.start()], False), (kept[0], True)]
        end = kept.end()
    pieces.append((secret[end:], False))
    if only is None:
        return pieces
    chosen = []
    for piece, is_kept in pieces:
        end = 0
        for match in () if is_kept else only.finditer(piece):
            chosen += [(piece[end:match.start()], True), (match[0], False)]
            end = match.end()
        chosen.append((piece[end:], True))
    return chosen


@cache
def _table(number: int, letters: bytes) -> tuple[bytes, ...]:
    """What replaces each byte, by the number of characters replaced before it."""
    small, large = b"abcdefghijklmnopqrstuvwxyz", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    rows = []
    for place in range(len(letters) * len(DIGITS)):
        letter = letters[(number + place) % len(letters)]
        digit = DIGITS[(number + place) % len(DIGITS)]
        rows.append(bytes.maketrans(small + large + b"0123456789",
                                    bytes([letter] * 26 + [letter - 32] * 26 + [digit] * 10)))
    return tuple(rows)
