"""Objects of S3, or of a store that speaks its protocol, as files: listed, found by name, read in ranges."""

from pipeline.sources.s3.block_file import BlockFile
from pipeline.sources.s3.object_file import ObjectFile
from pipeline.sources.s3.place import S3Place, is_s3

__all__ = ["BlockFile", "ObjectFile", "S3Place", "is_s3"]
