"""A git clone, work tree or bare, as a repository: the files of the commit at HEAD, read from its objects."""

import re
import stat
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from pipeline.config import Input
from pipeline.sources.git_objects import CatFile, Patience, clean_environment, replies
from pipeline.sources.git_refs import GitFolder, find_git_folder, resolve_head
from pipeline.sources.git_reply import Reply, is_genuine
from pipeline.sources.git_trees import Entry, list_files
from pipeline.sources.paths import unescape
from pipeline.sources.raw_file import RawFile, SourceRef
from pipeline.sources.rows import Opened, SourceError, content_row, problem_row, source_row

_GITLINK = 0o160000
_MAX_COMMIT_BYTES = 16 << 20
_COMMITTER_TIME = re.compile(rb"^committer .* (\d{1,12}) [+-]\d{4}$", re.MULTILINE)


def open_git(ref: SourceRef, options: Input) -> Opened:
    """Read a clone at HEAD.

    git runs in no folder of the clone and reads none of its settings: it is given object ids, and gives back objects,
    whose hashes are checked (see clean_environment).

    Raises:
        SourceError: no git repository, one that leads out of its folder, or HEAD names no commit.
    """
    folder = find_git_folder(unescape(ref.location))
    commit = resolve_head(folder)
    rows = _read(folder, commit, options)
    return Opened(commit, rows, next(rows))


def _read(folder: GitFolder, commit: str, options: Input) -> Iterator[Any]:
    """The time of the commit, then a row per file."""
    object_format = "sha1" if len(commit) == 40 else "sha256"
    patience = Patience(options.deadline_seconds)
    with (
        clean_environment(folder.objects, object_format) as environment,
        closing(CatFile("--batch-check", environment, patience)) as sizes,
        closing(CatFile("--batch", environment, patience)) as contents,
    ):
        root, time = _commit(commit, sizes, contents)
        yield time
        entries = list_files(root, sizes, contents, options.max_repo_files)
        sized = replies(sizes, ((e, e.oid if _is_blob(e) else None) for e in entries))
        asked = (((e, size), e.oid if _is_wanted(e, size, options) else None) for e, size in sized)
        for (entry, size), content in replies(contents, asked):
            yield _row(entry, size, content, options)


def _commit(commit: str, sizes: CatFile, contents: CatFile) -> tuple[str, int | None]:
    """Tree and time of a commit; the time is None where the commit does not tell it in the usual form."""
    sizes.ask(commit)
    size = sizes.answer()
    if size.kind != "commit" or size.size > _MAX_COMMIT_BYTES:
        raise SourceError(f"HEAD is {commit}, and that object is {size.kind if size.kind != 'commit' else 'too large'}")
    contents.ask(commit)
    reply = contents.answer()
    if reply.kind != "commit" or not is_genuine("commit", reply.data, commit):
        raise SourceError(f"commit {commit} does not match its id", "bad_hash")
    word, _, rest = reply.data.partition(b"\n")[0].partition(b" ")
    if word != b"tree" or len(rest) != len(commit) or rest.strip(b"0123456789abcdef"):
        raise SourceError(f"commit {commit} is malformed")
    time = _COMMITTER_TIME.search(reply.data.partition(b"\n\n")[0])
    return rest.decode(), int(time[1]) if time else None


def _is_blob(entry: Entry) -> bool:
    return entry.problem is None and (stat.S_ISREG(entry.mode) or stat.S_ISLNK(entry.mode))


def _is_wanted(entry: Entry, size: Reply | None, options: Input) -> bool:
    return (
        size is not None and size.kind == "blob" and stat.S_ISREG(entry.mode) and size.size <= options.max_file_bytes
    )


def _row(entry: Entry, size: Reply | None, content: Reply | None, options: Input) -> RawFile:
    known = size.size if size is not None and size.kind == "blob" else -1
    problem, words = _problem(entry, size, content, options)
    if problem and not entry.path:
        return source_row(problem, words)
    if problem or content is None:
        return problem_row(entry.path, known, problem or "damaged", words)
    return content_row(entry.path, content.data)


def _problem(entry: Entry, size: Reply | None, content: Reply | None, options: Input) -> tuple[str | None, str | None]:
    if entry.problem is not None:
        return entry.problem, entry.detail
    if stat.S_IFMT(entry.mode) == _GITLINK:
        return "submodule", f"commit {entry.oid}"
    if size is None:
        return "not_regular", f"git mode {entry.mode:o}"
    if size.kind == "missing":
        return "missing_object", entry.oid
    if size.kind == "blob" and stat.S_ISLNK(entry.mode):
        return "symlink", None
    if size.kind == "blob" and size.size > options.max_file_bytes:
        return "too_large", None
    if content is None or content.kind != "blob":
        return "damaged", "git could not read the object" if size.kind in ("blob", "failed") else f"a {size.kind}"
    if not is_genuine("blob", content.data, entry.oid):
        return "bad_hash", entry.oid
    return None, None
