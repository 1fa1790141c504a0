"""What a file's name and text say about its language, and which paths are third-party."""

import re
import subprocess
import sys
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages.catalogue import languages
from pipeline.languages.detect import HEAD_BYTES, Detection, detect, vendored

TABLE = yaml.safe_load((Path(__file__).parent / "detections.yaml").read_text("utf-8"))
CASES = [(path, text, language) for language, files in TABLE.items() for path, text in files.items()]


@pytest.mark.parametrize(("path", "text", "language"), CASES, ids=[f"{each[2]}:{each[0]}" for each in CASES])
def test_language_of_a_file(path: str, text: str, language: str):
    assert detect(path, text.encode()).language == (None if language == "none" else language)


def test_every_language_has_a_case():
    assert set(TABLE) - {"none"} == set(languages())


def test_every_own_rule_has_a_case():
    for language in languages().values():
        names = [Path(path).name for path in TABLE[language.name]]
        untested = [glob for glob in language.files if not any(fnmatchcase(name, glob) for name in names)]
        assert not untested, f"{language.name}: {untested}"


@pytest.mark.parametrize(
    ("program", "language"),
    [(program, language.name) for language in languages().values() for program in language.interpreters],
)
def test_own_interpreters(program: str, language: str):
    """Linguist would not have known them, by a path, through env, with options and assignments."""
    import enry

    assert enry.get_language("run", f"#!/usr/bin/{program}\nx\n".encode()) == ""
    for line in (f"/usr/bin/{program}", f"/usr/bin/env {program} -x", f" /usr/bin/env -S A=1 {program} -x"):
        assert detect("run", f"#!{line}\nx\n".encode()).language == language


def test_linguist_name_is_kept_for_languages_outside_the_catalogue():
    assert detect("a.nim", b"echo 1\n") == Detection(None, "Nim")
    assert detect("a.nothing", b"\n") == Detection(None, "")


def test_own_rule_gives_the_catalogues_linguist_name():
    assert detect("a.mpl", b"f := proc(x) x end proc:\n") == Detection("maple", "Maple")
    assert detect("Dockerfile.dev", b"FROM a\n") == Detection("dockerfile", "Dockerfile")


def test_folders_do_not_count():
    assert detect("Makefile.d/a.py/notes.txt", b"FROM a\n").language is None
    assert detect("x.cpp/b.py", b"") == detect("b.py", b"")


def test_text_behind_the_head_does_not_count():
    far = b"\n" * HEAD_BYTES + b"class A { public: int x; };\n"
    assert detect("a.h", far) == detect("a.h", b"\n" * HEAD_BYTES)


@given(st.text(max_size=30), st.binary(max_size=200))
def test_any_name_and_any_bytes_have_an_answer(name: str, text: bytes):
    found = detect(name, text)
    assert found.language is None or found.language in languages()
    assert found == detect(name, text)
    assert vendored(name) in (True, False)


def test_lone_surrogates_and_nul_in_paths():
    assert detect("a\udcff/b\0\ud800.py", b"").language == "python"
    assert not vendored("a\udcff/b\0.py")


def test_engine_is_not_loaded_before_it_is_needed():
    """It embeds the Go runtime, which a driver must not carry through a fork."""
    code = "import sys, pipeline.languages.detect; sys.exit(any(name.startswith('enry') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_linguist_names_are_known_to_the_engine():
    import enry

    names = {name for language in languages().values() for name in language.linguist}
    assert {name for name in names if enry.get_language_type(name) == "unknown"} == {"Maple"}


FOREIGN = """
vendor/a.go app/vendor/a.rb third_party/a.c node_modules/a/index.js node_modules/a/index.d.ts deps/lua/a.c
a.min.js css/a.min.css dist/bundle.js dist/index.d.ts jquery-3.1.js bootstrap.css configure gradlew
pip/_vendor/urllib3/a.py a/_vendored/b.py env1/lib/python3.11/site-packages/a.py Pods/A/A.h
"""
OWN = """
a.py setup.py tests/test_a.py test/a.py tests/fixtures/a.py testdata/a.go docs/a.md docs/conf.py examples/a.py
types/a.d.ts src/a.d.mts src/cache/a.go src/env/a.ts django/core/cache/backends/base.py .github/workflows/a.yml
Jenkinsfile Vagrantfile debian/rules vendor.py _vendor.py lib/vendor.js src/lib/a.c .vscode/settings.json proguard.pro
"""


@pytest.mark.parametrize("path", FOREIGN.split())
def test_third_party_paths(path: str):
    assert vendored(path)


@pytest.mark.parametrize("path", OWN.split())
def test_own_paths(path: str):
    assert not vendored(path)


def test_patterns_stay_quick_on_hostile_text():
    """No pattern backtracks: a head of one repeated character, or of what the pattern begins with, is soon done."""
    patterns = {text for language in languages().values() for text in language.files.values() if text}
    for pattern in patterns:
        for piece in (b" ", b"a", b"a ", b"\n", b"a:", b"\t\n", b"//\n"):
            re.search(pattern.encode(), (piece * HEAD_BYTES)[:HEAD_BYTES])
