"""Keys of readings: equal for the same content of a repository under the same settings, and for nothing else."""

import json
from collections.abc import Iterable
from hashlib import sha256

from pipeline.sources.raw_file import RawFile


def digest_of(file: RawFile) -> bytes:
    """SHA-256 of what curation can tell about a file."""
    return sha256(json.dumps([file.path, file.size, file.sha256, file.problem, file.detail,
                              file.licence, file.language]).encode()).digest()


def reading_key(
    settings: str, repo: str, source: str, commit: str | None, last_commit: int | None, files: Iterable[bytes]
) -> str:
    """The key of a reading (schemas.key).

    Args:
        settings: what the rows depend on beside the repository.
        repo: name of the repository.
        source: kind and location.
        commit: commit or version, None when unknown.
        last_commit: time of the last commit, None when unknown.
        files: `digest_of` each file, in any order.
    """
    head = sha256(json.dumps([settings, repo, source, commit, last_commit]).encode()).digest()
    return sha256(head + b"".join(sorted(files))).hexdigest()[:32]
