"""The value every source yields: one file of one repository, as it was found."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RawFile:
    r"""One file of a repository. Fields as in schemas.raw_files, without the repository's own columns.

    Attributes:
        path: path in the repository, `/` between parts; bytes that are not UTF-8 and control characters as \xNN.
        size: bytes in the source, -1 when the source does not say.
        sha256: hex SHA-256 of the bytes; None when they were not read.
        encoding: encoding the text was decoded from; None when there is no text.
        text: the file as UTF-8 bytes without byte order mark; None when `problem` says why.
        problem: a key of pipeline.fates.PROBLEMS, or None.
        detail: the problem in words, or None.
        licence: SPDX expression that the source states beside the file, or None.
        language: natural language that the source states for a text, or None.
    """

    path: str
    size: int
    sha256: str | None = None
    encoding: str | None = None
    text: bytes | None = None
    problem: str | None = None
    detail: str | None = None
    licence: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class SourceRef:
    """One repository to read: found by listing, before any of its content is read.

    Attributes:
        kind: key of pipeline.sources.SOURCES that reads it: git, folder, tar, zip, package.
        location: path of the clone, folder or archive, or s3://bucket/key (text made by pipeline.sources.paths.escape,
            so that any path survives a table), or name of the installed package.
        repo: repository name, unique among the sources of a run.
        bytes: rough size, for spreading the work; never part of the output.
        stamp: what it is recognised by without being read (pipeline.sources.stamp); None when it is to be read.
        etag: of an object of S3, as it was listed; None for all else.
    """

    kind: str
    location: str
    repo: str
    bytes: int
    stamp: str | None = field(default=None, kw_only=True)
    etag: str | None = field(default=None, kw_only=True)

    @property
    def place(self) -> str:
        """Kind and location, as in the column `source`."""
        return f"{self.kind}:{self.location}"

    @property
    def is_scattered(self) -> bool:
        """Whether it has files of repositories that other sources of the run have files of, too."""
        return False
