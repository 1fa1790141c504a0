"""What both orders promise, on random graphs, and that large ones neither recurse nor stall."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.graph import near_count, order_components
from tests.pipeline.graph.algorithm_1 import algorithm_1, disconnected
from tests.pipeline.graph.graphs import alike, graphs, reachable

WINDOW = 60
MODES = pytest.mark.parametrize("mode", ["window", "deepseek"])


@MODES
@given(graph=graphs())
def test_every_file_once_in_the_component_it_belongs_to(mode, graph):
    sizes, edges = graph
    components = order_components(sizes, edges, mode, WINDOW)
    assert sorted(path for component in components for path in component.paths) == sorted(sizes)
    assert {frozenset(c.paths) for c in components} == {frozenset(group) for group in disconnected(sizes, edges)}
    assert sorted(edge for component in components for edge in component.edges) == sorted(edges)
    assert all({*src_dst} <= set(component.paths) for component in components for src_dst in component.edges)


@MODES
@given(graph=graphs())
def test_largest_component_first_then_by_first_path(mode, graph):
    components = order_components(*graph, mode, WINDOW)
    keys = [(-len(component.paths), min(component.paths)) for component in components]
    assert keys == sorted(keys)


@MODES
@given(graph=graphs())
def test_a_dependency_between_cycles_comes_before_its_dependent(mode, graph):
    sizes, edges = graph
    needs = reachable(edges)
    for component in order_components(sizes, edges, mode, WINDOW):
        place = {path: index for index, path in enumerate(component.paths)}
        back = [(src, dst) for src, dst in component.edges if place[dst] > place[src]]
        assert all(src in needs.get(dst, ()) for src, dst in back)
        assert component.violated == len(back)


@MODES
@given(graph=graphs())
def test_cycles_are_counted(mode, graph):
    sizes, edges = graph
    needs = reachable(edges)
    in_cycles = [path for path in sizes if path in needs.get(path, ())]
    cycles = {frozenset(b for b in in_cycles if b in needs[a] and a in needs[b]) for a in in_cycles}
    assert sum(component.cycles for component in order_components(sizes, edges, mode, WINDOW)) == len(cycles)


@MODES
@given(graph=graphs(), random=st.randoms(use_true_random=False))
def test_order_of_the_input_does_not_matter(mode, graph, random):
    sizes, edges = graph
    files, weighted = list(sizes.items()), [*edges.items(), *(((path, path), 1.0) for path in sizes)]
    random.shuffle(files)
    random.shuffle(weighted)
    assert order_components(dict(files), dict(weighted), mode, WINDOW) == order_components(sizes, edges, mode, WINDOW)


@given(graphs(acyclic=True))
def test_deepseek_equals_algorithm_1_where_there_are_no_cycles(graph):
    sizes, edges = graph
    ours = [list(component.paths) for component in order_components(sizes, edges, "deepseek", WINDOW)]
    assert sorted(ours) == sorted(algorithm_1(sorted(sizes), set(edges)))


@given(graphs())
def test_window_never_has_fewer_dependencies_in_sight_than_deepseek(graph):
    sizes, edges = graph
    near = {
        mode: [near_count(c.paths, sizes, c.edges, WINDOW) for c in order_components(sizes, edges, mode, WINDOW)]
        for mode in ("window", "deepseek")
    }
    assert all(ours >= theirs for ours, theirs in zip(near["window"], near["deepseek"], strict=True))


def test_algorithm_1_alone_lets_a_dependent_overtake_a_cycle_and_ours_does_not():
    sizes, edges = dict.fromkeys("abc", 1), alike([("b", "c"), ("c", "b"), ("a", "b")])
    assert algorithm_1("abc", set(edges))[0][0] == "a"
    for mode in ("window", "deepseek"):
        order = order_components(sizes, edges, mode, WINDOW)[0].paths
        assert order.index("a") > order.index("b")


@MODES
def test_in_a_cycle_what_only_types_need_is_given_up(mode):
    for first, last in (("a", "b"), ("b", "a")):
        (component,) = order_components({"a": 1, "b": 1}, {(first, last): 1.0, (last, first): 0.5}, mode, WINDOW)
        assert (component.paths, component.violated) == ((last, first), 1)


@MODES
def test_an_edge_to_an_unknown_file_is_an_error(mode):
    with pytest.raises(KeyError):
        order_components({"a": 1}, alike([("a", "b")]), mode, WINDOW)


def chain(count):
    return [(i + 1, i) for i in range(count - 1)]


def two_cycles(count):
    return [pair for i in range(0, count, 2) for pair in ((i, i + 1), (i + 1, i), (i, max(i - 1, 0)))]


@pytest.mark.slow
@MODES
@pytest.mark.parametrize(
    ("count", "edges", "cycles", "violated"),
    [
        pytest.param(2_000, chain(2_000), 0, 0, id="chain"),
        pytest.param(2_000, [*chain(2_000), (0, 1_999)], 1, 1, id="cycle"),
        pytest.param(2_000, two_cycles(2_000), 1_000, 1_000, id="chained 2-cycles"),
        pytest.param(100, [(i, j) for i in range(100) for j in range(100)], 1, 4_950, id="complete"),
        pytest.param(5_000, [(i, 0) for i in range(5_000)], 0, 0, id="star"),
    ],
)
def test_shapes_that_break_recursive_or_quadratic_code(mode, count, edges, cycles, violated):
    names = [f"{index:06d}" for index in range(count)]
    named = alike((names[src], names[dst]) for src, dst in edges)
    (component,) = order_components(dict.fromkeys(names, 3_000), named, mode, 57_344)
    assert (len(component.paths), component.cycles, component.violated) == (count, cycles, violated)
