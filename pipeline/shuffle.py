"""The order of training documents: by document id, which is a hash, so that neighbours have nothing to do with another.

Files are equal ranges of ids. Their number is a power of two, so that a corpus that grows or shrinks a little keeps it,
and a document that changes touches one file.
"""

BITS = 32  # of an id that say which file it is in


def file_count(text_bytes: int, file_bytes: int) -> int:
    """Files for so much text: the power of two that gives each at most about `file_bytes`."""
    wanted = max(1, -(-text_bytes // file_bytes))
    return min(1 << BITS, 1 << (wanted - 1).bit_length())


def file_of(document_id: str, files: int) -> int:
    """Number of the file of a document, from 0."""
    return int(document_id[: BITS // 4], 16) >> (BITS - (files.bit_length() - 1))
