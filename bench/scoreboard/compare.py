"""One package compared: our dependencies with the true ones, and how our orders place them."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from importlib import import_module
from types import ModuleType

import networkx as nx

from bench.scoreboard.fetch import FetchError, fetched
from bench.scoreboard.ours import Pair, Reading, read
from bench.scoreboard.packages import Half, Package
from pipeline.config import Order

KINDS = frozenset({"import", "type-only"})  # kinds of dependency that any tool knows of


@dataclass(frozen=True)
class Orders:
    """How many dependencies of repositories are ordered, and within one window.

    Attributes:
        across: dependencies between different strongly connected components.
        placed: those of them whose dependency comes first.
        large: dependencies of repositories larger than a window.
        window: those of them that lie within one window, in `window` order.
        deepseek: the same in `deepseek` order.
    """

    across: int = 0
    placed: int = 0
    large: int = 0
    window: int = 0
    deepseek: int = 0


@dataclass(frozen=True)
class Comparison:
    """One package in one language; pairs are (src, dst), src depending on dst."""

    language: str
    half: Half
    package: Package
    files: int = 0
    real: frozenset[Pair] = frozenset()
    ours: frozenset[Pair] = frozenset()
    orders: Orders = Orders()
    problem: str = ""


def truth_of(language: str) -> ModuleType:
    """The module that knows the true dependencies of a language; see bench.scoreboard.truth."""
    return import_module(f"bench.scoreboard.truth.{language.replace('-', '_')}")


def compare(language: str, half: Half, package: Package) -> Comparison:
    """Read a package by both sides. What cannot be had or read is a Comparison with a problem.

    Only dependencies between files of our graph count, from files that detection finds to be of the language and that
    the tool could read.
    """
    truth = truth_of(language)
    try:
        folder = fetched(package)
        pairs: set[Pair] = truth.edges(folder)
        unread: set[str] = truth.unread(folder) if hasattr(truth, "unread") else set()
    except FetchError as error:
        return Comparison(language, half, package, problem=str(error))
    except Exception as error:  # one package that a foreign tool fails on leaves the others
        return Comparison(language, half, package, problem=f"{package.label}: {type(error).__name__}: {error}")
    reading = read(folder, package.name)
    sources = {path for path, name in reading.languages.items() if name == language} - unread
    known = getattr(truth, "KINDS", KINDS)
    ours = frozenset(pair for pair, kind in reading.kinds.items() if pair[0] in sources and kind in known)
    real = frozenset(
        (src, dst) for src, dst in pairs if src in sources and dst in reading.languages and src != dst
    )
    return Comparison(language, half, package, len(sources), real, ours, orders_of(reading))


def orders_of(reading: Reading) -> Orders:
    """Figures of the whole repository's order."""
    graph = nx.DiGraph(list(reading.kinds))
    cycle_of = {path: number for number, cycle in enumerate(nx.strongly_connected_components(graph)) for path in cycle}
    place = {path: number for number, path in enumerate(reading.order)}
    across = [(src, dst) for src, dst in graph.edges if cycle_of[src] != cycle_of[dst]]
    placed = sum(place[dst] < place[src] for src, dst in across)
    if reading.bytes <= Order().window_bytes:
        return Orders(len(across), placed)
    return Orders(len(across), placed, graph.number_of_edges(), reading.near["window"], reading.near["deepseek"])


def total(orders: Iterable[Orders]) -> Orders:
    """The sum over repositories."""
    return Orders(*(sum(column) for column in zip(*map(astuple, orders), strict=True)))
