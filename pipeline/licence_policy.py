"""Which licences may be trained on: the policy of a run, asked of one SPDX expression at a time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pipeline import licences
from pipeline.config import Licences
from pipeline.errors import ConfigError
from pipeline.fates import Verdict

LONGEST = 10_000  # characters of an expression that is read; thousands of licence files can be in one folder
PERMISSIVE = Path(__file__).with_name("permissive_licences.txt")


@dataclass(frozen=True)
class LicencePolicy:
    """What a licence must be for its files to be kept.

    Attributes:
        allowed: SPDX ids that may be trained on; None when all may.
        denied: ids that may not, whatever is allowed.
        keeps_unlicensed: whether files are kept for which no licence was found.
        opted_out: ids that are on the opt-out list.
    """

    allowed: frozenset[str] | None = None
    denied: frozenset[str] = frozenset()
    keeps_unlicensed: bool = True
    opted_out: frozenset[str] = frozenset()

    def verdict(self, licence: str | None) -> Verdict | None:
        """Why a file under a licence is dropped, or None; the opt-out list is asked first."""
        if licence is None:
            return None if self.keeps_unlicensed else Verdict("unlicensed", detail="no licence found")
        if self.opted_out and not is_met(licence, lambda name: name not in self.opted_out):
            return Verdict("opted_out", detail=f"licence {licence}: on the opt-out list")
        return None if is_met(licence, self._allows) else Verdict("licence", detail=licence)

    def _allows(self, name: str) -> bool:
        return name not in self.denied and (self.allowed is None or name in self.allowed)


def licence_policy(options: Licences, opted_out: frozenset[str]) -> LicencePolicy:
    """The policy that a run file and an opt-out list describe.

    Raises:
        ConfigError: a name in `allow` or `deny` is no SPDX id; all such names at once.
    """
    allow, deny = _ids("allow", options.allow), _ids("deny", options.deny)
    allowed = permissive() | allow if options.policy == "permissive" else None
    return LicencePolicy(allowed, deny, options.unlicensed == "keep", opted_out)


@cache
def permissive() -> frozenset[str]:
    """SPDX ids of permissive licences."""
    lines = (line.partition("#")[0].strip() for line in PERMISSIVE.read_text(encoding="utf-8").splitlines())
    return frozenset(line for line in lines if line)


def is_met(expression: str, accepts: Callable[[str], bool]) -> bool:
    """Whether an expression leaves one only with licences that are accepted.

    Of a choice (`OR`) one must be, of what holds together (`AND`) all; a licence `WITH` an exception is taken as it is
    without. What is no expression is taken as the name of one licence.
    """
    try:
        return _is_met(_parsed(expression), accepts)
    except RecursionError:  # hundreds of brackets
        return False


def single_id(name: str) -> str | None:
    """A licence's SPDX id, or its `LicenseRef-...`, as SPDX spells it now; None for expressions and all other names.

    `GPL-3.0` and `GPL-3.0+` were ids once; the mere `GPL`, which the library takes for one of its versions, is none.
    """
    found, own = licences.expression(name), name.strip().lower()
    spellings = (own, f"{own}-only", own.removesuffix("+") + "-or-later")
    return found if found is not None and " " not in found and found.lower() in spellings else None


def _is_met(node: Any, accepts: Callable[[str], bool]) -> bool:
    kind = type(node).__name__  # of license_expression
    if kind in ("AND", "OR"):
        return (all if kind == "AND" else any)(_is_met(part, accepts) for part in node.args)
    if kind == "LicenseWithExceptionSymbol":
        return accepts(node.license_symbol.key)
    return accepts(node if isinstance(node, str) else node.key)


@lru_cache(maxsize=4096)
def _parsed(expression: str) -> Any:
    parsed = licences.parsed(expression) if len(expression) <= LONGEST else None
    return expression if parsed is None else parsed


def _ids(option: str, names: Iterable[str]) -> frozenset[str]:
    found = {name: single_id(name) for name in names}
    unknown = [name for name, known in found.items() if known is None]
    if unknown:
        raise ConfigError(f"licences.{option}: no SPDX licence id, nor LicenseRef-...: {', '.join(unknown)}")
    return frozenset(known for known in found.values() if known is not None)
