"""README and build files first, and what stays where it is."""

from hypothesis import given

from pipeline.graph import order_components, with_front
from tests.pipeline.graph.graphs import alike, graphs

CODE = alike([("src/b.py", "src/a.py"), ("src/c.py", "src/b.py")])


def documents(*others, edges=CODE):
    files = [*{path for pair in edges for path in pair}, *others]
    components = order_components(dict.fromkeys(files, 1), edges, "window", 100)
    return [component.paths for component in with_front(components)]


def test_readme_then_build_files_by_path_then_code():
    found = documents("setup.py", "README.rst", "Makefile", "docs/README.md", "notes.md")
    code = ("src/a.py", "src/b.py", "src/c.py")
    assert found == [("README.rst", "Makefile", "setup.py", *code), ("docs/README.md",), ("notes.md",)]


def test_what_has_dependencies_keeps_its_place():
    edges = CODE | alike([("setup.py", "src/c.py"), ("README.md", "docs/a.md")])
    assert documents("README.txt", edges=edges) == [
        ("README.txt", "src/a.py", "src/b.py", "src/c.py", "setup.py"), ("docs/a.md", "README.md"),
    ]


def test_without_dependencies_every_file_is_alone():
    assert documents("README.md", "a.py", edges={}) == [("README.md",), ("a.py",)]
    assert with_front([]) == []


@given(graphs())
def test_nothing_is_lost_and_other_components_do_not_change(graph):
    components = order_components(*graph, "window", 60)
    assert with_front(components) == components
