"""Opening what a source is one file of: a file of this machine, or an object of S3."""

from typing import BinaryIO, cast

from pipeline.config import Input
from pipeline.sources.paths import located
from pipeline.sources.raw_file import SourceRef
from pipeline.sources.regular_file import open_regular
from pipeline.sources.rows import SourceError
from pipeline.sources.s3.discover import s3_again
from pipeline.sources.s3.listing import Listed
from pipeline.sources.s3.object_file import ObjectFile
from pipeline.sources.s3.place import S3Place, is_s3


def open_source_file(ref: SourceRef, options: Input) -> BinaryIO:
    """The file of a source, at its start, for reading; it can be sought in.

    Raises:
        OSError: it cannot be opened.
        SourceError: the object is not there any more.
        StoreError: the store cannot be asked.
    """
    if not is_s3(ref.location):
        return open_regular(located(ref.location))
    found = ref if ref.etag is not None else s3_again(ref, options.s3)
    if found is None or found.etag is None:
        raise SourceError("there is no such object")
    return cast(BinaryIO, ObjectFile(Listed(S3Place.at(ref.location), found.bytes, found.etag), options.s3))
