"""Orders on real packages and on large synthetic graphs: dependencies within one window, and CPU seconds.

Run: `python bench/bench_order.py [PACKAGE_FOLDER...]`; without folders, packages installed in this environment.
"""

import ast
import random
import sys
import time
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from pipeline.documents import cut, sized
from pipeline.graph import Component, near_count, order_components, shuffled

WINDOW = 57_344  # 16,384 tokens of 3.5 bytes
MAX_BYTES = 1 << 20
PACKAGES = ("matplotlib", "networkx", "numba", "numpy", "pandas", "pyspark", "scipy", "fontTools", "mypy", "pip",
            "pygments", "setuptools", "hypothesis", "pydantic", "rich", "botocore", "_pytest")

Graph = tuple[dict[str, int], list[tuple[str, str]]]


def python_graph(root: Path) -> Graph:
    """Sizes and dependencies of a Python package, read with ast; good enough to compare orders."""
    trees = {}
    sizes = {}
    for file in sorted(root.rglob("*.py")):
        path = file.relative_to(root.parent).as_posix()
        try:
            trees[path] = ast.parse(file.read_bytes())
        except (SyntaxError, ValueError):
            continue
        sizes[path] = sized(file.stat().st_size, f"# {path}")
    known = {_module(path): path for path in trees}
    wanted = {(path, known.get(name)) for path, tree in trees.items() for name in _imported(tree, path, known)}
    return sizes, sorted((path, other) for path, other in wanted if other is not None and other != path)


def _module(path: str) -> tuple[str, ...]:
    parts = path.removesuffix(".py").split("/")
    return tuple(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(tree: ast.AST, path: str, known: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (tuple(alias.name.split(".")) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = path.split("/")[: -node.level] if node.level else []
            base = (*above, *(node.module.split(".") if node.module else ()))
            yield from ((*base, alias.name) if (*base, alias.name) in known else base for alias in node.names)


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
        yield title, ({name: rng.randint(200, 20_000) for name in names}, [(names[a], names[b]) for a, b in edges])


def share(components: list[Component], graph: Graph, random_order: bool = False) -> float:
    """Share of dependencies within one window."""
    sizes, edges = graph
    orders = [shuffled(c.paths, "bench") if random_order else c.paths for c in components]
    near = sum(near_count(o, sizes, c.edges, WINDOW) for o, c in zip(orders, components, strict=True))
    return near / max(len(edges), 1)


def main(folders: list[str]) -> None:
    """Print both tables."""
    specs = [find_spec(name) for name in PACKAGES]
    roots = [Path(folder) for folder in folders] or [Path(s.origin).parent for s in specs if s and s.origin]
    print(f"{'package':14}{'files':>6}{'edges':>7}{'windows':>8}{'random':>8}{'deepseek':>9}{'window':>8}{'ratio':>7}"
          f"{'violated':>9}{'parts':>6}{'cut edges':>10}")
    totals = [0.0, 0.0]
    for root in roots:
        graph = python_graph(root)
        plain, near = (order_components(*graph, mode, WINDOW) for mode in ("deepseek", "window"))
        cuts = [cut(c.paths, graph[0], c.edges, MAX_BYTES) for c in near]
        shares = share(plain, graph, True), share(plain, graph), share(near, graph)
        for place in (0, 1):
            totals[place] += shares[place + 1] * len(graph[1])
        print(f"{root.name:14}{len(graph[0]):6}{len(graph[1]):7}{sum(graph[0].values()) / WINDOW:8.1f}{shares[0]:8.3f}"
              f"{shares[1]:9.3f}{shares[2]:8.3f}{shares[2] / (shares[1] or 1):7.2f}{sum(c.violated for c in near):9}"
              f"{sum(len(c.parts) for c in cuts):6}{sum(c.lost for c in cuts):10}")
    print(f"all dependencies: window / deepseek = {totals[1] / (totals[0] or 1):.2f}\n")
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
