"""What is read off the points of bench.bench_scale: lines through sizes, and a plot."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression
from typing import Protocol


class Measured(Protocol):
    """What a run took: the fields of bench.bench_scale.Point that are drawn."""

    @property
    def engine(self) -> str:
        """What ran."""

    @property
    def cores(self) -> int:
        """On how many."""

    @property
    def mib(self) -> float:
        """MiB of text."""

    @property
    def wall(self) -> float:
        """Seconds on the clock."""

    @property
    def cpu(self) -> float:
        """Seconds of processors."""

    @property
    def worker(self) -> float:
        """MiB of the largest worker."""


@dataclass(frozen=True)
class Line:
    """A quantity over MiB: what it is with no data, and per MiB."""

    fixed: float
    slope: float


def line(places: Sequence[tuple[float, float]]) -> Line:
    """The line through points (MiB, quantity) of two sizes or more, of least squares."""
    slope, fixed = linear_regression(*zip(*places, strict=True))
    return Line(round(fixed, 6) + 0.0, slope)


def plot(points: Sequence[Measured], place: Path) -> None:
    """Seconds on the clock, of processors, and the largest worker, over data; a colour for each engine."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, panes = pyplot.subplots(1, 3, figsize=(13, 3.8), layout="constrained")
    for pane, name, unit in zip(panes, ("wall", "cpu", "worker"), ("seconds on the clock", "CPU seconds",
                                                                    "largest worker, MiB"), strict=True):
        for number, engine in enumerate(dict.fromkeys(found.engine for found in points)):
            for cores, style in ((1, ":"), (2, "-")):
                mine = sorted((found.mib, getattr(found, name)) for found in points
                              if (found.engine, found.cores) == (engine, cores))
                pane.plot(*zip(*mine, strict=True), style, marker="o", color=f"C{number}", label=f"{engine}, {cores}")
        pane.set_xlabel("MiB of source text")
        pane.set_ylabel(unit)
        pane.set_xlim(left=0)
        pane.set_ylim(bottom=0)
        pane.legend()
    figure.savefig(place, dpi=120)
    pyplot.close(figure)
