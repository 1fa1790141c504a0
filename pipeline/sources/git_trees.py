"""The files of a commit: trees read level by level, with bounds on their size and number."""

import stat
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.sources.git_objects import CatFile, replies
from pipeline.sources.git_reply import is_genuine
from pipeline.sources.paths import MAX_PATH_BYTES

_MAX_TREE_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a tree that is no tree itself, or a tree that could not be read.

    Attributes:
        path: from the root of the repository.
        mode: file type and permissions as git writes them; 0 for what `problem` says.
        oid: object id of the content.
        problem: key of pipeline.fates.PROBLEMS when the entry cannot be read, or None.
        detail: the problem in words.
    """

    path: bytes
    mode: int
    oid: str
    problem: str | None = None
    detail: str | None = None


def list_files(root: str, sizes: CatFile, contents: CatFile, limit: int) -> list[Entry]:
    """All files below a tree in the byte order of their paths; bad trees as entries with a problem.

    At most `limit` + 1 files are listed and `limit` folders opened, shallow ones first; what a bomb has beyond them is
    one entry with the problem `too_many_files`.
    """
    found: list[Entry] = []
    level: list[tuple[bytes, str]] = [(b"", root)]
    opened = 0
    while level:
        opened += len(level)
        below: list[tuple[bytes, str]] = []
        for folder, data in _read_trees(level, sizes, contents):
            if isinstance(data, Entry):
                found.append(data)
                continue
            _add_entries(folder, data, len(root) // 2, (found, below))
            if len(found) > limit or opened + len(below) > limit:
                found.sort(key=lambda entry: entry.path)
                del found[limit + 1:]
                found.append(Entry(b"", 0, "", "too_many_files", "the other files were not listed"))
                return found
        level = below
    found.sort(key=lambda entry: entry.path)
    return found


def _read_trees(
    level: list[tuple[bytes, str]], sizes: CatFile, contents: CatFile
) -> Iterator[tuple[bytes, bytes | Entry]]:
    """Every tree of a level with its content, or with the entry that says why it has none."""
    checked = replies(sizes, (((path, oid), oid) for path, oid in level))
    asked = (
        ((path, oid, reply), oid if reply and reply.kind == "tree" and reply.size <= _MAX_TREE_BYTES else None)
        for (path, oid), reply in checked
    )
    for (path, oid, size), content in replies(contents, asked):
        if content is not None and content.kind == "tree":
            genuine = is_genuine("tree", content.data, oid)
            yield path, content.data if genuine else Entry(path, 0, oid, "bad_hash", "a folder with forged content")
        elif size is None or size.kind == "missing":
            yield path, Entry(path, 0, oid, "missing_object", "the folder's tree")
        elif size.kind == "tree" and content is None:
            yield path, Entry(path, 0, oid, "bomb", f"a tree of {size.size} bytes")
        else:
            yield path, Entry(path, 0, oid, "damaged", "the folder's tree cannot be read")


def _add_entries(folder: bytes, data: bytes, id_bytes: int, lists: tuple[list[Entry], list[tuple[bytes, str]]]) -> None:
    """Add the entries of a tree to (files, folders)."""
    files, folders = lists
    place = 0
    while place < len(data):
        space = data.find(b" ", place, place + 8)
        end = data.find(b"\0", space)
        if space < 0 or end < 0 or end + 1 + id_bytes > len(data) or not _is_octal(data[place:space]):
            files.append(Entry(folder, 0, "", "damaged", "the folder's tree is malformed"))
            return
        mode = int(data[place:space], 8)
        name = data[space + 1: end]
        oid = data[end + 1: end + 1 + id_bytes].hex()
        place = end + 1 + id_bytes
        path = folder + b"/" + name if folder else name
        if b"/" in name or name in (b"", b".git"):
            files.append(Entry(path, 0, oid, "bad_path", "a name that git does not allow"))
        elif stat.S_ISDIR(mode) and len(path) <= MAX_PATH_BYTES:
            folders.append((path, oid))
        else:
            files.append(Entry(path, mode, oid))


def _is_octal(text: bytes) -> bool:
    return bool(text) and not text.strip(b"01234567")
