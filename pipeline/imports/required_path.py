"""Files named by a path in the code, such as PHP's `require __DIR__ . '/x.php'`."""

from posixpath import dirname, join, normpath

from pipeline.imports.index import RepositoryIndex


def required_path(index: RepositoryIndex, importer: str, spelled: str) -> list[str]:
    """The file meant by `spelled`: under the importer's directory or else under the nearest directory above it.

    What stands before the literal (`__DIR__`, `dirname(__DIR__)`, a constant with the root) is not evaluated; the
    directory that has the file tells.
    """
    tail = spelled.lstrip("/")
    directory = dirname(importer)
    while tail:
        path = normpath(join(directory, tail))
        if path in index.paths:
            return [path]
        if not directory:
            break
        directory = dirname(directory)
    return []
