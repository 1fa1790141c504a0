"""Which repositories a prefix holds: the archives below it, by the rules for folders."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.config import S3
from pipeline.errors import InputError
from pipeline.sources.archive import SUFFIXES, repository_name, split_suffix
from pipeline.sources.paths import escape
from pipeline.sources.raw_file import SourceRef
from pipeline.sources.s3.listing import Listed, as_folder, look_up, names, objects
from pipeline.sources.s3.place import S3Place

_ACCEPTED = f"accepted are archives ({' '.join(SUFFIXES)}) directly below a prefix or one `/` deeper, as owner/name"


def s3_sources(url: str, options: S3) -> list[SourceRef]:
    """The archive that a URL names, or those below it.

    As in folders, archives one `/` deeper count only where nothing but archives lies beside them.

    Raises:
        InputError: there are none.
        StoreError: the store cannot be asked.
    """
    place = S3Place.parse(url)
    if split_suffix(place.name)[1]:
        found = look_up(place, options)
        if found is None:
            raise InputError(f"{place}: there is no such object")
        return [_ref(found, place.name)]
    prefix = as_folder(place)
    refs, seen = _below(prefix, objects(prefix, options))
    if not refs:
        raise InputError(f"{prefix}: {'holds no archive' if seen else 'there is no object below it'}; {_ACCEPTED}")
    return refs


def s3_left_out(url: str, found: Sequence[SourceRef], options: S3) -> Iterator[str]:
    """What lies directly below a prefix and neither is nor holds a repository."""
    place = S3Place.parse(url)
    if split_suffix(place.name)[1]:
        return
    used = {ref.location for ref in found}
    holding = {location.rpartition("/")[0] + "/" for location in used}
    prefix = as_folder(place)
    for name in names(prefix, options):
        if not name.key.removeprefix(prefix.key).startswith(".") and str(name) not in used | holding \
                and name.key != prefix.key:
            yield str(name)


def s3_again(ref: SourceRef, options: S3) -> SourceRef | None:
    """A source with the ETag and size it has now; None when it is gone."""
    found = look_up(S3Place.at(ref.location), options)
    return None if found is None else replace(ref, bytes=found.size, etag=found.etag)


def _below(prefix: S3Place, found: Iterator[Listed]) -> tuple[list[SourceRef], bool]:
    """The repositories among objects, and whether there are objects at all."""
    refs: list[SourceRef] = []
    owners: dict[str, list[SourceRef]] = defaultdict(list)
    impure: set[str] = set()
    seen = False
    for item in found:
        owner, _, name = item.place.key.removeprefix(prefix.key).rpartition("/")
        if not name or "/" in owner:  # a folder that a console made, or too deep
            continue
        seen = True
        is_archive = bool(split_suffix(name)[1])
        if not owner and is_archive:
            refs.append(_ref(item, name))
        elif owner and not name.startswith("."):
            if is_archive:
                owners[owner].append(_ref(item, f"{owner}/{name}"))
            else:
                impure.add(owner)
    for owner, of_owner in owners.items():
        refs += of_owner if owner not in impure else []
    return refs, seen


def _ref(found: Listed, name: str) -> SourceRef:
    stem, suffix = split_suffix(name)
    repo = escape(repository_name(stem).encode("utf-8", "surrogateescape"))
    return SourceRef(SUFFIXES[suffix], str(found.place), repo, found.size, etag=found.etag)
