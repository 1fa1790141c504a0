from pipeline.imports.index import RepositoryIndex
from tests.pipeline.imports import reading


def edges_of(paths, name):
    importing = b"import net.graph\nfrom net.algorithms import flow\nimport net\n"
    texts = {path: importing if path == "main.py" else b"x = 1\n" for path in paths}
    found = reading.index(texts)
    return {(e.src, e.dst) for e in reading.edges(RepositoryIndex(found.paths, found.files.values(), {}, name)).edges}


PATHS = ["__init__.py", "main.py", "graph.py", "algorithms/__init__.py", "algorithms/flow.py"]


def test_a_repository_that_is_a_package_resolves_its_own_name():
    expected = {("main.py", "graph.py"), ("main.py", "algorithms/flow.py"), ("main.py", "__init__.py")}
    assert edges_of(PATHS, "net") == expected


def test_another_name_means_another_package():
    assert edges_of(PATHS, "other") == set()


def test_a_repository_that_is_no_package_has_no_own_name():
    assert edges_of(PATHS[1:], "net") == set()


