"""Which repositories the input paths hold: clones, archives, folders of them, plain folders, installed packages."""

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from pipeline.config import Input
from pipeline.errors import InputError
from pipeline.sources.archive import SUFFIXES, repository_name, split_suffix
from pipeline.sources.package import installed_packages
from pipeline.sources.paths import escape, located
from pipeline.sources.raw_file import SourceRef
from pipeline.sources.s3.discover import s3_left_out, s3_sources
from pipeline.sources.s3.place import is_s3, refuse_hadoop

INSTALLED = "packages:installed"
_ACCEPTED = (
    f"accepted are git clones (work trees or bare), archives ({' '.join(SUFFIXES)}), folders of these "
    f"(also as owner/name), plain source folders, and {INSTALLED}, "
    "archives at s3://bucket/prefix"
)
# Sizes of clones and folders are estimates, so that a listing stays quick.
_MAX_SIZED_ENTRIES = 20_000


def discover(paths: Sequence[str], options: Input) -> list[SourceRef]:
    """All repositories of the input, sorted by name; the same list for any order of the paths.

    A path is looked at in this order: `packages:installed`; a git clone; an archive; a folder with clones or archives
    directly in it or one folder deeper, as owner/name; any other folder is one repository. Links below a path are not
    followed. In a folder of repositories, everything else is left out (`left_out` names it); archives one folder deeper
    count only where that folder holds nothing but repositories and archives, because source trees have archives among
    their test data.

    Names are unique: on a clash all that share a name get `~` and their folder's name, or a hash of their location.

    Raises:
        InputError: a path does not exist, cannot be read or holds nothing; all such paths at once.
    """
    found: dict[tuple[str, str], SourceRef] = {}
    wrong: list[str] = []
    for path in sorted(set(paths)):
        try:
            for ref in _sources_of(path, options):
                known = found.get((ref.kind, ref.location))
                # One location reached by two ways has the longer name, owner/name, whatever was named first.
                if known is None or len(ref.repo) > len(known.repo):
                    found[ref.kind, ref.location] = ref
        except InputError as error:
            wrong.append(str(error))
        except OSError as error:
            wrong.append(f"{path}: cannot be read: {error.strerror}")
    if wrong:
        raise InputError("\n".join(wrong))
    if not found:
        raise InputError(f"no input was named; {_ACCEPTED}")
    return sorted(_with_unique_names(list(found.values())), key=lambda ref: ref.repo)


def left_out(paths: Sequence[str], found: Sequence[SourceRef], options: Input) -> list[str]:
    """Files and folders beside the repositories of an input folder that hold none themselves, escaped and sorted.

    Args:
        paths: the input paths.
        found: what `discover` found in them.
        options: as for `discover`.
    """
    used = {located(ref.location) for ref in found}
    holding = used | {place.parent for place in used}
    folders = {Path(path).resolve() for path in paths if path != INSTALLED and not is_s3(path)} - used
    entries = (entry for folder in folders if folder.is_dir() for entry in _entries(os.fsencode(folder)))
    beside = [
        escape(entry.path) for entry in entries
        if not entry.name.startswith(b".") and Path(os.fsdecode(entry.path)) not in holding
    ]
    for path in filter(is_s3, paths):
        beside += s3_left_out(path, found, options.s3)
    return sorted(set(beside))


def _sources_of(path: str, options: Input) -> list[SourceRef]:
    if path == INSTALLED:
        return installed_packages()
    if is_s3(path):
        return s3_sources(path, options.s3)
    refuse_hadoop(path)
    if path.startswith("packages:"):
        raise InputError(f"{path}: no such input; did you mean {INSTALLED}?")
    if not Path(path).exists():
        raise InputError(f"{path}: there is no such file or folder")
    location = os.fsencode(Path(path).resolve())
    name = location.rpartition(b"/")[2] or b"root"
    single = _repository(location, name)
    if single is not None:
        return [single]
    if not Path(path).is_dir():
        raise InputError(f"{path}: neither a folder nor an archive we know; {_ACCEPTED}")
    inner = _repositories_in(location)
    if inner:
        return inner
    if not _holds_files(location):
        raise InputError(f"{path}: holds no files; {_ACCEPTED}")
    return [_ref("folder", location, name)]


def _repository(location: bytes, name: bytes) -> SourceRef | None:
    """The clone or archive at a location; None when it is neither."""
    mode = os.lstat(location).st_mode
    if stat.S_ISDIR(mode):
        return _ref("git", location, name.removesuffix(b".git") or name) if _is_clone(location) else None
    stem, suffix = split_suffix(os.fsdecode(name))
    if not stat.S_ISREG(mode) or not suffix:
        return None
    return _ref(SUFFIXES[suffix], location, os.fsencode(repository_name(stem)))


def _is_clone(folder: bytes) -> bool:
    """Whether git would take the folder for a repository. What it holds is judged when it is read."""
    if os.path.lexists(folder + b"/.git"):
        return True
    has_refs = os.path.lexists(folder + b"/refs") or os.path.lexists(folder + b"/packed-refs")
    return has_refs and os.path.lexists(folder + b"/HEAD") and os.path.lexists(folder + b"/objects")


def _repositories_in(folder: bytes) -> list[SourceRef]:
    found: list[SourceRef] = []
    for entry in _entries(folder):
        repository = _repository(entry.path, entry.name)
        if repository is not None:
            found.append(repository)
        elif entry.is_dir(follow_symlinks=False):
            found.extend(_repositories_of_owner(entry.path, entry.name))
    return found


def _repositories_of_owner(folder: bytes, owner: bytes) -> list[SourceRef]:
    try:
        entries = [entry for entry in _entries(folder) if not entry.name.startswith(b".")]
    except OSError:
        return []  # a folder of the dump that we may not list cannot be told from one without repositories
    found = [(entry, _repository(entry.path, owner + b"/" + entry.name)) for entry in entries]
    pure = all(ref is not None or not entry.is_file(follow_symlinks=False) for entry, ref in found)
    return [ref for _, ref in found if ref is not None and (pure or ref.kind == "git")]


def _entries(folder: bytes) -> list[os.DirEntry[bytes]]:
    with os.scandir(folder) as entries:
        return sorted((e for e in entries if not e.is_symlink()), key=lambda e: e.name)


def _holds_files(folder: bytes) -> bool:
    return any(True for _ in _walk(folder))


def _walk(folder: bytes) -> Iterator[os.DirEntry[bytes]]:
    """Everything below a folder that is no folder, in no particular order; no link is followed."""
    folders = [folder]
    while folders:
        try:
            entries = _entries(folders.pop())
        except OSError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            else:
                yield entry


def _ref(kind: str, location: bytes, name: bytes) -> SourceRef:
    return SourceRef(kind, escape(location), escape(name), _rough_bytes(location))


def _rough_bytes(location: bytes) -> int:
    status = os.lstat(location)
    if not stat.S_ISDIR(status.st_mode):
        return status.st_size
    total = 0
    for count, entry in enumerate(_walk(location)):
        if count == _MAX_SIZED_ENTRIES:
            break
        total += entry.stat(follow_symlinks=False).st_size
    return total


def _with_unique_names(refs: list[SourceRef]) -> list[SourceRef]:
    refs = _suffixed(refs, _parent)
    return _suffixed(refs, lambda ref: sha256(f"{ref.kind}:{ref.location}".encode()).hexdigest()[:16])


def _parent(ref: SourceRef) -> str:
    if ref.kind == "package":
        return "installed"
    return escape(os.fsencode(located(ref.location).parent.name))


def _suffixed(refs: list[SourceRef], suffix: Callable[[SourceRef], str]) -> list[SourceRef]:
    """The same sources, those that share a name with a suffix."""
    uses = Counter(ref.repo for ref in refs)
    return [replace(ref, repo=f"{ref.repo}~{suffix(ref)}") if uses[ref.repo] > 1 else ref for ref in refs]
