"""A tar archive, plain or compressed, as a repository: two passes over the stream, nothing written to disk."""

import os
import tarfile
from collections.abc import Iterator
from contextlib import closing
from typing import IO, BinaryIO

from pipeline.config import Input
from pipeline.errors import StoreError
from pipeline.sources.archive import TopFolder, commit_of, inflated_limit, is_git_internal, member_name
from pipeline.sources.inflate import Inflated
from pipeline.sources.opening import open_source_file
from pipeline.sources.paths import located
from pipeline.sources.raw_file import RawFile, SourceRef
from pipeline.sources.rows import Opened, SourceError, content_row, problem_row, words

_BUFFER_BYTES = 1 << 18
# A path name or extended header beyond this is an attack on memory: tarfile reads it whole.
_MAX_HEADER_BYTES = 1 << 20
_HEADER_TYPES = (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE,
                 tarfile.SOLARIS_XHDTYPE)


def open_tar(ref: SourceRef, options: Input) -> Opened:
    """Read a tar archive.

    The first pass inflates the whole archive, so that its checksum holds, it is no bomb, and the folder that all files
    share is known before any row is given. The second pass reads the files.

    Raises:
        SourceError: the archive is damaged, a bomb, or not a tar archive.
        StoreError: its store does not give it.
    """
    with open_source_file(ref, options) as file:
        try:
            prefix, comment = _survey(file, options)
        except (SourceError, StoreError):
            raise
        except Exception as error:  # tarfile and the decompressors raise a dozen types for bad input
            raise SourceError(f"{type(error).__name__}: {words(error)}", "damaged") from error
    return Opened(commit_of(located(ref.location).name, comment), _files(ref, prefix, options))


def _survey(file: BinaryIO, options: Input) -> tuple[bytes, str]:
    stream = _opened(file, options)
    top = TopFolder()
    with _tar(stream) as tar:
        for member in _members(tar, stream, options):
            if not member.isdir() and not is_git_internal(_name(member)):
                top.add(_name(member))
        comment = tar.pax_headers.get("comment", "")
    while stream.read(_BUFFER_BYTES):
        pass
    return top.prefix, str(comment)


def _files(ref: SourceRef, prefix: bytes, options: Input) -> Iterator[RawFile]:
    with open_source_file(ref, options) as file, closing(_opened(file, options)) as stream, _tar(stream) as tar:
        for member in _members(tar, stream, options):
            name = _name(member)
            if not member.isdir() and not is_git_internal(name):
                yield _row(tar, member, name.removeprefix(prefix), options)


def _members(tar: tarfile.TarFile, stream: Inflated, options: Input) -> Iterator[tarfile.TarInfo]:
    count = offset = 0
    while (member := tar.next()) is not None:
        tar.members = []  # type: ignore[attr-defined]  # tarfile keeps every member of a stream for ever
        if not offset < tar.offset <= stream.limit:  # where the next header is to be: tarfile would loop to get there
            raise SourceError("a member ends before its start or beyond what the archive may inflate to", "bomb")
        offset = tar.offset
        count += 1
        if count > 2 * options.max_repo_files:
            raise SourceError(f"more than {2 * options.max_repo_files} members", "too_many_files")
        yield member


def _row(tar: tarfile.TarFile, member: tarfile.TarInfo, name: bytes, options: Input) -> RawFile:
    if member.issym():
        target = member.linkname.encode("utf-8", "surrogateescape")
        return problem_row(name, len(target), "symlink", member.linkname)
    if not member.isreg():
        kind = f"hard link to {member.linkname}" if member.islnk() else f"tar member of type {member.type!r}"
        return problem_row(name, -1, "not_regular", kind)
    if member.size > options.max_file_bytes:
        return problem_row(name, member.size, "too_large")
    content: IO[bytes] | None = tar.extractfile(member)
    data = b"" if content is None else content.read()
    if len(data) != member.size:
        return problem_row(name, member.size, "damaged", f"{len(data)} bytes of {member.size}")
    return content_row(name, data)


def _name(member: tarfile.TarInfo) -> bytes:
    return member_name(member.name.encode("utf-8", "surrogateescape"))


def _opened(file: BinaryIO, options: Input) -> Inflated:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    return Inflated(file, inflated_limit(size, options))


def _tar(stream: Inflated) -> tarfile.TarFile:
    return tarfile.open(fileobj=stream, mode="r|", bufsize=_BUFFER_BYTES, tarinfo=_BoundedTarInfo, encoding="utf-8",
                        errors="surrogateescape")


class _BoundedTarInfo(tarfile.TarInfo):
    """A header that is refused where tarfile would read without bound, loop, or end the archive without a word."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> "_BoundedTarInfo":
        if not buf.strip(b"\0"):  # the end of the archive: tarfile knows what to do
            return super().frombuf(buf, encoding, errors)
        try:
            member = super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            raise SourceError(f"bad tar header: {error}", "damaged") from error
        if member.size < 0:
            raise SourceError(f"a member has size {member.size}", "damaged")
        if member.type in _HEADER_TYPES and member.size > _MAX_HEADER_BYTES:
            raise SourceError(f"a header has {member.size} bytes", "bomb")
        return member
