"""Orders on real repositories and on large synthetic graphs: dependencies within one window, and CPU seconds.

Run: `python bench/bench_order.py [INPUT...]`, with what `repomill graph` takes as input; without, packages installed in
this environment. All orders are given the same dependencies: those of all kinds that are in the graph by default.
"""

import random
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import networkx as nx

from pipeline.config import build_run
from pipeline.documents import cut, sized
from pipeline.graph import Component, near_count, order_components, shuffled
from pipeline.graph_tables import QUALITY, source_rows
from pipeline.sources.discover import discover

WINDOW = 57_344  # 16,384 tokens of 3.5 bytes
MAX_BYTES = 1 << 20
PACKAGES = ("matplotlib", "networkx", "numba", "numpy", "pandas", "pyspark", "scipy", "fontTools", "mypy", "pip",
            "pygments", "setuptools", "hypothesis", "pydantic", "rich", "botocore")

Weights = dict[tuple[str, str], float]
Graph = tuple[dict[str, int], Weights]


def graphs(inputs: list[str]) -> Iterator[tuple[str, Graph]]:
    """Sizes and dependencies of repositories, without quality rules."""
    run = build_run({"input": {"paths": inputs}}, "bench")
    for source in discover(run.input.paths, run.input):
        sizes, weights = {}, {}
        for table, row in source_rows(source, run, QUALITY):
            if table == "edges":
                weights[row["src"], row["dst"]] = run.graph.weights[row["kind"]]
            elif table == "documents":
                sizes |= {span["path"]: sized(span["end"] - span["header"] - 1, "") for span in row["spans"]}
        yield source.repo, (sizes, weights)


def synthetic() -> Iterator[tuple[str, Graph]]:
    """Graphs that break what is recursive or quadratic."""
    rng = random.Random(0)  # noqa: S311 - no secret
    chain = [(i + 1, i) for i in range(99_999)]
    pairs = [edge for i in range(0, 40_000, 2) for edge in ((i, i + 1), (i + 1, i), (i, max(i - 1, 0)))]
    users = [rng.randrange(1, 50_000) for _ in range(200_000)]
    shapes = {
        "chain of 100,000": (100_000, chain),
        "cycle of 100,000": (100_000, [*chain, (0, 99_999)]),
        "20,000 chained 2-cycles": (40_000, pairs),
        "complete graph of 300": (300, [(i, j) for i in range(300) for j in range(300)]),
        "50,000 files, 200,000 edges, acyclic": (50_000, [(i, int(i * rng.random() ** 2)) for i in users]),
        "50,000 files, 200,000 edges, cyclic": (50_000, [(i, rng.randrange(50_000)) for i in users]),
        "100,000 files alone": (100_000, []),
    }
    for title, (count, edges) in shapes.items():
        names = [f"d{i % 97:02d}/f{i:06d}.py" for i in range(count)]
        yield title, ({name: rng.randint(200, 20_000) for name in names}, {(names[a], names[b]): 1.0 for a, b in edges})


def near(components: list[Component], sizes: dict[str, int], random_order: bool = False) -> int:
    """Dependencies within one window."""
    orders = [shuffled(c.paths, "bench") if random_order else c.paths for c in components]
    return sum(near_count(order, sizes, c.edges, WINDOW) for order, c in zip(orders, components, strict=True))


def most(graph: Graph) -> int:
    """More dependencies than this no order has within a window.

    A window that a file stands in has room before it for few of the files it depends on, at best the smallest of them;
    the same goes for those that depend on it, after it. Inside a cycle, where either may come first, any two files that
    fit into a window count.
    """
    sizes, weights = graph
    part_of = cycles(graph)
    free = {pair for pair in weights if part_of[pair[0]] == part_of[pair[1]]}
    bounds = []
    for one in (0, 1):
        neighbours: dict[str, list[int]] = {}
        for pair in weights.keys() - free:
            neighbours.setdefault(pair[one], []).append(sizes[pair[1 - one]])
        bounds.append(sum(_fitting(WINDOW - sizes[path], found) for path, found in neighbours.items()))
    return min(bounds) + sum(sizes[src] + sizes[dst] <= WINDOW for src, dst in free)


def _fitting(room: int, found: list[int]) -> int:
    count = 0
    for size in sorted(found):
        room -= size
        count += room >= 0
    return count


def cycles(graph: Graph) -> dict[str, int]:
    """Number of the strongly connected component of every file with dependencies."""
    parts = enumerate(nx.strongly_connected_components(nx.DiGraph(list(graph[1]))))
    return {path: number for number, paths in parts for path in paths}


def out_of_order(components: list[Component], graph: Graph) -> int:
    """Dependencies between different cycles whose dependent comes first: none, if the orders keep their promise."""
    part_of = cycles(graph)
    place = {path: at for c in components for at, path in enumerate(c.paths)}
    return sum(place[src] < place[dst] and part_of[src] != part_of[dst] for src, dst in graph[1])


def real(inputs: list[str]) -> None:
    """A line per repository that is larger than one window, and the sum."""
    print(f"{'repository':20}{'files':>6}{'edges':>7}{'windows':>8}{'random':>8}{'deepseek':>9}{'window':>8}{'most':>7}"
          f"{'ratio':>7}{'violated':>9}{'between':>8}{'parts':>6}{'cut':>6}{'seconds':>8}")
    totals = [0] * 5
    for name, graph in graphs(inputs):
        sizes, weights = graph
        if sum(sizes.values()) <= WINDOW or not weights:
            continue
        plain = order_components(sizes, weights, "deepseek", WINDOW)
        start = time.process_time()
        ours = order_components(sizes, weights, "window", WINDOW)
        seconds = time.process_time() - start
        cuts = [cut(c.paths, sizes, c.edges, MAX_BYTES) for c in ours]
        counts = [len(weights), near(plain, sizes, True), near(plain, sizes), near(ours, sizes), most(graph)]
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
        widths = zip(counts[1:], (8, 9, 8, 7), strict=True)
        shares = "".join(f"{count / counts[0]:{width}.3f}" for count, width in widths)
        print(f"{Path(name).name[:19]:20}{len(sizes):6}{counts[0]:7}{sum(sizes.values()) / WINDOW:8.1f}{shares}"
              f"{counts[3] / (counts[2] or 1):7.2f}{sum(c.violated for c in ours):9}{out_of_order(ours, graph):8}"
              f"{sum(len(c.parts) for c in cuts):6}{sum(c.lost for c in cuts):6}{seconds:8.2f}")
    edges = totals[0] or 1
    print(f"all {totals[0]} dependencies: random {totals[1] / edges:.3f}, deepseek {totals[2] / edges:.3f}, window "
          f"{totals[3] / edges:.3f}, at most {totals[4] / edges:.3f}; window / deepseek = "
          f"{totals[3] / (totals[2] or 1):.2f}\n")


def main(inputs: list[str]) -> None:
    """Print both tables."""
    specs = [find_spec(name) for name in PACKAGES]
    real(inputs or [str(Path(s.origin).parent) for s in specs if s and s.origin])
    print(f"{'CPU seconds':38}{'deepseek':>9}{'window':>9}{'cut':>9}")
    for title, graph in synthetic():
        marks = [time.process_time()]
        for mode in ("deepseek", "window"):
            components = order_components(*graph, mode, WINDOW)
            marks.append(time.process_time())
        for component in components:
            cut(component.paths, graph[0], component.edges, MAX_BYTES)
        marks.append(time.process_time())
        print(f"{title:38}" + "".join(f"{end - start:9.2f}" for start, end in pairwise(marks)))


if __name__ == "__main__":
    main(sys.argv[1:])
