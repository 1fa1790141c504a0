from collections.abc import Iterator

from pipeline.config import Input
from pipeline.sources.raw_file import RawFile
from pipeline.sources.rows import SourceError, complete, content_row, problem_row


def failing(*files: RawFile, error: Exception) -> Iterator[RawFile]:
    yield from files
    raise error


def test_the_first_of_equal_paths_keeps_its_text() -> None:
    rows = list(complete(iter([content_row(b"a", b"1"), content_row(b"a", b"2"), content_row(b"A", b"3")]), Input()))
    assert [(f.path, f.text, f.problem) for f in rows] == [
        ("a", b"1", None), ("a", None, "duplicate_path"), ("A", b"3", None),
    ]
    assert rows[1].sha256 is not None
    assert rows[1].encoding is None


def test_errors_become_rows() -> None:
    [row] = complete(failing(error=ValueError("\x1b[31m" + "x" * 500)), Input())
    assert (row.path, row.problem) == ("", "unreadable_source")
    assert row.detail is not None
    assert "\x1b" not in row.detail
    rows = list(complete(failing(content_row(b"a", b"1"), error=SourceError("cut", "bomb")), Input()))
    assert [f.problem for f in rows] == [None, "bomb"]
    rows = list(complete(failing(content_row(b"a", b"1"), error=RecursionError()), Input()))
    assert [f.problem for f in rows] == [None, "damaged"]


def test_limits_and_emptiness() -> None:
    assert [f.problem for f in complete(iter([]), Input())] == ["empty_source"]
    many = iter([content_row(b"%d" % n, b"") for n in range(5)])
    assert [f.problem for f in complete(many, Input(max_repo_files=3))] == [None] * 3 + ["too_many_files"]


def test_a_bad_path_goes_before_other_problems() -> None:
    assert problem_row(b"../a", 5, "symlink").problem == "bad_path"
    assert content_row(b"../a", b"\0").problem == "bad_path"
