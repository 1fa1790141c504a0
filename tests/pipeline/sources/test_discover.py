import itertools
import os
import socket
import tarfile
import zipfile
from pathlib import Path

import pytest

from pipeline.config import Input
from pipeline.errors import InputError
from pipeline.sources.discover import discover, left_out
from tests.pipeline.sources.reading import git, make_clone


def names(*paths: Path | str) -> dict[str, str]:
    """Kind of every source by its name."""
    found = discover([str(p) for p in paths], Input())
    assert [ref.repo for ref in found] == sorted({ref.repo for ref in found})
    return {ref.repo: ref.kind for ref in found}


def make_zip(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.py", "1\n")
    return path


def make_tar(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, "w") as archive:
        archive.addfile(tarfile.TarInfo("a"))
    return path


def make_bare(path: Path) -> Path:
    path.mkdir(parents=True)
    git(path, "init", "-q", "--bare")
    return path


def make_folder(path: Path) -> Path:
    path.mkdir(parents=True)
    (path / "a.py").write_text("1\n")
    return path


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    root = tmp_path / "dump"
    make_clone(root / "flask", {"a": b"1"})
    make_bare(root / "bare.git")
    make_clone(root / "owner" / "name", {"a": b"1"})
    make_bare(root / "owner" / "other.git")
    make_zip(root / "owner" / "third.whl")
    make_tar(root / "sdist-1.0.tar.gz")
    make_tar(root / "more.TGZ")
    make_zip(root / "z.zip")
    (root / "README").write_text("what this is\n")
    return root


DUMP = {
    "bare": "git", "flask": "git", "owner/name": "git", "owner/other": "git", "owner/third": "zip",
    "sdist-1.0": "tar", "more": "tar", "z": "zip",
}


def test_a_mixed_folder(dump: Path) -> None:
    assert names(dump) == DUMP


def test_what_lies_beside_repositories_is_named(dump: Path, tmp_path: Path) -> None:
    make_folder(dump / "no-clone" / "deep")
    inputs = [str(dump), str(make_folder(tmp_path / "plain")), "packages:installed"]
    assert left_out(inputs, discover(inputs, Input()), Input()) == [str(dump / "README"), str(dump / "no-clone")]


def test_single_sources(dump: Path, tmp_path: Path) -> None:
    assert names(dump / "flask") == {"flask": "git"}
    assert names(dump / "bare.git") == {"bare": "git"}
    assert names(dump / "z.zip") == {"z": "zip"}
    assert names(make_folder(tmp_path / "plain")) == {"plain": "folder"}


def test_order_of_arguments_and_naming_twice_change_nothing(dump: Path) -> None:
    arguments = [dump, dump / "flask", dump / "owner" / "name", dump / "flask" / ".." / "flask"]
    found = {tuple(discover([str(p) for p in order], Input())) for order in itertools.permutations(arguments)}
    assert len(found) == 1
    assert names(*arguments) == DUMP


def test_clashing_names_are_told_apart(tmp_path: Path) -> None:
    for place in ("x/one/r", "x/two/r", "y/one/r"):
        make_folder(tmp_path / place)
    paths = [tmp_path / "x/one/r", tmp_path / "x/two/r", tmp_path / "y/one/r"]
    assert list(names(*paths[:2])) == ["r~one", "r~two"]
    found = names(*paths)
    assert len(found) == 3
    assert "r~two" in found
    assert found == names(*paths[::-1])
    make_zip(tmp_path / "z" / "r.zip")
    make_tar(tmp_path / "z" / "r.tar")
    assert set(names(tmp_path / "z").values()) == {"zip", "tar"}


def test_a_source_tree_with_archives_among_its_tests_is_one_repository(tmp_path: Path) -> None:
    tree = make_folder(tmp_path / "tree")
    make_zip(tree / "tests" / "data.zip")
    (tree / "tests" / "test_a.py").write_text("1\n")
    assert names(tree) == {"tree": "folder"}


def test_links_and_special_files_are_passed_by(dump: Path, tmp_path: Path) -> None:
    secret = make_clone(tmp_path / "secret", {"a": b"1"})
    (dump / "linked").symlink_to(secret)
    (dump / "owner" / "linked").symlink_to(secret)
    (dump / "linked.zip").symlink_to(dump / "z.zip")
    os.mkfifo(dump / "pipe.tar.gz")
    os.mkfifo(dump / "owner" / "pipe.zip")
    with socket.socket(socket.AF_UNIX) as end:
        previous = Path.cwd()
        os.chdir(dump)
        end.bind("socket.zip")
        os.chdir(previous)
        assert names(dump) == DUMP


def test_a_link_named_by_the_user_is_followed(dump: Path, tmp_path: Path) -> None:
    (tmp_path / "here").symlink_to(dump)
    assert names(tmp_path / "here") == DUMP


def test_names_that_are_not_text(tmp_path: Path) -> None:
    make_folder(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\n")))
    [ref] = discover([os.fsdecode(os.fsencode(tmp_path) + b"/\xff\n")], Input())
    assert ref.repo == r"\xff\x0a"
    ref.location.encode("utf-8")
    from pipeline.sources import read_source

    assert [f.text for f in read_source(ref, Input()).files] == [b"1\n"]


def test_wrong_input_is_named_all_at_once(tmp_path: Path) -> None:
    (tmp_path / "empty" / "inner").mkdir(parents=True)
    (tmp_path / "file.txt").write_text("x")
    with pytest.raises(InputError) as caught:
        names(tmp_path / "nowhere", tmp_path / "empty", tmp_path / "file.txt", "packages:all")
    lines = str(caught.value).split("\n")
    assert len(lines) == 4
    for words in ("nowhere: there is no such", "empty: holds no files; accepted are git clones", "file.txt: neither",
                  "packages:all: no such input; did you mean packages:installed?"):
        assert any(words in line for line in lines), words


def test_no_input() -> None:
    with pytest.raises(InputError, match="accepted are"):
        discover([], Input())
