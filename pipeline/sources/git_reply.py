"""What reading a git object gives, and whether its content is what its id says."""

from dataclasses import dataclass
from hashlib import sha1, sha256


@dataclass(frozen=True, slots=True)
class Reply:
    """Answer to a question for an object.

    Attributes:
        kind: blob, tree, commit or tag; `missing`; `failed` when it is broken, git died or gave no answer in time.
        size: bytes of the content.
        data: the content; empty when only the size was asked for.
    """

    kind: str
    size: int = 0
    data: bytes = b""


def is_genuine(kind: str, data: bytes, oid: str) -> bool:
    """Whether the content has the id it is stored under: git does not check it when it reads."""
    digest = sha1(usedforsecurity=False) if len(oid) == 40 else sha256()
    digest.update(f"{kind} {len(data)}\0".encode())
    digest.update(data)
    return digest.hexdigest() == oid
