"""Plots of the report as SVG text, drawn by matplotlib: the same figures give the same bytes."""

import io
from typing import Any

INK, MUTED, BAR, GRID = "#1f2933", "#616e7c", "#2f6f9f", "#e4e7eb"
STYLE: Any = {
    "svg.hashsalt": "repomill", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 10,
    "axes.edgecolor": GRID, "axes.labelcolor": MUTED, "xtick.color": MUTED, "ytick.color": MUTED, "text.color": INK,
    "axes.spines.top": False, "axes.spines.right": False, "axes.axisbelow": True,
}
BYTES, COUNT = ("B", "KiB", "MiB", "GiB", "TiB"), ("", "Ki", "Mi", "Gi", "Ti")


def histogram(
    rows: list[dict[str, Any]], label: str, units: tuple[str, ...], mark: tuple[float, str] | None = None
) -> str:
    """A histogram over powers of two.

    Args:
        rows: `from` (lower bound of the bucket: 0 or a power of two) and `rows` (how many).
        label: what is counted.
        units: BYTES or COUNT, for the ticks.
        mark: a value to mark by a vertical line, with its name.
    """
    if not rows:
        return ""
    exponents = [max(0, int(row["from"]).bit_length() - 1) if row["from"] else -1 for row in rows]
    span = range(min(exponents), max(exponents) + 1)
    counts = dict(zip(exponents, (row["rows"] for row in rows), strict=True))
    figure, axes = _axes()
    axes.bar([e + 0.5 for e in span], [counts.get(e, 0) for e in span], width=0.92, color=BAR)
    step = max(1, -(-len(span) // 6))
    ticks = [e for e in span if (e - span[0]) % step == 0]
    axes.set_xticks(ticks, ["0" if e < 0 else _power(e, units) for e in ticks])
    axes.set_xlabel(label)
    axes.set_ylabel("how many")
    if mark is not None:
        from math import log2

        place = log2(mark[0])
        if span[0] <= place <= span[-1] + 1:
            axes.axvline(place, color=INK, linewidth=1, linestyle=(0, (4, 3)))
            axes.annotate(mark[1], (place, 0.97), xycoords=("data", "axes fraction"), xytext=(4, 0),
                          textcoords="offset points", va="top", color=INK)
    return _svg(figure, label)


def _axes() -> tuple[Any, Any]:
    import matplotlib as mpl
    from matplotlib.figure import Figure  # no pyplot: no global state, no display
    from matplotlib.ticker import MaxNLocator

    mpl.rcParams.update(STYLE)
    figure = Figure(figsize=(4.6, 2.7), layout="constrained")
    axes = figure.subplots()
    axes.grid(axis="y", color=GRID, linewidth=0.8)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    return figure, axes


def _svg(figure: Any, label: str) -> str:
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Title": label}, transparent=True)
    text = buffer.getvalue()
    return text[text.index("<svg") :]


def _power(exponent: int, units: tuple[str, ...]) -> str:
    return f"{1 << exponent % 10} {units[min(exponent // 10, len(units) - 1)]}".strip()
