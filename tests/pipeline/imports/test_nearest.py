"""The nearest of many paths, by a table and by looking at each; and names that thousands of files declare."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.imports.declared_table import MOST_PARTS
from pipeline.imports.go_packages import MOST_DEFINING
from pipeline.imports.index import Nearest, RepositoryIndex
from tests.pipeline.imports.reading import edges, index

PATHS = st.lists(st.sampled_from("ab"), min_size=1, max_size=5).map("/".join)


@given(st.lists(PATHS, max_size=8), PATHS)
def test_the_table_gives_what_looking_at_each_gives(paths, importer):
    assert Nearest(paths).to(importer) == RepositoryIndex(paths, (), {}).nearest(paths, importer)


def test_parts_are_all_meant_unless_there_are_too_many():
    def found(parts):
        texts = {f"p{n:03}.cs": b"namespace N { partial class A { } }" for n in range(parts)}
        return len(edges(index({**texts, "user.cs": b"namespace N { class B { A a; } }"})).edges)

    assert (found(MOST_PARTS), found(MOST_PARTS + 1)) == (MOST_PARTS, 1)


def test_what_too_many_go_files_define_says_nothing():
    def found(files):
        texts = {f"f{n:03}.go": b"package p\nfunc F() {}\n" for n in range(files)}
        return len(edges(index({**texts, "user.go": b"package p\nfunc G() { F() }\n"})).edges)

    assert (found(MOST_DEFINING), found(MOST_DEFINING + 1)) == (MOST_DEFINING, 0)
