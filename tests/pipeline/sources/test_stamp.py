"""What sources are recognised by: another when their content is, the same when nothing happened."""

import os
import zipfile

import pytest

from pipeline.config import Input
from pipeline.sources.discover import discover
from pipeline.sources.metadata import Facts
from pipeline.sources.opt_out_list import read_opt_out
from pipeline.sources.package import installed_packages
from pipeline.sources.raw_file import SourceRef
from pipeline.sources.stamp import stamp
from tests.pipeline.sources.reading import git, make_clone


def stamp_of(path):
    (ref,) = discover([str(path)], Input())
    return stamp(ref)


def test_a_clone_has_its_commit(tmp_path):
    clone = make_clone(tmp_path / "r", {"a.py": b"a = 1\n"})
    first = stamp_of(clone)
    (clone / "a.py").write_bytes(b"a = 2\n")  # not committed: not read either
    git(clone, "gc", "-q")
    assert stamp_of(clone) == first
    git(clone, "commit", "-q", "-a", "-m", "more")
    second = stamp_of(clone)
    assert second != first
    git(clone, "reset", "-q", "--hard", "HEAD~1")
    assert stamp_of(clone) == first
    (clone / ".git" / "HEAD").write_text("ref: refs/heads/none\n")
    assert stamp_of(clone) not in (first, second, None), "that it cannot be read is known, too"


def change_content(path):
    path.write_bytes(b"b" * path.stat().st_size)


@pytest.mark.parametrize("change", [
    change_content, lambda path: path.unlink(), lambda path: path.rename(path.with_name("other.py")),
    lambda path: os.utime(path, ns=(1, 1)), lambda path: (path.unlink(), path.symlink_to("a.py")),
    lambda path: (path.parent / "new.py").write_text(""),
])
def test_a_folder_has_names_sizes_and_times(tmp_path, change):
    for name in ("a.py", "deep/b.py", "deep/c.py"):
        (tmp_path / "r" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "r" / name).write_text(name)
    os.utime(tmp_path / "r" / "deep" / "b.py", ns=(5, 5))
    first = stamp_of(tmp_path / "r")
    assert stamp_of(tmp_path / "r") == first
    change(tmp_path / "r" / "deep" / "b.py")
    assert stamp_of(tmp_path / "r") not in (first, None)


def test_where_a_link_leads_counts_and_what_is_there_does_not(tmp_path):
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "b.py").write_text("b = 1\n")
    (tmp_path / "r" / "a.py").symlink_to("../outside")
    first = stamp_of(tmp_path / "r")
    (tmp_path / "outside").write_text("x")
    assert stamp_of(tmp_path / "r") == first
    (tmp_path / "r" / "a.py").unlink()
    (tmp_path / "r" / "a.py").symlink_to("../outsidf")
    assert stamp_of(tmp_path / "r") != first


def test_an_archive_has_size_and_time(tmp_path):
    place = tmp_path / "r.zip"
    with zipfile.ZipFile(place, "w") as packed:
        packed.writestr("a.py", "a = 1\n")
    os.utime(place, ns=(5, 5))
    first = stamp_of(place)
    assert stamp_of(place) == first
    os.utime(place, ns=(5, 6))
    assert stamp_of(place) != first


def test_a_package_has_version_and_files():
    packages = {ref.repo: ref for ref in installed_packages()}
    found = stamp(packages["pytest"])
    assert found is not None and found == stamp(packages["pytest"]) != stamp(packages["hypothesis"])
    assert stamp(SourceRef("package", "no-such-package", "no-such-package", 0)) is None


def test_what_is_not_there_has_none(tmp_path):
    assert stamp(SourceRef("zip", str(tmp_path / "no.zip"), "no", 0)) is None
    assert stamp(SourceRef("folder", str(tmp_path / "no"), "no", 0)) is None
    assert stamp(SourceRef("git", str(tmp_path / "no"), "no", 0)) is None


def test_the_opt_out_list_counts_where_it_names_the_repository(tmp_path):
    make_clone(tmp_path / "in" / "acme" / "a", {"a.py": b"a = 1\n"})
    (ref,) = discover([str(tmp_path / "in")], Input())

    def listed(*lines):
        (tmp_path / "list.txt").write_text("".join(f"{line}\n" for line in lines))
        return stamp(ref, read_opt_out(str(tmp_path / "list.txt")))

    assert listed() == listed("other/*", "other/a:docs") == stamp(ref)
    stamps = [stamp(ref), listed("acme/a"), listed("acme/a:docs"), listed("acme/a:docs", "acme/a:src")]
    assert len(set(stamps)) == 4
    assert stamp(ref, facts=Facts(stars=9, forks=9)) == stamp(ref) != stamp(ref, facts=Facts(last_commit=9))
