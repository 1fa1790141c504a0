"""Places of secrets and personal data in a text.

One pass finds the literals that rules start at; only there is a rule's regular expression tried. Every expression is
bounded, so that a text of n bytes takes time in proportion to n whatever is in it.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import NamedTuple

from pipeline.privacy import addresses
from pipeline.privacy.anchors import Anchors, fold
from pipeline.privacy.made_up import fill, is_filled, made_up_email, made_up_ipv4, made_up_ipv6
from pipeline.privacy.rules import ADDRESSES, LINE_BYTES, Rule, Table, table

NAME = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"


class Found(NamedTuple):
    """A place, never what stands there.

    Attributes:
        kind: what was found.
        start: first byte.
        end: byte after the last.
    """

    kind: str
    start: int
    end: int


class _Claim(NamedTuple):
    """A place that a rule took; another rule's match that overlaps it does not count."""

    rank: int
    start: int
    end: int
    is_secret: bool


@dataclass(frozen=True, slots=True)
class _Finder:
    """A rule as it is used: what looks at a place, and what makes a replacement."""

    kind: str
    literals: tuple[bytes, ...]
    look: Callable[[bytes, int], tuple[tuple[int, int], bool] | None]
    replace: Callable[[bytes], bytes]


def find(text: bytes, kinds: Collection[str]) -> Iterator[tuple[Found, bytes]]:
    """Places to be replaced, and by what, in the order of the rules; no two of them overlap.

    Args:
        text: any bytes.
        kinds: what to look for, of pipeline.privacy.kinds().
    """
    finders, anchors, by_literal = _finders()
    claims: set[_Claim] = set()
    for place, literal in anchors.places(text):
        for rank in by_literal[literal]:
            looked = finders[rank].look(text, place)
            if looked is not None:
                (start, end), is_secret = looked
                claims.add(_Claim(rank, start, end, is_secret))
    taken = bytearray(len(text)) if claims else bytearray()
    for claim in sorted(claims):
        if taken.find(1, claim.start, claim.end) >= 0:
            continue
        taken[claim.start:claim.end] = b"\1" * (claim.end - claim.start)
        finder = finders[claim.rank]
        if claim.is_secret and finder.kind in kinds:
            yield Found(finder.kind, claim.start, claim.end), finder.replace(text[claim.start:claim.end])


def _look(rule: Rule, left_alone: Table, text: bytes, place: int) -> tuple[tuple[int, int], bool] | None:
    """What a rule of the table finds at a place; placeholders and made-up secrets are found, but are none."""
    match = rule.pattern.match(text, place)
    if match is None:
        return None
    secret = match["secret"]
    name = b""
    if rule.not_name is not None:
        before = text[max(0, place - LINE_BYTES):place]
        name = before[len(before.rstrip(NAME)):] + (match["name"] or b"")
    if not rule.is_secret(secret, name):
        return None if not is_filled(secret, rule.only) else (match.span("secret"), False)
    is_nobodys = left_alone.placeholders.search(secret) is not None or is_filled(secret, rule.only)
    return match.span("secret"), not is_nobodys


@cache
def _finders() -> tuple[list[_Finder], Anchors, list[list[int]]]:
    """Finders by rank, the automaton of their literals, and the ranks of those that start at each literal."""
    known = table()
    at = dict(zip(ADDRESSES, (
        (addresses.email_at, made_up_email), (addresses.ipv4_at, made_up_ipv4), (addresses.ipv6_at, made_up_ipv6),
    ), strict=True))
    finders = [_Finder(rule.kind, rule.literals, partial(_look, rule, known), partial(fill, only=rule.only))
               for rule in known.rules]
    finders += [_Finder(kind, addresses.LITERALS[kind], partial(_at, look, known), replace)
                for kind, (look, replace) in at.items()]
    anchors = Anchors(literal for finder in finders for literal in finder.literals)
    return finders, anchors, [
        [rank for rank, finder in enumerate(finders) if literal in map(fold, finder.literals)]
        for literal in anchors.literals
    ]


def _at(
    look: Callable[[bytes, int, Table], tuple[tuple[int, int], bool] | None], known: Table, text: bytes, place: int
) -> tuple[tuple[int, int], bool] | None:
    return look(text, place, known)
