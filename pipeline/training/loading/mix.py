"""Which domain a row comes from: a fixed function of its number, with exact shares in every block of rows."""

from collections.abc import Mapping

from pipeline.errors import ConfigError
from pipeline.fim import generator
from pipeline.training.data_options import MixOptions
from pipeline.training_documents import TrainingDocuments


class Schedule:
    """The domain of every row.

    Attributes:
        domains: those that rows come from, sorted.
    """

    def __init__(self, shares: Mapping[str, float], block: int, seed: int) -> None:
        """Give each domain its share of every block of rows.

        Raises:
            ConfigError: a share is too small for the block.
        """
        counts = slots(shares, block)
        lost = [domain for domain, count in counts.items() if not count]
        if lost:
            raise ConfigError(f"mix.block: {block} rows hold not one of {', '.join(lost)} at its share; make it larger")
        self.domains = tuple(sorted(counts))
        self._slots = [domain for domain in self.domains for _ in range(counts[domain])]
        self._seed = seed
        self._block, self._order = -1, list(range(block))

    def domain(self, number: int) -> str:
        """The domain of a row."""
        block, slot = divmod(number, len(self._slots))
        if block != self._block:
            self._block = block
            self._order = generator(self._seed, "mix", block).permutation(len(self._slots)).tolist()
        return self._slots[self._order[slot]]


def slots(shares: Mapping[str, float], block: int) -> dict[str, int]:
    """Whole rows of a block by domain: shares rounded so that they add up (largest remainders first)."""
    total = sum(shares.values())
    exact = {domain: block * share / total for domain, share in sorted(shares.items()) if share}
    counts = {domain: int(rows + 1e-9) for domain, rows in exact.items()}
    for domain in sorted(exact, key=lambda name: (counts[name] - exact[name], name))[: block - sum(counts.values())]:
        counts[domain] += 1
    return counts


def shares_of(table: TrainingDocuments, options: MixOptions) -> dict[str, float]:
    """The shares that the options ask for, of domains that the corpus has.

    Raises:
        ConfigError: the corpus lacks a domain, or has one without a share, and the options do not allow that.
    """
    held = table.domains()
    if options.shares is None:
        return dict.fromkeys(held, 1.0) if len(held) == 1 else _at_least_one_row(table.sizes(), options.block)
    wanted = {domain: share for domain, share in options.shares.items() if share}
    missing = sorted(set(wanted) - set(held))
    if missing and options.missing == "error":
        raise ConfigError(f"mix.shares: the corpus has no documents of {', '.join(missing)}, only of "
                          f"{', '.join(held)}; change the shares, or spread what is missing over the others with "
                          "missing: renormalise")
    unknown = sorted(set(held) - set(options.shares))
    if unknown:
        raise ConfigError(f"mix.shares: no share for {', '.join(unknown)}, which the corpus has; 0 leaves it out")
    found = {domain: share for domain, share in wanted.items() if domain in held}
    if not found:
        raise ConfigError(f"mix.shares: no share above 0 for any domain of the corpus: {', '.join(held) or 'none'}")
    return found


def _at_least_one_row(sizes: Mapping[str, int], block: int) -> dict[str, float]:
    total = sum(sizes.values())
    return {domain: max(size, total / block) for domain, size in sizes.items()}
