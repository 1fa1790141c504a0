"""Reads a folder of sources into what a resolver gets, without Spark, fates or the parser's process border."""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from pipeline.imports.index import RepositoryIndex, SourceFile
from pipeline.imports.resolve import Resolution, resolve
from pipeline.languages.catalogue import languages
from pipeline.parsing.extract import extract, reader
from pipeline.parsing.parsed_file import ParsedFile

# The fixtures avoid ambiguous names, so that these tests do not depend on language detection.
EXTENSIONS = {
    "c": ("c", "h"),
    "cpp": ("cc", "cpp", "cxx", "hpp", "hh", "hxx", "inl", "tpp"),
    "cuda": ("cu", "cuh"),
    "c-sharp": ("cs",),
    "css": ("css",),
    "dart": ("dart",),
    "elixir": ("ex", "exs"),
    "erlang": ("erl", "hrl"),
    "fortran": ("f90",),
    "glsl": ("glsl", "vert", "frag"),
    "go": ("go",),
    "groovy": ("groovy",),
    "haskell": ("hs",),
    "java": ("java",),
    "javascript": ("js", "jsx", "mjs", "cjs"),
    "julia": ("jl",),
    "kotlin": ("kt", "kts"),
    "lua": ("lua",),
    "php": ("php",),
    "protocol-buffer": ("proto",),
    "python": ("py", "pyi"),
    "r": ("R",),
    "ruby": ("rb", "rake"),
    "rust": ("rs",),
    "scala": ("scala",),
    "shell": ("sh", "bash"),
    "solidity": ("sol",),
    "systemverilog": ("sv", "svh"),
    "thrift": ("thrift",),
    "typescript": ("ts", "tsx", "mts", "cts"),
    "verilog": ("v", "vh"),
}
LANGUAGE_OF = {extension: language for language, extensions in EXTENSIONS.items() for extension in extensions}


def read(folder: Path) -> RepositoryIndex:
    """Index every file under `folder` as one repository."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return index({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})


def index(texts: Mapping[str, bytes]) -> RepositoryIndex:
    """Index a repository given as bytes by path."""
    files = [SourceFile(path, name, parse(name, texts[path], path)) for path, name in _languages_of(texts)]
    globs = {glob for language in languages().values() if language.imports for glob in language.imports.manifests}
    manifests = {
        path: text.decode("utf-8", "replace")
        for path, text in texts.items()
        if any(fnmatch(path.rsplit("/", 1)[-1], glob) for glob in globs)
    }
    return RepositoryIndex(texts, files, manifests)


def edges(repository: RepositoryIndex) -> Resolution:
    """Resolve with the languages of the catalogue."""
    return resolve(repository, languages())


def parse(language: str, text: bytes, path: str = "") -> ParsedFile:
    """Parse `text` as a file of `language`."""
    entry = languages()[language]
    grammar = entry.grammars.get(PurePosixPath(path).suffix, entry.grammar)
    if grammar is None:
        return ParsedFile("no_grammar")
    return extract(reader(language, grammar, entry.imports.query if entry.imports else None), text)


def _languages_of(paths: Iterable[str]) -> list[tuple[str, str]]:
    named = [(path, LANGUAGE_OF.get(path.rsplit(".", 1)[-1], "")) for path in sorted(paths)]
    return [(path, name) for path, name in named if name and languages()[name].imports is not None]
