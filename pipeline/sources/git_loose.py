"""Loose objects: one zlib file each, read here and not by git.

`git cat-file --batch` writes what a loose file inflates to after the size its header claims. A header that lies would
pass the answers to later questions off as its content, or content off as answers.
"""

import os
import re
import zlib
from typing import BinaryIO

from pipeline.sources.git_reply import Reply
from pipeline.sources.regular_file import open_regular

_HEADER = re.compile(rb"(blob|tree|commit|tag) (0|[1-9][0-9]{0,18})\0")
_HEADER_BYTES = 32
_CHUNK_BYTES = 1 << 16


def is_loose(objects: bytes, oid: str) -> bool:
    """Whether a folder of objects has a file for the object."""
    return os.path.lexists(_path(objects, oid))


def read_loose(objects: bytes, oid: str, with_data: bool) -> Reply:
    """A loose object, its content only when asked for.

    Never inflates more than the header claims and one byte, so the claim is to be asked for first.
    """
    try:
        with open_regular(_path(objects, oid)) as file:
            return _read(file, with_data)
    except (OSError, zlib.error):
        return Reply("failed")


def _path(objects: bytes, oid: str) -> bytes:
    return b"%s/%s/%s" % (objects, oid[:2].encode(), oid[2:].encode())


def _read(file: BinaryIO, with_data: bool) -> Reply:
    inflater = zlib.decompressobj()
    start = inflater.decompress(file.read(_CHUNK_BYTES if with_data else _HEADER_BYTES * 4), _HEADER_BYTES)
    header = _HEADER.match(start)
    if header is None:
        return Reply("failed")
    kind, size = header[1].decode(), int(header[2])
    if not with_data:
        return Reply(kind, size)
    data = bytearray(start[header.end():])
    packed_left = 2 * size + _CHUNK_BYTES  # no encoder makes data twice as long
    while not inflater.eof and len(data) <= size and packed_left > 0:
        packed = inflater.unconsumed_tail or file.read(_CHUNK_BYTES)
        piece = inflater.decompress(packed, size + 1 - len(data))
        if not packed and not piece:  # the file ends, and zlib holds nothing back
            break
        data += piece
        packed_left -= len(packed) - len(inflater.unconsumed_tail)
    return Reply(kind, size, bytes(data)) if inflater.eof and len(data) == size else Reply("failed")
