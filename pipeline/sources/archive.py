"""What all archives have in common: names, limits, and the folder that everything in them lies in."""

import re
from collections.abc import Iterable

from pipeline.config import Input
from pipeline.sources.paths import checked_path

SUFFIXES: dict[str, str] = {
    ".tar": "tar", ".tar.gz": "tar", ".tgz": "tar", ".tar.bz2": "tar", ".tbz2": "tar", ".tar.xz": "tar", ".txz": "tar",
    ".tar.zst": "tar", ".tzst": "tar", ".crate": "tar",
    ".zip": "zip", ".whl": "zip", ".egg": "zip",
}
# Inflating to this much is never called a bomb: small archives of repetitive text have high ratios.
_HARMLESS_BYTES = 64 << 20

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
# GitHub abbreviates a commit to seven digits; seven decimal ones are more likely a date or a version.
_GITHUB = re.compile(r"(?:(?P<owner>[A-Za-z0-9]+)-)?(?P<name>.+)-"
                     r"(?P<commit>[0-9a-f]{40}|(?=\d*[a-f])(?=[a-f]*\d)[0-9a-f]{7})")
_DEBIAN = re.compile(r"(?P<name>[a-z0-9][a-z0-9+.-]+)_(?P<version>\d[0-9A-Za-z.+~-]*?)(?:\.orig)?")
_WHEEL_OR_EGG = re.compile(r"[^-]+-([^-]+)-[^-]+")
_RELEASE = re.compile(r"-v?(\d[0-9A-Za-z.+!_]*)$")


def split_suffix(name: str) -> tuple[str, str]:
    """File name without its archive suffix, and the suffix in lower case; ("name", "") when it is no archive."""
    lower = name.lower()
    suffix = max((s for s in SUFFIXES if lower.endswith(s) and len(lower) > len(s)), key=len, default="")
    return (name[: -len(suffix)], suffix) if suffix else (name, "")


def commit_of(name: str, comment: str) -> str | None:
    """Commit or version of an archive: the commit `git archive` left as comment, else what the file name says.

    Names are read as GitHub (owner-repo-<commit>), Debian's sources (name_version.orig), wheels (name-version-tags),
    and sdists, crates and npm's tarballs (name-version) form them.
    """
    if _COMMIT.fullmatch(comment):
        return comment
    stem, suffix = split_suffix(name)
    if suffix in (".whl", ".egg"):
        match = _WHEEL_OR_EGG.match(stem)
        return match[1] if match else None
    if github := _GITHUB.fullmatch(stem):
        return github["commit"]
    if debian := _DEBIAN.fullmatch(stem):
        return debian["version"]
    match = _RELEASE.search(stem)
    return match[1] if match else None


def repository_name(stem: str) -> str:
    """Name of the repository that an archive with this name before its suffix holds, in a folder `owner/` or not.

    GitHub's owner-repo-<commit> is owner/repo: an owner with a hyphen cannot be told, and ends at the first one. Other
    names stay whole, with their version: two releases of a package are two repositories.
    """
    folder, _, own = stem.rpartition("/")
    found = _GITHUB.fullmatch(own)
    if found is None:
        return stem.removesuffix(".orig")
    owner = folder or found["owner"]
    return f"{owner}/{found['name']}" if owner else found["name"]


def inflated_limit(archive_bytes: int, options: Input) -> int:
    """Bytes an archive of this size may inflate to."""
    return min(options.max_archive_bytes, max(archive_bytes * options.max_archive_ratio, _HARMLESS_BYTES))


def member_name(name: bytes) -> bytes:
    """Name of a member without the leading `./` that tar writes."""
    while name.startswith(b"./"):
        name = name[2:].lstrip(b"/")
    return name


def is_git_internal(name: bytes) -> bool:
    """Whether a member lies in a `.git` folder, which is git's and no part of the repository."""
    return b".git" in name.split(b"/")


class TopFolder:
    """Finds the folder that all files of an archive lie in, as in sdists and GitHub's archives."""

    def __init__(self, names: Iterable[bytes] = ()) -> None:
        self._top: bytes | None = None
        self._shared = True
        for name in names:
            self.add(name)

    def add(self, name: bytes) -> None:
        """Take the name of one more file; bad names have no say."""
        if checked_path(name)[1]:
            return
        top, slash, _ = name.partition(b"/")
        if self._top is None:
            self._top = top
        self._shared = self._shared and bool(slash) and top == self._top

    @property
    def prefix(self) -> bytes:
        """What the names of all files begin with, `/` at the end; empty when they do not share a folder."""
        return self._top + b"/" if self._shared and self._top is not None else b""
