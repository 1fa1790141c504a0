"""Exchanges against what they claim to gain, and what a refined order keeps of the one it came from."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.graph import refine as module
from pipeline.graph.cycles import break_cycles, violated
from pipeline.graph.deepseek import deepseek_order
from pipeline.graph.nearness import near_edges
from pipeline.graph.refine import Layout, refine
from tests.pipeline.graph.graphs import graphs

WINDOW = 60


def connected(graph):
    """The largest component of a drawn graph: nodes, edges with weights, sizes, and the cycle of each node."""
    sizes, edges = graph
    numbers = {path: number for number, path in enumerate(sorted(sizes))}
    whole = nx.DiGraph()
    whole.add_nodes_from(numbers.values())
    whole.add_edges_from((numbers[dst], numbers[src], {"weight": int(w * 10)}) for (src, dst), w in edges.items())
    part = max(nx.weakly_connected_components(whole), key=lambda nodes: (len(nodes), min(nodes)), default=set())
    acyclic, cycles = break_cycles(whole)
    order = deepseek_order(sorted(part), acyclic)
    return order, whole, {n: c[0] for c in cycles for n in c}, {numbers[p]: size for p, size in sizes.items()}


def near_weight(order, graph, sizes):
    edges = [edge for edge in graph.edges if edge[0] in order]
    return sum(graph.edges[edge]["weight"] for edge in near_edges(order, sizes, edges, WINDOW))


@given(graphs(most=20))
def test_no_less_in_sight_and_no_more_backwards(graph):
    order, whole, cycle_of, sizes = connected(graph)
    better = refine(order, whole, cycle_of, sizes, WINDOW)
    assert sorted(better) == sorted(order)
    assert near_weight(better, whole, sizes) >= near_weight(order, whole, sizes)
    assert violated(better, whole) <= violated(order, whole)
    place = {node: index for index, node in enumerate(better)}
    for node, user in whole.edges(order):
        assert place[node] < place[user] or cycle_of[node] == cycle_of[user]


@given(graphs(most=20), st.data())
def test_an_exchange_gains_and_turns_what_it_says(graph, data):
    order, whole, cycle_of, sizes = connected(graph)
    if len(order) < 2:
        return
    links, layout, number = prepared(order, whole, cycle_of, sizes)
    cuts = st.lists(st.integers(0, len(order)), min_size=3, max_size=3, unique=True).map(sorted)
    first, middle, last = data.draw(cuts) if len(order) > 2 else (0, 1, 2)
    gain = module._gain(first, middle, last, links, layout, WINDOW, np.zeros(1, np.int64))
    turned = module._turned(first, middle, last, links, layout, np.zeros(1, np.int64))
    module._exchange(first, middle, last, layout)
    after = [sorted(order)[file] for file in layout.order]
    assert after == order[:first] + order[middle:last] + order[first:middle] + order[last:]
    assert [layout.place[number[node]] for node in after] == list(range(len(order)))
    assert gain == near_weight(after, whole, sizes) - near_weight(order, whole, sizes)
    assert turned == violated(after, whole) - violated(order, whole)


@given(graphs(most=20))
def test_compiled_and_plain_code_give_the_same_order(graph):
    order, whole, cycle_of, sizes = connected(graph)
    layouts = []
    for search in (module._kernel(), module._search):
        links, layout, _ = prepared(order, whole, cycle_of, sizes)
        if len(links.other):
            search(links, layout, WINDOW, 5_000)
        layouts.append(layout)
    assert all((one == two).all() for one, two in zip(*layouts, strict=True))


def test_users_of_two_libraries_are_sorted_apart():
    """A chain of two libraries with users taken in turn: refining alone brings each to its library."""
    sizes = {node: 15 if node < 2 else 5 for node in range(12)}
    graph = nx.DiGraph()
    graph.add_edges_from([(0, 1), *((node % 2, node) for node in range(2, 12))], weight=1)
    order = [0, 1, *range(2, 12)]
    assert near_weight(order, graph, sizes) < graph.number_of_edges()
    assert near_weight(refine(order, graph, {}, sizes, WINDOW), graph, sizes) == graph.number_of_edges()


@pytest.mark.parametrize(("size", "nodes"), [(1, 5), (100, 1)])
def test_nothing_to_gain(size, nodes):
    graph = nx.DiGraph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from([(node, node + 1) for node in range(nodes - 1)], weight=1)
    assert refine(range(nodes), graph, {}, dict.fromkeys(range(nodes), size), WINDOW) == list(range(nodes))


def prepared(order, graph, cycle_of, sizes):
    members = sorted(order)
    number = {node: index for index, node in enumerate(members)}
    files = np.array([number[node] for node in order], dtype=np.int64)
    size = np.array([sizes[node] for node in members], dtype=np.int64)
    place, start = np.empty_like(files), np.empty_like(files)
    place[files] = np.arange(len(files))
    start[files] = np.cumsum(size[files]) - size[files]
    return module._links(members, number, graph, cycle_of), Layout(files, place, start, size), number
