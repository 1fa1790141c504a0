"""Which commit HEAD of an untrusted git folder means, found without running git in it."""

import os
import re
import stat
from dataclasses import dataclass

from pipeline.sources.regular_file import NotRegularError, read_regular
from pipeline.sources.rows import SourceError

_MAX_REF_BYTES = 4096
_MAX_PACKED_REFS_BYTES = 64 << 20
_MAX_SYMBOLIC_DEPTH = 5
_OBJECT_ID = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?")
# Narrower than git's rule where it matters: no part is empty, `.` or `..`, and no control characters.
_REF_NAME = re.compile(rb"refs(?:/(?!\.\.?(?:/|\Z))[^\x00-\x20\x7f~^:?*\[\\/]+)+")


@dataclass(frozen=True, slots=True)
class GitFolder:
    """The folder git keeps a repository in.

    Attributes:
        path: `.git` of a work tree, or the bare repository.
    """

    path: bytes

    @property
    def objects(self) -> bytes:
        """Folder of loose objects and packs."""
        return self.path + b"/objects"


def find_git_folder(root: bytes) -> GitFolder:
    """The git folder of a work tree or bare repository, checked to hold nothing that leads out of it.

    Raises:
        SourceError: it leads out, by `.git` file, link, alternates or common folder, or holds what is no file.
    """
    inner = root + b"/.git"
    path = inner if os.path.lexists(inner) else root
    if stat.S_ISREG(os.lstat(path).st_mode):
        raise SourceError(".git is a file that leads to another folder (a worktree or submodule)")
    _require_folder(path)
    if os.path.lexists(path + b"/commondir"):
        raise SourceError("commondir leads to another repository (a linked worktree)")
    folder = GitFolder(path)
    _require_folder(folder.objects)
    _check_objects(folder.objects)
    return folder


def _require_folder(path: bytes) -> None:
    name = os.fsdecode(path.rpartition(b"/")[2])
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        raise SourceError(f"no git repository: there is no {name}") from None
    if not stat.S_ISDIR(mode):
        raise SourceError(f"{name} is no folder but {'a link' if stat.S_ISLNK(mode) else 'something else'}")


def _check_objects(objects: bytes) -> None:
    """Refuse what git would follow or block on: links, pipes and alternates anywhere below `objects`."""
    folders = [objects]
    while folders:
        folder = folders.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif not entry.is_file(follow_symlinks=False):
                    name = os.fsdecode(entry.path[len(objects) + 1:])
                    raise SourceError(f"objects/{name} is no regular file")
    alternates = objects + b"/info/alternates"
    if os.path.lexists(alternates) and os.lstat(alternates).st_size:
        raise SourceError("objects/info/alternates leads to another repository's objects; clone without --shared")


def resolve_head(folder: GitFolder) -> str:
    """Commit id that HEAD means: 40 hex digits, or 64 in a SHA-256 repository.

    Raises:
        SourceError: HEAD is unsafe, malformed or names nothing; problem `empty_source` when there are no refs at all.
    """
    name = b"HEAD"
    for _ in range(_MAX_SYMBOLIC_DEPTH + 1):
        value = _loose_ref(folder, name)
        if value is None:
            value = _packed_ref(folder, name)
        if value is None:
            raise _dangling(folder, name)
        if _OBJECT_ID.fullmatch(value):
            return value.decode()
        target = value.removeprefix(b"ref:").strip()
        if not value.startswith(b"ref:") or not _REF_NAME.fullmatch(target):
            raise SourceError(f"{os.fsdecode(name)} is malformed")
        if target == b"refs/heads/.invalid":
            raise SourceError("refs are stored as reftable, which is not read")
        name = target
    raise SourceError("HEAD is a chain of too many symbolic refs")


def _loose_ref(folder: GitFolder, name: bytes) -> bytes | None:
    """Content of a ref's own file, None when it has none. No part of its path may be a link."""
    path = folder.path
    for part in name.split(b"/"):
        if os.path.lexists(path) and stat.S_ISLNK(os.lstat(path).st_mode):
            raise SourceError(f"{os.fsdecode(name)} lies behind a link")
        path = path + b"/" + part
    try:
        content = read_regular(path, _MAX_REF_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except NotRegularError:
        if stat.S_ISDIR(os.lstat(path).st_mode):
            return None
        raise SourceError(f"{os.fsdecode(name)} is no regular file") from None
    if len(content) > _MAX_REF_BYTES:
        raise SourceError(f"{os.fsdecode(name)} is longer than {_MAX_REF_BYTES} bytes")
    return content.strip()


def _packed_ref(folder: GitFolder, name: bytes) -> bytes | None:
    for line in _packed_lines(folder):
        value, _, packed_name = line.partition(b" ")
        if packed_name == name and _OBJECT_ID.fullmatch(value):
            return value
    return None


def _packed_lines(folder: GitFolder) -> list[bytes]:
    try:
        content = read_regular(folder.path + b"/packed-refs", _MAX_PACKED_REFS_BYTES)
    except FileNotFoundError:
        return []
    except NotRegularError:
        raise SourceError("packed-refs is no regular file") from None
    if len(content) > _MAX_PACKED_REFS_BYTES:
        raise SourceError(f"packed-refs is longer than {_MAX_PACKED_REFS_BYTES} bytes")
    return [line for line in content.split(b"\n") if line and line[:1] not in b"#^"]


def _dangling(folder: GitFolder, name: bytes) -> SourceError:
    if name == b"HEAD":
        return SourceError("there is no HEAD")
    message = f"HEAD names {os.fsdecode(name)}, which does not exist"
    return SourceError(message, "unreadable_source" if _has_refs(folder) else "empty_source")


def _has_refs(folder: GitFolder) -> bool:
    if _packed_lines(folder):
        return True
    return any(files for _, _, files in os.walk(folder.path + b"/refs"))
