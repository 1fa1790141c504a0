"""A zip archive, wheel or egg as a repository, read member by member, nothing written to disk."""

import os
import stat
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from pipeline.config import Input
from pipeline.sources.archive import TopFolder, commit_of, inflated_limit, is_git_internal, member_name
from pipeline.sources.opening import open_source_file
from pipeline.sources.paths import located
from pipeline.sources.raw_file import RawFile, SourceRef
from pipeline.sources.rows import Opened, SourceError, content_row, problem_row
from pipeline.sources.zip_directory import Member, data_offset, read_directory

_STORED, _DEFLATED = 0, 8
_DEFLATE_SLACK_BYTES = 4096


def open_zip(ref: SourceRef, options: Input) -> Opened:
    """Read a zip archive in the byte order of its names.

    Raises:
        SourceError: the archive is damaged, a bomb, or not a zip archive.
        StoreError: its store does not give it.
    """
    with open_source_file(ref, options) as file:
        members, comment = read_directory(file)
        archive_bytes = file.seek(0, os.SEEK_END)
    # A member that inflates to more than its declared size is refused when read, so this sum is the true bound.
    inflated = sum(m.size for m in members if m.size <= options.max_file_bytes)
    if inflated > inflated_limit(archive_bytes, options):
        raise SourceError(f"{archive_bytes} bytes inflate to {inflated}", "bomb")
    return Opened(commit_of(located(ref.location).name, comment), _files(ref, members, options))


def _files(ref: SourceRef, members: list[Member], options: Input) -> Iterator[RawFile]:
    files = [(member_name(m.name), m) for m in members if not m.name.endswith(b"/")]
    files = [(name, member) for name, member in files if not is_git_internal(name)]
    prefix = TopFolder(name for name, _ in files).prefix
    with open_source_file(ref, options) as archive:
        for name, member in sorted(files, key=lambda f: f[0]):
            yield _row(archive, name.removeprefix(prefix), member, options)


def _row(archive: BinaryIO, name: bytes, member: Member, options: Input) -> RawFile:
    if member.encrypted:
        return problem_row(name, member.size, "encrypted")
    if stat.S_ISLNK(member.unix_mode):
        return problem_row(name, member.size, "symlink")
    if stat.S_IFMT(member.unix_mode) not in (0, stat.S_IFREG):
        return problem_row(name, member.size, "not_regular")
    if member.size > options.max_file_bytes:
        return problem_row(name, member.size, "too_large")
    try:
        return content_row(name, _content(archive, member))
    except (SourceError, zlib.error) as error:
        problem = error.problem if isinstance(error, SourceError) else "damaged"
        return problem_row(name, member.size, problem, error)


def _content(archive: BinaryIO, member: Member) -> bytes:
    """Content of a member whose declared size is within limits; never inflates more than that and one byte."""
    if member.method not in (_STORED, _DEFLATED):
        raise SourceError(f"compression method {member.method} is not read", "damaged")
    offset = data_offset(archive, member)
    if offset + member.packed > member.end:
        raise SourceError("overlaps with another member", "bomb")
    archive.seek(offset)
    data = _inflate(archive, member) if member.method == _DEFLATED else archive.read(min(member.packed, member.size))
    if len(data) != member.size:
        more = "more than " if len(data) > member.size else f"{len(data)} bytes, not "
        raise SourceError(f"holds {more}the {member.size} bytes it says", "damaged")
    if zlib.crc32(data) != member.crc:
        raise SourceError("wrong checksum", "damaged")
    return data


def _inflate(archive: BinaryIO, member: Member) -> bytes:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    # No encoder makes data twice as long; what is beyond cannot belong to a member of this size.
    packed = archive.read(min(member.packed, 2 * member.size + _DEFLATE_SLACK_BYTES))
    return inflater.decompress(packed, member.size + 1)
