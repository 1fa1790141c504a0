import pytest

from pipeline.evaluation.repositories import documents_of, repositories
from pipeline.evaluation.repository_questions import asking, lines
from tests.pipeline.evaluation.small import BASE, USER


@pytest.fixture(scope="module")
def held(corpus):
    return repositories(corpus, {"one"}.__contains__, 1 << 20)


def test_only_the_repositories_that_are_wanted(corpus, held):
    assert [document.repo for document in documents_of(corpus, {"two"}.__contains__)] == ["two"]
    assert [repository.name for repository in held] == ["one"]
    assert list(held[0].files) == ["pkg/base.py", "pkg/user.py", "pkg/copy.py"]
    assert held[0].needs() == {"pkg/user.py": {"pkg/base.py"}, "pkg/copy.py": {"pkg/base.py"}}
    assert "".join(file.block for file in held[0].files.values()).startswith(f"# pkg/base.py\n{BASE}\n# pkg/user.py\n")
    assert repositories(corpus, {"one"}.__contains__, 10) == []


def test_files_that_name_what_others_define_and_that_no_other_repository_has(held):
    asked = asking(held, 9, seed=1)
    assert [one.file.path for one in asked] == ["pkg/user.py"]  # pkg/copy.py is context only
    assert [(USER[each.start : each.end], each.imported) for each in asked[0].mentions] == [
        ("Shape", True), ("make", True), ("Shape", False), ("make", False), ("make", False)]
    assert asking(held, 0, seed=1) == []


def test_the_context_is_what_the_graph_says_as_far_as_it_fits(held):
    [asked] = asking(held, 9, seed=1)
    block = f"# pkg/base.py\n{BASE}\n"
    assert asked.context(len(block), len) == block
    assert asked.context(len(block) - 1, len) == block[:-1]  # its first lines
    assert asked.context(40, len) == "# pkg/base.py\nclass Shape:\n" and asked.context(5, len) == ""


def test_a_random_context_is_of_any_other_files(held):
    [asked] = asking(held, 9, seed=1)
    blocks = {file.path: file.block for file in held[0].files.values()}
    whole = asked.random_context(10_000, len)
    assert whole in {blocks["pkg/base.py"] + blocks["pkg/copy.py"], blocks["pkg/copy.py"] + blocks["pkg/base.py"]}
    assert asked.random_context(len(blocks["pkg/copy.py"]), len) == blocks["pkg/copy.py"]
    first = whole.splitlines(keepends=True)[0]
    assert asked.random_context(len(first), len) == first


def test_lines_begin_at_a_name_and_are_no_imports(held):
    found = {seed: lines(asking(held, 9, seed), 9, seed) for seed in range(20)}
    assert found == {seed: lines(asking(held, 9, seed), 9, seed) for seed in range(20)}
    assert {line.rest for some in found.values() for line in some} == {"Shape):", "make(4), make(4)]"}
    for some in found.values():
        for line in some:
            assert (line.prefix + line.rest) in f"# pkg/user.py\n{USER}"
    assert lines(asking(held, 9, 1), 0, 1) == []
