"""Which objects there are."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from pipeline.config import S3
from pipeline.sources.s3.client import asked, client, payer, status_of
from pipeline.sources.s3.place import S3Place


@dataclass(frozen=True, slots=True)
class Listed:
    """An object, as the store lists it.

    Attributes:
        place: bucket and key.
        size: bytes.
        etag: what changes when its content does, without quotes.
    """

    place: S3Place
    size: int
    etag: str


def objects(prefix: S3Place, options: S3) -> Iterator[Listed]:
    """All objects whose keys begin with a prefix, in the order of their keys, page by page.

    Raises:
        StoreError: the store cannot be asked.
    """
    for page in _pages(prefix, options):
        for entry in page.get("Contents", ()):
            yield Listed(S3Place(prefix.bucket, entry["Key"]), int(entry["Size"]), _bare(entry["ETag"]))


def names(prefix: S3Place, options: S3) -> Iterator[S3Place]:
    """What lies directly below a prefix: objects, and with `/` at their end the beginnings that others share.

    Raises:
        StoreError: the store cannot be asked.
    """
    for page in _pages(prefix, options, Delimiter="/"):
        keys = [entry["Key"] for entry in page.get("Contents", ())]
        keys += [entry["Prefix"] for entry in page.get("CommonPrefixes", ())]
        yield from (S3Place(prefix.bucket, key) for key in keys)


def look_up(place: S3Place, options: S3) -> Listed | None:
    """An object by its key; None when there is none.

    Raises:
        StoreError: the store cannot be asked.
    """
    from botocore.exceptions import ClientError

    try:
        found = asked(lambda: client(options).head_object(Bucket=place.bucket, Key=place.key, **payer(options)), place)
    except ClientError as error:
        if status_of(error) == 404:
            return None
        raise
    return Listed(place, int(found["ContentLength"]), _bare(found["ETag"]))


def below(url: str, options: S3) -> list[tuple[str, Listed]]:
    """The object that a URL names, else those below it at any depth; of each, its key after the URL's, or its own name.

    Keys with a part that begins with `.` or `_` after the URL's are left out, and so are folders that a console made.

    Raises:
        InputError: the URL is none.
        StoreError: the store cannot be asked.
    """
    place = S3Place.parse(url)
    if place.name and (found := look_up(place, options)) is not None:
        return [(place.name, found)]
    prefix = as_folder(place)
    named = ((item.place.key.removeprefix(prefix.key), item) for item in objects(prefix, options))
    return [(name, item) for name, item in named
            if name and not name.endswith("/") and not any(part.startswith((".", "_")) for part in name.split("/"))]


def as_folder(place: S3Place) -> S3Place:
    """The place as a prefix that ends where a name does."""
    return place if not place.key or place.key.endswith("/") else replace(place, key=place.key + "/")


def _bare(etag: str) -> str:
    return etag.strip('"')


def _pages(prefix: S3Place, options: S3, **more: str) -> Iterator[dict[str, Any]]:
    token: dict[str, str] = {}
    while True:
        wanted = {"Bucket": prefix.bucket, "Prefix": prefix.key, **more, **token, **payer(options)}
        page = asked(partial(client(options).list_objects_v2, **wanted), prefix)
        yield page
        if not page.get("IsTruncated"):
            return
        token = {"ContinuationToken": page["NextContinuationToken"]}
