import stat
from pathlib import Path

import pytest

from pipeline.errors import UserError
from pipeline.java import SHIM, java_version, use_java


def fake_java(folder, version, status=0):
    java = folder / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\nexit {status}\n")
    java.chmod(java.stat().st_mode | stat.S_IXUSR)
    return java


@pytest.mark.parametrize(("text", "version"), [("17.0.15", 17), ("1.8.0_402", 8), ("21", 21), ("25-ea", 25)])
def test_versions_are_read(tmp_path, text, version):
    assert java_version(fake_java(tmp_path / "java", text)) == version


def test_a_java_that_fails_has_no_version(tmp_path):
    assert java_version(fake_java(tmp_path / "java", "17", status=1)) is None
    assert java_version(tmp_path / "missing") is None


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_java_home_is_preferred(tmp_path, cache):
    java = fake_java(tmp_path / "home", "17.0.2")
    environment = {"JAVA_HOME": str(tmp_path / "home"), "PATH": str(fake_java(tmp_path / "path", "21.0.1").parent)}
    assert use_java(environment) == java
    home = Path(environment["JAVA_HOME"])
    assert home.is_relative_to(cache)
    assert java_version(home / "bin" / "java") == 17


def test_an_old_java_home_gives_way_to_path(tmp_path):
    home = fake_java(tmp_path / "home", "11.0.2").parent.parent
    java = fake_java(tmp_path / "path", "21.0.1")
    assert use_java({"JAVA_HOME": str(home), "PATH": str(java.parent)}) == java


def test_without_any_java_the_wheel_is_used(tmp_path):
    environment = {"PATH": str(tmp_path / "nothing")}
    assert java_version(use_java(environment)) == 21
    assert java_version(Path(environment["JAVA_HOME"]) / "bin" / "java") == 21


def test_without_java_and_wheel_it_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.java._wheel_java", lambda: None)
    old = fake_java(tmp_path / "home", "11.0.2").parent.parent
    with pytest.raises(UserError, match=r"version 11.*JAVA_HOME"):
        use_java({"JAVA_HOME": str(old), "PATH": ""})


def test_the_shim_takes_one_option_away(tmp_path):
    import subprocess

    inner = tmp_path / "inner"
    inner.write_text('#!/bin/sh\nfor a; do echo "$a"; done\n')
    shim = tmp_path / "shim"
    shim.write_text(SHIM.format(java=inner))
    for path in (inner, shim):
        path.chmod(0o755)
    out = subprocess.run([shim, "-Xmx1g", "--add-modules=jdk.incubator.vector", "a b"], capture_output=True, text=True)
    assert out.stdout.splitlines() == ["-Xmx1g", "a b"]
