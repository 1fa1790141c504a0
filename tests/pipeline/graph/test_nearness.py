"""Counting dependencies within a window, against the definition; the shuffled order."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.graph import near_count, order_components, shuffled
from tests.pipeline.graph.graphs import alike, graphs


@given(graphs(), st.integers(1, 200))
def test_counts_pairs_whose_bytes_fit_into_one_window(graph, window):
    sizes, edges = graph
    order = sorted(sizes)

    def reach(src, dst):
        first, last = sorted((order.index(src), order.index(dst)))
        return sum(sizes[path] for path in order[first : last + 1])

    assert near_count(order, sizes, edges, window) == sum(reach(*edge) <= window for edge in edges)


def test_a_dependency_that_comes_later_counts_like_one_that_comes_before():
    sizes = {"a": 10, "b": 10, "c": 10}
    assert near_count("abc", sizes, [("a", "c"), ("c", "a"), ("b", "a")], 29) == 1
    assert near_count("abc", sizes, [("a", "c"), ("c", "a"), ("b", "a")], 30) == 3


def test_window_brings_users_of_far_apart_libraries_to_them():
    """Two libraries, each with users that sort among the other's: by path alone every pair is out of sight."""
    sizes = {"a_lib": 20, "b_lib": 20, "c": 40, "d": 40} | {f"u{i}": 10 for i in range(8)}
    edges = [("b_lib", "a_lib"), ("c", "b_lib"), ("d", "c")]
    edges += [(f"u{i}", "a_lib" if i % 2 else "b_lib") for i in range(8)]
    near = {}
    for mode in ("window", "deepseek"):
        (component,) = order_components(sizes, alike(edges), mode, 100)
        near[mode] = near_count(component.paths, sizes, edges, 100)
    assert near["window"] > near["deepseek"]


@given(st.sets(st.text(max_size=5)), st.text(max_size=3))
def test_shuffled_is_a_permutation_that_does_not_depend_on_the_order_given(paths, salt):
    assert sorted(shuffled(paths, salt)) == sorted(paths)
    assert shuffled(sorted(paths), salt) == shuffled(sorted(paths, reverse=True), salt)


def test_shuffled_differs_between_salts_and_from_sorted():
    paths = [f"f{index}" for index in range(20)]
    assert shuffled(paths, "0") != shuffled(paths, "1")
    assert shuffled(paths, "0") != sorted(paths)
