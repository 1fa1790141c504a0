"""Options of the input: where repositories and texts come from."""

import re

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from pipeline.config.sizes import MIB
from pipeline.domains import OWN
from pipeline.option_files import CHECKED_BY_US, Section

Limits = tuple[float | None, float | None] | dict[int, float]
"""Limits of a rule for prose: at least and at most, or by n of n-grams the most."""


class Texts(Section):
    """Texts that are no part of a repository: rows of Parquet files or JSON lines."""

    path: str = Field(description="file, folder or s3://bucket/prefix of files at any depth: .parquet, .avro, .jsonl "
                      "(also .gz .zst .bz2 .xz)")
    domain: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$", description="e.g. stackexchange, chinese")
    text: str = Field("text", description="column of the text")
    id: str | None = Field(None, description="column of a name for the text, its path in the ledger")
    licence: str | None = Field(None, description="SPDX expression for all texts, or those without one of their own")
    licence_column: str | None = None
    language: str | None = Field(None, description="natural language (en, zh) of all texts, or those that state none")
    language_column: str | None = None
    rules: dict[str, Limits | None] = Field(
        {}, description="other limits than those of pipeline/rules/prose.yaml, by rule: [at least, at most], by n for "
        "n-grams; null switches one off")

    @field_validator("domain")
    @classmethod
    def _is_not_ours(cls, domain: str) -> str:
        if domain in OWN:
            raise PydanticCustomError(CHECKED_BY_US, "{domain} is what repositories give; choose another name",
                                      {"domain": domain})
        return domain


class S3(Section):
    """The store of inputs named s3://bucket/prefix. Credentials are no option: boto3 finds them."""

    endpoint: str | None = Field(None, description="of a store that is not Amazon's: http(s)://host:port")
    region: str | None = Field(None, description="of the bucket; None for what boto3 finds")
    requester_pays: bool = Field(False, description="whether we pay for requests to buckets that ask for it")
    anonymous: bool = Field(False, description="without credentials, for public buckets")

    @field_validator("endpoint")
    @classmethod
    def _has_no_credentials(cls, endpoint: str | None) -> str | None:
        if endpoint is not None and ("@" in endpoint or not re.fullmatch(r"https?://[^/?#\s]+(/[^?#\s]*)?", endpoint)):
            raise PydanticCustomError(CHECKED_BY_US, "write http(s)://host:port; no credentials, which boto3 finds "
                                      "itself")
        return endpoint


AMAZON = S3()  # what boto3 finds by itself


class Tables(Section):
    """Repositories as rows of Parquet or Avro files or JSON lines; pipeline/sources/layouts.yaml has the presets."""

    path: str = Field(description="file, folder or s3://bucket/prefix of files at any depth: .parquet, .avro, .jsonl "
                      "(also .gz .zst .bz2 .xz)")
    preset: str = Field("rows", description="rows, github_code, stack_v1, stack_v2, stack_v2_train, stack_v3, "
                        "stack_v3_full or bigquery")
    columns: dict[str, str | None] = Field({}, description="column by role, over the preset's: repo, path, text, id, "
                                           "blob, encoding, commit, stars, forks, licence, size, binary, symlink")
    files: str | None = Field(None, description="column with the list of a repository's files")
    together: bool | None = Field(None, description="whether the rows of a repository follow one another in one file")
    contents: str | None = Field(None, description="table with the texts by id: a path like the first")
    contents_columns: dict[str, str | None] = Field({}, description="id, text, size, binary")
    licences: str | None = Field(None, description="table with licences of repositories")
    licences_columns: dict[str, str | None] = Field({}, description="repo, licence")
    blobs: str | None = Field(None, description="s3://bucket/prefix/ or folder of texts, gzip by gzip, by `blob`")
    prefix: str = Field("", description="put before the names, where another source has repositories of the same name")


class Input(Section):
    """Where repositories and texts come from, and how much of one is read."""

    paths: tuple[str, ...] = Field((), description="clones, archives, folders of them, "
                                   "packages:installed, or archives at s3://bucket/prefix")
    tables: tuple[Tables, ...] = ()
    texts: tuple[Texts, ...] = ()
    s3: S3 = S3()
    metadata: str | None = Field(None, description="JSONL file with `repo`, `stars` and, where known, `forks` "
                                 "and `last_commit` (a date and time) of repositories; or s3://bucket/key")
    opt_out: str | None = Field(None, description="list (text, YAML or JSONL) of repositories, owners, paths and "
                                "licences that are not to be read: pipeline/sources/opt_out_list.py; or "
                                "s3://bucket/key")
    max_file_bytes: int = Field(MIB, gt=0, description="larger files get the fate too_large")
    max_repo_files: int = Field(1_000_000, gt=0, description="files of a repository; others get too_many_files")
    max_archive_bytes: int = Field(8 << 30, gt=0, description="bytes an archive may inflate to")
    max_archive_ratio: int = Field(200, gt=0, description="inflated bytes per archive byte")
    deadline_seconds: float = Field(600, gt=0, description="time one git process may take for a repository")
