"""The table of rules (rules.yaml), read once."""

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ADDRESSES = ("email", "ipv4", "ipv6")  # found by pipeline.privacy.addresses, not by a rule of the table
LINE_BYTES = 24  # of the same line that are looked at before a place
_FEW = 5  # different bytes: a secret with fewer is a placeholder


@dataclass(frozen=True, slots=True)
class Rule:
    """A sort of secret.

    Attributes:
        kind: its name.
        literals: each of its patterns starts at one of these, compared without case.
        pattern: has a group `secret`, and `name` where what a value is called decides.
        bits: Shannon entropy that the secret must have at least, in bits per byte.
        digits: digits it must have at least.
        letters: letters it must have at least.
        not_secret: what it must not be.
        not_name: what must not be in its name.
        only: what of the secret is replaced; None for all of it.
    """

    kind: str
    literals: tuple[bytes, ...]
    pattern: re.Pattern[bytes]
    bits: float = 0.0
    digits: int = 0
    letters: int = 0
    not_secret: re.Pattern[bytes] | None = None
    not_name: re.Pattern[bytes] | None = None
    only: re.Pattern[bytes] | None = None

    def is_secret(self, secret: bytes, name: bytes) -> bool:
        """Whether a match is worth replacing."""
        return (
            len(set(secret)) >= min(_FEW, len(secret))
            and sum(0x30 <= byte <= 0x39 for byte in secret) >= self.digits
            and sum(0x61 <= byte | 0x20 <= 0x7A for byte in secret) >= self.letters
            and not (self.not_secret and self.not_secret.search(secret))
            and not (self.not_name and self.not_name.search(name))
            and (not self.bits or entropy(secret) >= self.bits)
        )


@dataclass(frozen=True, slots=True)
class Table:
    """All rules, those that win where two find the same place first, and what is left alone.

    Attributes:
        rules: the rules.
        placeholders: secrets in which this is found are nobody's.
        names: local parts of e-mail addresses that are nobody's.
        domains: domains, with what is below them, whose addresses are nobody's.
        endings: top-level domains of e-mail addresses.
        addresses: IP addresses that everybody knows.
        versions: text before four numbers with dots that says they are no address.
    """

    rules: tuple[Rule, ...]
    placeholders: re.Pattern[bytes]
    names: re.Pattern[bytes]
    domains: re.Pattern[bytes]
    endings: frozenset[bytes]
    addresses: frozenset[bytes]
    versions: re.Pattern[bytes]


@cache
def table() -> Table:
    """The table as it stands in rules.yaml."""
    values = yaml.safe_load(Path(__file__).with_name("rules.yaml").read_text(encoding="utf-8"))
    left = values["left_alone"]
    return Table(
        tuple(_rule(entry, values["names_of_other_things"]) for entry in values["rules"]),
        _compiled(left["placeholders"], re.IGNORECASE), _compiled(left["names"], re.IGNORECASE),
        _compiled(left["domains"], re.IGNORECASE), frozenset(left["endings"].encode().split()),
        frozenset(left["addresses"].encode().split()), _compiled(left["versions"], re.IGNORECASE),
    )


@cache
def kinds() -> tuple[str, ...]:
    """Names of all kinds of secrets and personal data, those of the table in its order."""
    return tuple(dict.fromkeys((*(rule.kind for rule in table().rules), *ADDRESSES)))


def entropy(text: bytes) -> float:
    """Shannon entropy of its bytes, in bits per byte."""
    return -sum(count / len(text) * math.log2(count / len(text)) for count in Counter(text).values())


def _rule(entry: Mapping[str, Any], other_things: str) -> Rule:
    found = {name: _compiled(entry[name]) for name in ("not_secret", "only") if name in entry}
    is_named = "(?P<name>" in entry["pattern"]
    return Rule(
        entry["kind"], tuple(literal.encode() for literal in entry["literals"]), _compiled(entry["pattern"]),
        entry.get("bits", 0.0), entry.get("digits", 0), entry.get("letters", 0),
        not_name=_compiled(other_things, re.IGNORECASE) if is_named else None, **found,
    )


def _compiled(pattern: str, flags: int = 0) -> re.Pattern[bytes]:
    return re.compile(pattern.encode(), flags | re.VERBOSE)
