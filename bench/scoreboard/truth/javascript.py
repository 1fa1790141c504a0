"""JavaScript; see bench.scoreboard.truth.typescript."""

from bench.scoreboard.truth.typescript import edges, needs

__all__ = ["edges", "needs"]
