"""Compilation: with a cache, without one, with a damaged one, without numba."""

import sys

import numpy as np
import pytest

from pipeline.compiled import compile_kernel
from pipeline.minhash import shingles, signature

SOURCE = "def total(values):\n    result = 0\n    for value in values:\n        result += value\n    return result\n"
EXAMPLE = np.arange(3)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder for a module whose compiled code is kept beside it, the user's cache folder being out of order."""
    numba = pytest.importorskip("numba")
    monkeypatch.setattr(numba.config, "CACHE_DIR", "")
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, so that no folder can be made in it")
    monkeypatch.setenv("HOME", str(blocked))
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    (tmp_path / "package").mkdir()
    return tmp_path / "package"


def _function(folder):
    path = folder / "module.py"
    path.write_text(SOURCE)
    names = {}
    exec(compile(SOURCE, str(path), "exec"), names)
    return names["total"]


def test_compiled_code_is_kept_for_the_next_process(folder):
    assert compile_kernel(_function(folder), EXAMPLE)(EXAMPLE) == 3
    assert list((folder / "__pycache__").glob("*.nbi"))


def test_no_place_for_the_cache_is_no_error(folder):
    (folder / "__pycache__").write_text("as good as a folder that cannot be written")
    assert compile_kernel(_function(folder), EXAMPLE)(EXAMPLE) == 3


@pytest.mark.parametrize("pattern", ["*.nbi", "*.nbc"])
@pytest.mark.parametrize("damage", [b"", b"\x80\x05garbage"])
def test_a_damaged_cache_is_no_error(folder, pattern, damage):
    function = _function(folder)
    compile_kernel(function, EXAMPLE)
    for file in (folder / "__pycache__").glob(pattern):
        file.write_bytes(damage)
    assert compile_kernel(function, EXAMPLE)(EXAMPLE) == 3


def test_twins_take_over_without_numba(monkeypatch):
    monkeypatch.setitem(sys.modules, "numba", None)
    assert compile_kernel(sum, EXAMPLE) is None
    assert shingles.kernels.__wrapped__() == (shingles.hash_tokens_numpy, shingles.join_tokens_numpy)
    assert signature.kernel.__wrapped__() is signature.update_numpy


def test_twins_take_over_where_compilation_is_switched_off(monkeypatch):
    numba = pytest.importorskip("numba")
    monkeypatch.setattr(numba.config, "DISABLE_JIT", 1)
    assert shingles.kernels.__wrapped__() == (shingles.hash_tokens_numpy, shingles.join_tokens_numpy)
