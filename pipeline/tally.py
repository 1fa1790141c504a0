"""What tasks have done so far, counted by name: for progress, for a stage's line in the log, and against nothing else.

The ledger is the truth. A task that is lost and done again may be counted twice here.
"""

from collections.abc import Mapping
from typing import Protocol

from pipeline.fates import KEPT, PROBLEMS, RULES

REPOSITORIES, FILES, BYTES = "repositories", "files", "bytes"
NAMES = (REPOSITORIES, FILES, BYTES, KEPT, *PROBLEMS, *RULES)
"""All that is counted: repositories, their files, bytes of these, and files by fate: kept, or the rule."""


class Tally(Protocol):
    """Sums that tasks add to, e.g. an accumulator of Spark."""

    @property
    def value(self) -> Mapping[str, int]:
        """What was added so far, where the run is driven from."""

    def add(self, term: Mapping[str, int]) -> None:
        """Add numbers under some of NAMES."""


def told(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts that are not 0, in the order of NAMES."""
    return {name: counts[name] for name in NAMES if counts.get(name)}


def in_words(counted: Mapping[str, Mapping[str, int]]) -> str:
    """Groups of counts as one line: `rows: files 3, repos 1; counts: ...`."""
    return "; ".join(f"{group}: {', '.join(f'{name} {number:,}' for name, number in counts.items())}"
                     for group, counts in counted.items())
