import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from pipeline.config import Input
from pipeline.sources import read_source
from pipeline.sources.discover import discover
from pipeline.sources.raw_file import SourceRef


def make_package(root: Path, name: str, record: str | None) -> None:
    folder = root / f"{name}-1.5.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.5\n")
    if record is not None:
        (folder / "RECORD").write_text(record)


def test_installed_packages_are_listed_by_normalised_name() -> None:
    found = discover(["packages:installed"], Input())
    assert {ref.kind for ref in found} == {"package"}
    names = [ref.repo for ref in found]
    assert names == sorted(set(names))
    assert {"pytest", "charset-normalizer", "pyyaml"} <= set(names)


def test_an_installed_package_is_read() -> None:
    opened = read_source(SourceRef("package", "pytest", "pytest", 0), Input())
    rows = {f.path: f for f in opened.files}
    assert opened.commit == version("pytest")
    text = rows["_pytest/fixtures.py"].text
    assert text is not None and b"def " in text
    assert any(f.problem == "bad_path" for p, f in rows.items() if "bin/" in p)


def test_a_hostile_record_leads_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "site"
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "token").write_text("host token")
    make_package(root, "hostile_Pkg", "ok.py,,\n../secret/token,,\n/etc/passwd,,\ninner/token,,\ngone.py,,\nlink,,\n"
                                      "ok.py,,\na/../../secret/token,,\n")
    (root / "ok.py").write_text("1\n")
    (root / "inner").symlink_to(tmp_path / "secret")
    (root / "link").symlink_to(tmp_path / "secret" / "token")
    make_package(root, "listless", None)
    monkeypatch.setattr(sys, "path", [str(root)])
    refs = discover(["packages:installed"], Input())
    assert [ref.repo for ref in refs] == ["hostile-pkg", "listless"]
    rows = {f.path: f for f in read_source(refs[0], Input()).files}
    assert {p: f.problem for p, f in rows.items()} == {
        "ok.py": None, "../secret/token": "bad_path", "/etc/passwd": "bad_path", "inner/token": "symlink",
        "gone.py": "missing_object", "link": "symlink", "a/../../secret/token": "bad_path",
    }
    [row] = read_source(refs[1], Input()).files
    assert (row.problem, row.path) == ("unreadable_source", "")


def test_an_unknown_package_is_a_row() -> None:
    [row] = read_source(SourceRef("package", "no-such-package", "x", 0), Input()).files
    assert row.problem == "unreadable_source"


@pytest.mark.slow
def test_the_whole_environment_is_read() -> None:
    rows = 0
    for ref in discover(["packages:installed"], Input()):
        for row in read_source(ref, Input()).files:
            rows += 1
            assert row.path
            assert row.problem in (None, "binary", "too_large", "bad_path", "undecodable", "symlink", "missing_object")
    assert rows > 5000
