"""Files that a run file names beside its input, whole: lists and what is known of repositories."""

from pathlib import Path

from pipeline.config import AMAZON, S3
from pipeline.errors import InputError
from pipeline.sources.rows import SourceError
from pipeline.sources.s3.listing import look_up
from pipeline.sources.s3.object_file import ObjectFile
from pipeline.sources.s3.place import S3Place, is_s3, refuse_hadoop


def read_beside(path: str, what: str, store: S3 = AMAZON) -> bytes:
    """All bytes of a file of this machine or of an object of S3.

    Args:
        path: the file, or s3://bucket/key.
        what: it is to be, for messages.
        store: how to reach objects.

    Raises:
        InputError: it is not there or cannot be read.
        StoreError: the store does not give it.
    """
    refuse_hadoop(path)
    try:
        if not is_s3(path):
            return Path(path).read_bytes()
        place = S3Place.parse(path)
        found = look_up(place, store)
        if found is None:
            raise InputError(f"{place}: cannot be read as {what}: there is no such object")
        with ObjectFile(found, store) as file:
            return file.read()
    except (OSError, SourceError) as error:
        raise InputError(f"{path}: cannot be read as {what}: {error}") from None
