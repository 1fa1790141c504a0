"""What is known of repositories beside their files: read from a file that the run file names."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from pipeline.config import AMAZON, S3
from pipeline.errors import InputError
from pipeline.sources.beside import read_beside

EXAMPLE = '{"repo": "owner/name", "stars": 12, "forks": 3, "last_commit": "2024-05-06T07:08:09Z"}'


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one repository; None where it is not known.

    Attributes:
        stars: stars.
        forks: forks.
        last_commit: time of the last commit, in seconds since 1970-01-01 UTC.
    """

    stars: int | None = None
    forks: int | None = None
    last_commit: int | None = None


UNKNOWN = Facts()


def read_metadata(path: str | None, store: S3 = AMAZON) -> Mapping[str, Facts]:
    """Facts by repository name from a JSONL file of objects like EXAMPLE, of which `forks` and `last_commit` may lack.

    Args:
        path: the file, or s3://bucket/key; None for none.
        store: how to reach objects of S3.

    Raises:
        InputError: the file cannot be read, or a line is not such an object; names the line.
        StoreError: the store does not give it.
    """
    if path is None:
        return {}
    found = {}
    try:
        lines = read_beside(path, "repository metadata", store).decode().splitlines()
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: cannot be read as repository metadata: {error}") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                entry = json.loads(line)
                repo, stars = str(entry["repo"]), _count("stars", entry["stars"])
                found[repo] = Facts(stars, _count("forks", entry.get("forks")), _time(entry.get("last_commit")))
            except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
                raise InputError(f"{path}:{number}: not an object like {EXAMPLE}: {error}") from None
    return found


def _count(name: str, value: object) -> int | None:
    if value is None and name != "stars":
        return None
    if not isinstance(value, int) or not 0 <= value < 1 << 63:
        raise ValueError(f"{name} are a whole number from 0")
    return value


def _time(value: object) -> int | None:
    """Seconds since 1970 of a date and time in ISO 8601, which is UTC when it names no zone."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError("last_commit is a date and time like 2024-05-06T07:08:09Z")
    time = datetime.fromisoformat(value)
    return int((time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp())
