"""Where grammars come from: several installed packages, each with its own way to hand one over."""

import ctypes
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import tree_sitter

from pipeline.languages.language import Grammar


def load(grammar: Grammar) -> tree_sitter.Language:
    """The tree-sitter language of a catalogue entry.

    Raises:
        KeyError: no such package is known.
        LookupError: the package does not hold the grammar.
    """
    return PACKAGES[grammar.package](grammar.name)


def _from_language_pack(name: str) -> tree_sitter.Language:
    from tree_sitter_language_pack import get_language

    return get_language(name)


@cache
def _shared_library() -> ctypes.CDLL:
    """The library of tree-sitter-languages, whose own interface works with old versions of tree-sitter only."""
    spec = find_spec("tree_sitter_languages")
    if spec is None or spec.origin is None:
        raise LookupError("tree-sitter-languages is not installed")
    return ctypes.CDLL(str(Path(spec.origin).parent / "languages.so"))


def _from_shared_library(name: str) -> tree_sitter.Language:
    try:
        function = getattr(_shared_library(), f"tree_sitter_{name}")
    except AttributeError:
        raise LookupError(f"tree-sitter-languages holds no grammar {name}") from None
    function.restype = ctypes.c_void_p
    capsule = ctypes.pythonapi.PyCapsule_New
    capsule.restype = ctypes.py_object
    capsule.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
    return tree_sitter.Language(capsule(function(), b"tree_sitter.Language", None))


def _from_own_wheel(module: str) -> Callable[[str], tree_sitter.Language]:
    def from_wheel(name: str) -> tree_sitter.Language:
        found = import_module(module).language()
        return found if isinstance(found, tree_sitter.Language) else tree_sitter.Language(found)

    return from_wheel


PACKAGES: dict[str, Callable[[str], tree_sitter.Language]] = {
    "language-pack": _from_language_pack,
    "tree-sitter-languages": _from_shared_library,
    **{
        f"tree-sitter-{name}": _from_own_wheel(f"tree_sitter_{name.replace('-', '_')}")
        for name in ("batch", "bsv", "sas", "tonel-smalltalk", "vb-dotnet", "systemverilog", "c-sharp")
    },
}
