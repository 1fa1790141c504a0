"""The central directory of a zip archive, read with bounds and without trust (APPNOTE.TXT 4.3).

The standard library's reader is not used: one name that is not UTF-8 loses it the archive, it reads a directory of any
length, and before Python 3.11.8 it does not see members that overlap.
"""

import os
import struct
from dataclasses import dataclass
from typing import BinaryIO

from pipeline.sources.rows import SourceError

_END = struct.Struct("<4s4H2LH")
_LOCATOR64 = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_ENTRY = struct.Struct("<4s4B4HL2L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_MAX_DIRECTORY_BYTES = 64 << 20
_MAX_COMMENT_BYTES = 1 << 16
_UNIX = 3
_NONE32 = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Member:
    """One entry of the directory.

    Attributes:
        name: as stored.
        unix_mode: file type and permissions, 0 when the archive was not made on Unix.
        encrypted: whether a password is needed.
        method: compression method: 0 stored, 8 deflate, ...
        crc: CRC-32 of the content.
        packed: bytes in the archive.
        size: bytes of the content, by the directory's word.
        start: offset of the local header in the file.
        end: offset of what follows: the next member or the directory.
    """

    name: bytes
    unix_mode: int
    encrypted: bool
    method: int
    crc: int
    packed: int
    size: int
    start: int
    end: int


def read_directory(file: BinaryIO) -> tuple[list[Member], str]:
    """Members in the order of the directory, and the archive's comment.

    Raises:
        SourceError: not a zip archive, or its directory is damaged or too large.
    """
    size, offset, end, comment = _locate(file)
    begin = end - size
    shift = begin - offset  # bytes that were put in front of the archive, as in self-extracting ones
    if begin < 0 or shift < 0:
        raise SourceError("the directory lies outside the archive", "damaged")
    if size > _MAX_DIRECTORY_BYTES:
        raise SourceError(f"the directory of the archive has {size} bytes", "too_many_files")
    file.seek(begin)
    members = _entries(file.read(size), shift)
    return _with_ends(members, begin), comment.decode("ascii", "replace")


def data_offset(file: BinaryIO, member: Member) -> int:
    """Offset of a member's data in the file, from its local header.

    Raises:
        SourceError: there is no local header.
    """
    file.seek(member.start)
    header = file.read(_LOCAL.size)
    if len(header) < _LOCAL.size or header[:4] != b"PK\3\4":
        raise SourceError("no local header", "damaged")
    fields = _LOCAL.unpack(header)
    return member.start + _LOCAL.size + int(fields[9]) + int(fields[10])


def _locate(file: BinaryIO) -> tuple[int, int, int, bytes]:
    """Bytes of the directory, its offset by its own word, where it ends, and the comment."""
    length = file.seek(0, os.SEEK_END)
    tail_start = max(0, length - _END.size - _MAX_COMMENT_BYTES)
    file.seek(tail_start)
    tail = file.read()
    place = tail.rfind(b"PK\5\6")
    if place < 0 or len(tail) - place < _END.size:
        raise SourceError("no zip archive: it has no end record")
    _, _, _, _, _, size, offset, comment_length = _END.unpack_from(tail, place)
    comment = tail[place + _END.size:][:comment_length]
    end = tail_start + place
    locator = tail[place - _LOCATOR64.size: place] if place >= _LOCATOR64.size else b""
    if locator[:4] == b"PK\6\7":
        end = int(_LOCATOR64.unpack(locator)[2])
        file.seek(min(end, length))
        record = file.read(_END64.size)
        if len(record) < _END64.size or record[:4] != b"PK\6\6":
            raise SourceError("no zip64 end record", "damaged")
        size, offset = _END64.unpack(record)[8:10]
    return size, offset, end, comment


def _entries(directory: bytes, shift: int) -> list[Member]:
    members = []
    place = 0
    while place < len(directory):
        if len(directory) - place < _ENTRY.size or directory[place:place + 4] != b"PK\1\2":
            raise SourceError("the directory of the archive is damaged", "damaged")
        entry = _ENTRY.unpack_from(directory, place)
        made_by, flags, method, crc, packed, size = entry[2], entry[5], entry[6], entry[9], entry[10], entry[11]
        name_end = place + _ENTRY.size + entry[12]
        name = directory[place + _ENTRY.size: name_end]
        extra = directory[name_end: name_end + entry[13]]
        size, packed, start = _zip64(extra, (size, packed, entry[18]))
        mode = entry[17] >> 16 if made_by == _UNIX else 0
        members.append(Member(name, mode, bool(flags & 1), method, crc, packed, size, start + shift, 0))
        place = name_end + entry[13] + entry[14]
    return members


def _zip64(extra: bytes, fields: tuple[int, int, int]) -> tuple[int, int, int]:
    """Size, packed size and offset, those that did not fit 32 bits taken from the extra field 1."""
    values = list(fields)
    place = 0
    while place + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, place)
        if kind == 1:
            wide = [i for i, value in enumerate(values) if value == _NONE32]
            body = extra[place + 4: place + 4 + length]
            if len(body) < 8 * len(wide):
                raise SourceError("a zip64 field is cut", "damaged")
            for position, i in enumerate(wide):
                values[i] = struct.unpack_from("<Q", body, 8 * position)[0]
            break
        place += 4 + length
    return values[0], values[1], values[2]


def _with_ends(members: list[Member], directory_start: int) -> list[Member]:
    order = sorted(range(len(members)), key=lambda i: members[i].start)
    starts = [*(members[i].start for i in order), directory_start]
    ends = {i: starts[place + 1] for place, i in enumerate(order)}
    return [Member(m.name, m.unix_mode, m.encrypted, m.method, m.crc, m.packed, m.size, m.start, ends[i])
            for i, m in enumerate(members)]
