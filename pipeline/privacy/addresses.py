"""E-mail and IP addresses around a place of a text."""

import ipaddress
import re
from itertools import product

from pipeline.privacy.rules import LINE_BYTES, Table

LOCAL = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-"
LOCAL_BYTES, SMALL = 64, 64
LITERALS = {
    "email": (b"@",),
    "ipv4": (b".0.", b".00.", b".000."),
    # The first group of a public IPv6 address: 2 or 3, then three digits, some of them letters.
    "ipv6": tuple(b"0" + bytes(rest) + b":" for rest in product(b"0abcdef", repeat=3)),
}
_DOMAIN = re.compile(rb"(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9(_@-])")
_IPV4 = re.compile(rb"(?<![0-9A-Za-z_.-])[1-9][0-9]{0,2}(?:\.(?:0|[1-9][0-9]{0,2})){3}(?![0-9A-Za-z_-]|\.[0-9]|/[0-9])")
_IPV6 = re.compile(rb"(?<![0-9A-Za-z_:.])[23][0-9a-fA-F]{3}:[0-9a-fA-F:]{2,34}(?![0-9A-Za-z_:]|\.[0-9]|/[0-9])")

Span = tuple[int, int]


def email_at(text: bytes, place: int, table: Table) -> tuple[Span, bool] | None:
    """The e-mail address whose @ is at a place, and whether it is somebody's."""
    before = text[max(0, place - LOCAL_BYTES):place]
    local = before[len(before.rstrip(LOCAL)):].lstrip(b"._%+-")
    found = _DOMAIN.match(text, place + 1, place + 254)
    if not local or local.endswith(b".") or found is None:
        return None
    domain = found[0].lower()
    labels = domain.split(b".")
    if labels[-1] not in table.endings or len(labels[-2]) < 2 or any(label.isdigit() for label in labels):
        return (place - len(local), found.end()), False
    is_known = table.names.fullmatch(local) or table.domains.search(b"." + domain)
    return (place - len(local), found.end()), not is_known


def ipv4_at(text: bytes, place: int, table: Table) -> tuple[Span, bool] | None:
    """The IPv4 address whose first or second dot is at a place, and whether it is a public one."""
    found = _IPV4.search(text, max(0, place - 3), place + 16)
    if found is None or found.start() > place:
        return None
    numbers = [int(number) for number in found[0].split(b".")]
    line = text[max(0, found.start() - LINE_BYTES):found.start()].rpartition(b"\n")[2]
    is_version = max(numbers) < SMALL or numbers[3] == 0 or table.versions.search(line)
    is_public = max(numbers) < 256 and found[0] not in table.addresses and not is_version and _is_public(found[0])
    return found.span(), is_public


def ipv6_at(text: bytes, place: int, table: Table) -> tuple[Span, bool] | None:
    """The IPv6 address that starts at a place, and whether it is a public one."""
    found = _IPV6.match(text, place)
    if found is None:
        return None
    return found.span(), found[0].lower() not in table.addresses and _is_public(found[0])


def _is_public(address: bytes) -> bool:
    try:
        parsed = ipaddress.ip_address(address.decode())
    except ValueError:
        return False
    return parsed.is_global and not parsed.is_multicast
