"""The nearest of many paths, by a table and by looking at each; and names that thousands of files declare."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.imports.declared_table import MOST_PARTS
from pipeline.imports.go_packages import MOST_DEFINING
from pipeline.imports.index import MOST_ENDINGS, Endings, Nearest, RepositoryIndex
from tests.pipeline.imports.reading import edges, index

PATHS = st.lists(st.sampled_from("ab"), min_size=1, max_size=5).map("/".join)


@given(st.lists(PATHS, max_size=8), PATHS)
def test_the_table_gives_what_looking_at_each_gives(paths, importer):
    assert Nearest(paths).to(importer) == RepositoryIndex(paths, (), {}).nearest(paths, importer)


@given(st.sets(PATHS, max_size=12), PATHS, st.integers(1, 3))
def test_paths_that_end_in_a_tail_are_those_that_say_so(paths, tail, count):
    ending = {path for path in paths if f"/{path}".endswith(f"/{tail}")}
    found = Endings(paths).first(tail, count)
    assert len(found) == min(count, len(ending))
    assert set(found) <= ending
    assert RepositoryIndex(paths, (), {}).ending_in(tail) == sorted(ending)


def test_a_name_that_too_many_paths_end_in_says_nothing():
    def found(files):
        return len(RepositoryIndex([f"{n}/x.m" for n in range(files)], (), {}).ending_in("x.m"))

    assert (found(MOST_ENDINGS), found(MOST_ENDINGS + 1)) == (MOST_ENDINGS, 0)


def test_a_beginning_that_too_many_manifests_define_says_nothing():
    def found(manifests):
        folders = [f"p{n:03}" for n in range(manifests)]
        texts = {f"{folder}/pubspec.yaml": b"name: same\n" for folder in folders}
        texts |= {f"{folder}/lib/a.dart": b"class A {}\n" for folder in folders}
        return edges(index({**texts, "p000/bin/user.dart": b"import 'package:same/a.dart';\n"})).edges

    assert [edge.dst for edge in found(MOST_ENDINGS)] == ["p000/lib/a.dart"]
    assert not found(MOST_ENDINGS + 1)


def test_what_too_many_scripts_define_says_nothing_where_only_those_beside_count(monkeypatch):
    monkeypatch.setattr("pipeline.imports.declared_table.MOST_PARTS", 5)

    def found(scripts):
        others = {f"p{n:03}/R/a.R": b"helper <- function(x) x\n" for n in range(1, scripts)}
        beside = {"R/a.R": b"helper <- function(x) x\n", "R/user.R": b"y <- helper(1)\n"}
        return len(edges(index(others | beside)).edges)

    assert (found(5), found(6)) == (1, 0)


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
