"""GLSL; see bench.scoreboard.truth.c_family."""

from bench.scoreboard.truth.c_family import edges, needs

__all__ = ["edges", "needs"]
