"""Small graphs for properties: files with sizes, and dependencies between them."""

from hypothesis import strategies as st


@st.composite
def graphs(draw, acyclic=False, most=12):
    """(sizes by path, weights by (src, dst)) with src depending on dst; names are in no particular order."""
    count = draw(st.integers(0, most))
    names = [f"f{number}" for number in draw(st.permutations(range(count)))]
    sizes = {name: draw(st.integers(0, 40)) for name in names}
    pairs = [
        (names[i], names[j]) for i in range(count) for j in range(count) if (i > j if acyclic else i != j)
    ]
    edges = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=3 * most)) if pairs else []
    weights = draw(st.lists(st.sampled_from([1.0, 0.5, 0.3]), min_size=len(edges), max_size=len(edges)))
    return sizes, dict(zip(edges, weights, strict=True))


def alike(edges):
    """The same weight for all edges."""
    return dict.fromkeys(edges, 1.0)


def reachable(edges):
    """For every file with dependencies, all files it needs directly or through others."""
    found = {src: {dst for other, dst in edges if other == src} for src, _ in edges}
    changed = True
    while changed:
        changed = False
        for needs in found.values():
            more = set().union(*(found.get(need, set()) for need in needs)) - needs
            needs |= more
            changed = changed or bool(more)
    return found
