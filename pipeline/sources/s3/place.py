"""Names of objects: s3://bucket/key."""

import re
from dataclasses import dataclass

from pipeline.errors import InputError
from pipeline.sources.paths import escape, unescape

SCHEME = "s3://"
_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,254}")


@dataclass(frozen=True, slots=True)
class S3Place:
    """An object, or what the names of objects begin with.

    Attributes:
        bucket: the bucket.
        key: the key, or a prefix of keys.
    """

    bucket: str
    key: str

    @classmethod
    def parse(cls, url: str) -> "S3Place":
        """The place that a user names.

        Raises:
            InputError: not s3://bucket or s3://bucket/key, or with credentials in it, which are not repeated.
        """
        shown = escape(url.encode("utf-8", "surrogateescape"))
        bucket, _, key = url.removeprefix(SCHEME).partition("/")
        if "@" in bucket:
            raise InputError(f"{SCHEME}...@{escape(bucket.rpartition('@')[2].encode())}/: credentials do not belong in "
                             "an input; boto3 finds them in the environment, a profile or a role")
        if not is_s3(url) or not _BUCKET.fullmatch(bucket) or any("\ud800" <= sign <= "\udfff" for sign in key):
            raise InputError(f"{shown}: an object or prefix is written as s3://bucket/key, in UTF-8")
        return cls(bucket, key)

    @classmethod
    def at(cls, location: str) -> "S3Place":
        """The place of a SourceRef's location, which is escaped."""
        bucket, _, key = unescape(location).decode("utf-8", "surrogateescape").removeprefix(SCHEME).partition("/")
        return cls(bucket, key)

    @property
    def name(self) -> str:
        """What follows the last `/` of the key."""
        return self.key.rpartition("/")[2]

    def __str__(self) -> str:
        """As a location: escaped, fit to be shown."""
        return escape(f"{SCHEME}{self.bucket}/{self.key}".encode("utf-8", "surrogateescape"))


def is_s3(location: str) -> bool:
    """Whether a path of the input or a location is one of S3; no path of a file system that we make begins so."""
    return location.startswith(SCHEME)


def refuse_hadoop(path: str) -> None:
    """See that a path of the input is none of S3 as Hadoop would write it.

    Raises:
        InputError: it is.
    """
    if path.startswith(("s3a://", "s3n://")):
        raise InputError(f"{path.partition(':')[0]}: is Hadoop's name for it; write {SCHEME}bucket/prefix")
