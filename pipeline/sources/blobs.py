"""Texts that a table names by id: gzipped objects of a store, as Software Heritage keeps those of The Stack v2."""

import io
import re
from functools import partial
from pathlib import Path

from pipeline.config import S3
from pipeline.errors import StoreError
from pipeline.sources.inflate import Inflated
from pipeline.sources.rows import SourceError
from pipeline.sources.s3.client import asked, client, payer
from pipeline.sources.s3.place import S3Place, is_s3

_GZIP_BYTES = 64 << 10  # that a file which does not compress may have more than its text
_ID = re.compile(r"[0-9a-f]{40,64}")


def read_blob(store: str, options: S3, name: str, most_bytes: int) -> bytes:
    """The text with an id.

    Args:
        store: s3://bucket/prefix/ or a folder; what is put before the id.
        options: of a store of S3.
        name: the id, hexadecimal.
        most_bytes: larger ones are not read.

    Raises:
        SourceError: there is none, it is too large or damaged, or the id is none.
        StoreError: the store does not answer, or does not let us in.
    """
    if not _ID.fullmatch(name):
        raise SourceError(f"no id of a text: {name[:80]!r}", "bad_row")
    packed = _object(store, options, name, most_bytes + _GZIP_BYTES)
    try:
        data = Inflated(io.BytesIO(packed), 1 << 62).read(most_bytes + 1)
        if len(data) <= most_bytes and len(packed) <= most_bytes + _GZIP_BYTES:
            return data
    except Exception as error:  # decompressors raise a dozen types for bad input
        raise SourceError(f"{type(error).__name__}: {error}", "damaged") from None
    raise SourceError(f"more than {most_bytes} bytes", "too_large")


def _object(store: str, options: S3, name: str, most_bytes: int) -> bytes:
    """The bytes of an object, at most one more than `most_bytes`."""
    if not is_s3(store):
        try:
            with (Path(store) / name).open("rb") as file:
                return file.read(most_bytes + 1)
        except FileNotFoundError:
            raise SourceError("the store has no such text", "missing_object") from None
    place = S3Place.parse(store + name)
    try:
        return asked(partial(_get, place, options, most_bytes), place)
    except Exception as error:  # botocore is a second to import
        if isinstance(error, StoreError):
            raise
        raise SourceError("the store has no such text", "missing_object") from None


def _get(place: S3Place, options: S3, most_bytes: int) -> bytes:
    answer = client(options).get_object(Bucket=place.bucket, Key=place.key, **payer(options))
    body: bytes = answer["Body"].read(most_bytes + 1)
    if len(body) < min(answer["ContentLength"], most_bytes + 1):
        raise OSError("the answer breaks off")
    return body
