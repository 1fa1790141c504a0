"""Grammars out of installed packages, as tree-sitter languages."""

import ctypes
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tree_sitter import Language

from pipeline.languages.language import Grammar

# PyCapsule_New keeps the pointer to its name, so the name must live as long as the process.
_CAPSULE_NAME = b"tree_sitter.Language"


class GrammarError(ValueError):
    """A grammar or import query that cannot be used: an error of the catalogue or the installation, never of a file."""


def load(grammar: Grammar) -> Language:
    """Load a grammar.

    Raises:
        GrammarError: the package is unknown or not installed, or has no such grammar.
    """
    if grammar.package not in PACKAGES:
        raise GrammarError(f"grammar package {grammar.package!r} is unknown; known are {', '.join(sorted(PACKAGES))}")
    try:
        return PACKAGES[grammar.package](grammar.name)
    except (ImportError, LookupError, AttributeError, OSError, ValueError, TypeError) as error:
        raise GrammarError(f"{grammar.package}: grammar {grammar.name!r} cannot be loaded: {error}") from error


def _language_pack(name: str) -> Language:
    pack: Any = import_module("tree_sitter_language_pack")
    language: Language = pack.get_language(name)
    return language


def _languages_library(name: str) -> Language:
    """A grammar of tree-sitter-languages, whose own API works only with tree-sitter before 0.22."""
    function = getattr(_shared_library(), f"tree_sitter_{name}")
    function.restype = ctypes.c_void_p
    make = ctypes.pythonapi.PyCapsule_New
    make.restype, make.argtypes = ctypes.py_object, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
    return Language(make(function(), _CAPSULE_NAME, None))


@cache
def _shared_library() -> ctypes.CDLL:
    spec = find_spec("tree_sitter_languages")
    if spec is None or spec.origin is None:
        raise ImportError("tree_sitter_languages is not installed")
    return ctypes.CDLL(str(Path(spec.origin).with_name("languages.so")))


def _own_package(module: str) -> Callable[[str], Language]:
    """Loader of a package that holds one grammar."""

    def loader(_: str) -> Language:
        found: Any = import_module(module).language()
        return found if isinstance(found, Language) else Language(found)

    return loader


PACKAGES: Mapping[str, Callable[[str], Language]] = MappingProxyType({
    "language-pack": _language_pack,
    "tree-sitter-languages": _languages_library,
    "tree-sitter-batch": _own_package("tree_sitter_batch"),
    "tree-sitter-bsv": _own_package("tree_sitter_bsv"),
    "tree-sitter-c-sharp": _own_package("tree_sitter_c_sharp"),
    "tree-sitter-sas": _own_package("tree_sitter_sas"),
    "tree-sitter-systemverilog": _own_package("tree_sitter_systemverilog"),
    "tree-sitter-tonel-smalltalk": _own_package("tree_sitter_tonel_smalltalk"),
    "tree-sitter-vb-dotnet": _own_package("tree_sitter_vb_dotnet"),
})
