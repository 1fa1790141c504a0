"""Reads a folder of sources into what a resolver gets, without Spark, fates or the parser's process border."""

from collections.abc import Collection, Mapping
from fnmatch import fnmatch
from pathlib import Path

from pipeline.config import Graph
from pipeline.imports.index import RepositoryIndex, SourceFile
from pipeline.imports.resolve import Resolution, resolve
from pipeline.languages.catalogue import languages
from pipeline.languages.detect import detect
from pipeline.parsing.parsed_file import ParsedFile
from pipeline.parsing.task import perform, prepare, task_of


def read(folder: Path) -> RepositoryIndex:
    """Index every file under `folder` as one repository."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return index({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})


def index(texts: Mapping[str, bytes]) -> RepositoryIndex:
    """Index a repository given as bytes by path."""
    files = [
        SourceFile(path, language, parsed)
        for path, name in _languages_of(texts)
        for language, parsed in parse(name, texts[path], path).parts(name)
    ]
    globs = {glob for language in languages().values() if language.imports for glob in language.imports.manifests}
    manifests = {
        path: text.decode("utf-8", "replace")
        for path, text in texts.items()
        if any(fnmatch(path.rsplit("/", 1)[-1], glob) for glob in globs)
    }
    return RepositoryIndex(texts, files, manifests)


def edges(repository: RepositoryIndex, kinds: Collection[str] | None = None) -> Resolution:
    """Resolve with the languages of the catalogue: dependencies of some kinds, by default those of the graph."""
    return resolve(repository, languages(), Graph().weights if kinds is None else kinds)


def parse(language: str, text: bytes, path: str = "") -> ParsedFile:
    """Parse `text` as a file of `language`."""
    task = task_of(languages(), language, path)
    return perform(prepare(task), text) if task else ParsedFile("no_grammar")


def _languages_of(texts: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Paths of files whose language has imports or code of others, as curation detects it."""
    named = [(path, detect(path, texts[path]).language) for path in sorted(texts)]
    return [(path, name) for path, name in named if name and (languages()[name].imports or languages()[name].code)]
