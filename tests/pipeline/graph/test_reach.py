"""How much of a repository depends on a file, beside networkx's own answer."""

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from pipeline.graph import reach
from pipeline.graph.reach import Ties, ties

names = st.sampled_from("abcdefgh")
edges = st.sets(st.tuples(names, names).filter(lambda pair: pair[0] != pair[1]), max_size=20)


@given(edges)
def test_counts_equal_networkx(pairs):
    graph = nx.DiGraph(pairs)
    graph.add_nodes_from("abcdefgh")
    found = ties("abcdefgh", pairs)
    for name in "abcdefgh":
        expected = Ties(graph.in_degree(name), graph.out_degree(name), len(nx.ancestors(graph, name)) / 7)
        assert found[name] == expected


def test_a_file_alone():
    assert ties(["a"], []) == {"a": Ties(0, 0, 0.0)}


def test_of_components_that_are_too_large_the_share_is_not_told(monkeypatch):
    monkeypatch.setattr(reach, "MAX_TIED", 2)
    found = ties("abcde", [("a", "b"), ("b", "c"), ("d", "e")])
    assert found["b"] == Ties(1, 1, None)
    assert found["e"] == Ties(1, 0, 1 / 4)
