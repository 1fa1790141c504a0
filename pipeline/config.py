"""The run file: typed options with their defaults."""

import re
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from pipeline.domains import OWN
from pipeline.kinds import KINDS
from pipeline.option_files import CHECKED_BY_US, Section, checked, nearest, read_values
from pipeline.privacy import kinds

MIB = 1 << 20
# Options of dedup that signatures do not depend on.
COMPARISON = {"threshold", "containment", "survivor", "files", "file_min_bytes", "file_threshold",
              "false_negative_weight"}


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


class Rules(Section):
    """StarCoder's rules with the thresholds published for DeepSeek-Coder (paper section 2.1); null switches one off."""

    notebooks: Literal["json", "script"] = Field("json", description="a notebook is kept as the JSON that it is, or as "
                                                 "a script: code, and texts as comments, without outputs")
    table: Literal["none", "starcoder"] = Field("none", description="exceptions by extension, in pipeline/rules/*.yaml")
    drop_vendored: bool = True
    max_lines: int | None = Field(None, gt=0, description="of any file (StarCoder2: 100000)")
    max_line_length: int | None = Field(1000, gt=0, description="characters")
    mean_line_length: float | None = Field(100, gt=0, description="characters")
    alphanumeric_share: float | None = Field(None, ge=0, le=1, description="letters and digits (StarCoder: 0.25)")
    alphabetic_share: float | None = Field(0.25, ge=0, le=1)
    xml_prefix_chars: int = Field(100, ge=0)
    html_visible_share: float = Field(0.20, ge=0, le=1)
    html_visible_chars: int = Field(100, ge=0)
    html_above: bool = Field(False, description="HTML must be above both limits; else it may be at them")
    data_min_chars: int = Field(50, ge=0, description="JSON and YAML")
    data_max_chars: int = Field(5000, ge=0, description="JSON and YAML")
    data_max_lines: int | None = Field(None, gt=0, description="JSON and YAML (StarCoder2: 512)")
    docs_as_prose: bool = Field(True, description="documents of prose alone also meet the rules for prose, "
                                "pipeline/rules/prose.yaml; the README of the root does not")
    drop_generated: bool = Field(False, description="what Linguist or its first five lines call generated")
    generated_header_lines: int | None = Field(None, gt=0, description="in which more words for it count, too")
    encoded_run_chars: int | None = Field(None, ge=0, description="of one run of base64, hex or \\u (StarCoder2: 1024)")
    encoded_share: float | None = Field(None, ge=0, le=1, description="of the file in such runs (StarCoder2: 0.5)")
    syntax_error_share: float = Field(0.10, ge=0, le=1, description="of the file's bytes under error nodes")
    syntax_by_language: bool = Field(False, description="the catalogue's share instead, where a language has one")
    drop_conflicts: bool = Field(False, description="files with the marks of a merge conflict")
    drop_truncated: bool = Field(False, description="files whose last line ends in an error or looks unfinished")
    drop_unbalanced: bool = Field(False, description="files with syntax errors whose brackets do not match")


class Quality(Section):
    """The quality score of files (pipeline/quality), and what share of a language's files is dropped by it.

    Shares are those of the model's reference, files of well-known libraries in the mix in which packages have them: a
    share is a fixed score, so that what becomes of a file does not depend on the other files of the run.
    """

    model: str | None = Field(None, description="file that jobs/train_quality.py made; None for the shipped one")
    drop_share: float = Field(0, ge=0, lt=1, description="of each language that the model knows; 0 drops nothing")
    languages: dict[str, Annotated[float, Field(ge=0, lt=1)]] = Field({}, description="drop_share of some languages")


class Licences(Section):
    """Which licences may be trained on. `A OR B` may if one may, `A AND B` only if both; exceptions change nothing."""

    policy: Literal["keep_all", "permissive"] = Field("keep_all", description="permissive: only licences of "
                                                      "pipeline/permissive_licences.txt")
    allow: tuple[str, ...] = Field((), description="SPDX ids that may be trained on beside the permissive ones")
    deny: tuple[str, ...] = Field((), description="SPDX ids that may not, under any policy")
    unlicensed: Literal["keep", "drop"] = Field("keep", description="files for which no licence was found")


class Decontamination(Section):
    """Benchmark items in training text. Files that hold one are dropped, or the lines that do are masked."""

    index: str | None = Field(None, description="file that `repomill benchmarks` made; None looks for nothing")
    words: int = Field(13, ge=10, le=100, description="words in a row that must match, or all of an item that has "
                       "fewer; DeepSeek-Coder's rule says 10")
    action: Literal["drop", "mask"] = Field("drop", description="of a file with an item; mask: the file stays, and the "
                                            "lines around the item are context only")
    repositories: Literal["files", "whole", "ignore"] = Field(
        "files", description="of repositories that a benchmark names, the files that its items touch, or all files")
    structure: bool = Field(True, description="also find code of items whose names, comments and layout were changed")


class Privacy(Section):
    """Secrets and personal data in kept files, replaced by made-up ones of the same length."""

    redact: bool = True
    kinds: tuple[str, ...] | None = Field(None, description="which of pipeline.privacy.kinds(); None for all")

    @field_validator("kinds")
    @classmethod
    def _are_known(cls, names: tuple[str, ...] | None) -> tuple[str, ...] | None:
        known = kinds()
        unknown = [f"no such kind as {name}; {nearest(name, list(known))}" for name in names or () if name not in known]
        if unknown:
            raise PydanticCustomError(CHECKED_BY_US, "{problems}", {"problems": ", ".join(unknown)})
        return names

    @property
    def redacted_kinds(self) -> frozenset[str]:
        """The kinds that are replaced; none when nothing is."""
        if not self.redact:
            return frozenset()
        return frozenset(kinds() if self.kinds is None else self.kinds)


class Parsing(Section):
    """Bounds of the parser process."""

    deadline_seconds: float = Field(2.0, gt=0, description="for one file; the process is killed after it")
    memory_mib: int = Field(1024, ge=256, description="address space of the parser process above its start size")


class Graph(Section):
    """Which dependencies tie files together, and how much each counts when not all can be kept or kept near."""

    kinds: dict[str, Annotated[float, Field(ge=0, allow_inf_nan=False)]] = Field(
        {name: kind.weight for name, kind in KINDS.items()},
        description="weight by kind (pipeline/kinds.py); a kind of weight 0, or not named, is not in the graph",
    )
    max_bytes: int = Field(1024 * MIB, gt=0, description="memory for what is known of a repository's files (some 12 kB "
                           "each); one with more is divided between folders, and each piece has a graph of its own")

    @field_validator("kinds")
    @classmethod
    def _are_known(cls, kinds: dict[str, float]) -> dict[str, float]:
        unknown = [f"no such kind as {name}; {nearest(name, list(KINDS))}" for name in kinds if name not in KINDS]
        if unknown:
            raise PydanticCustomError(CHECKED_BY_US, "{problems}", {"problems": ", ".join(unknown)})
        return kinds

    @property
    def weights(self) -> dict[str, float]:
        """Weight of each kind that is in the graph."""
        return {name: weight for name, weight in self.kinds.items() if weight > 0}


class Order(Section):
    """How files of a component follow one another."""

    mode: Literal["window", "deepseek"] = "window"
    front: Literal["largest", "own"] = Field(
        "largest", description="README and build files of the root that nothing depends on: first files of the largest "
        "document, or documents of their own"
    )
    window_tokens: int = Field(16384, gt=0)
    bytes_per_token: float = Field(3.5, gt=0)

    @property
    def window_bytes(self) -> int:
        """Estimated bytes of text in one training window."""
        return int(self.window_tokens * self.bytes_per_token)


class Documents(Section):
    """Size of documents."""

    max_bytes: int = Field(8 * MIB, gt=0, description="documents above are cut between files")


Fact = Literal["licence", "stars", "forks", "last_commit", "kept_files"]


class Dedup(Section):
    """Near-duplicate repositories: MinHash LSH, then verification. Then equal files of those that are kept."""

    threshold: float = Field(0.7, gt=0, le=1, description="Jaccard similarity")
    containment: float | None = Field(0.9, gt=0, le=1, description="share of a repository found in a better one from "
                                      "which it is dropped, however much larger that is; null asks for none")
    survivor: tuple[Fact, ...] = Field(("licence", "stars", "forks", "last_commit"), description="what makes a "
                                       "repository better, the first that differs decides: licence (permissive, other, "
                                       "none), most stars, forks, newest commit, most kept files; then hash and name")
    files: Literal["mask", "keep"] = Field("mask", description="files that a better kept repository has as well: "
                                           "context only, or trained on again")
    file_min_bytes: int = Field(100, ge=0, description="smaller files are trained on wherever they are")
    file_threshold: float | None = Field(None, gt=0, le=1, description="Jaccard similarity from which a file counts as "
                                         "a copy of another repository's; null: only equal files do. Estimated from "
                                         "short signatures, with a standard error of 0.022 at 0.85")
    ngram: int = Field(5, gt=0, le=32, description="tokens per shingle")
    permutations: int = Field(256, ge=16, le=4096)
    false_negative_weight: float = Field(0.9, ge=0, le=1, description="weight of missed pairs in choosing the bands; "
                                         "the rest weighs pairs that verification must reject")
    min_shingles: int = Field(50, ge=1, description="repositories and files with fewer are "
                               "compared by exact hash only")
    sketch_size: int = Field(16384, ge=64, description="shingle hashes kept for verification")
    seed: int = 1

    @property
    def signs_files(self) -> bool:
        """Whether curation keeps a signature of every file."""
        return self.files == "mask" and self.file_threshold is not None


class Output(Section):
    """The corpus folder."""

    path: str = "corpus"
    overwrite: bool = False
    row_group_bytes: int = Field(16 * MIB, gt=0, description="text bytes per Parquet row group")
    training_row_group_bytes: int = Field(4 * MIB, gt=0)
    training_file_bytes: int = Field(32 * MIB, gt=0, description="text bytes per file of training_documents, about; "
                                     "a refresh writes only the files again in which something changed")
    compression_level: int = Field(3, ge=1, le=22, description="zstd")
    keep_raw_files: bool = False


class Refresh(Section):
    """How a refresh runs when nobody watches it."""

    wait: bool = Field(False, description="for another run that is writing the corpus; else the refresh ends at once "
                       "with status 75")
    timeout_seconds: float | None = Field(None, gt=0, description="then it ends with status 124; the version stays")
    metrics: str | None = Field(None, description="file for its outcome as JSON, however it ends")
    prometheus: str | None = Field(None, description="file for the same as metrics, e.g. for node_exporter (.prom)")
    notify: str | None = Field(None, description="command that gets the JSON on its standard input; what becomes of it "
                               "changes nothing")


class Spark(Section):
    """The Spark session. Cluster settings belong to spark-submit and conf/spark-defaults.conf."""

    master: str | None = Field(None, pattern=r"^(local(\[.+\])?|local-cluster\[.+\]|yarn|(spark|k8s)://.+)$",
                               description="None leaves it to spark-submit, else to what the input needs: "
                               "no Spark at all, or local[*]")
    partition_bytes: int = Field(16 * MIB, gt=0, description="input bytes per task")
    local_bytes: int | None = Field(None, ge=0, description="input up to which this machine does without Spark; 0 "
                                    "for never; None: 8 GiB without a master, else 32 MiB of a refresh")
    driver_memory: str = Field("2g", pattern=r"^[1-9][0-9]*[kmgt]$", description="heap of the driver")
    conf: dict[str, str] = Field(default_factory=dict)


class Run(Section):
    """A whole run file."""

    input: Input = Input()
    rules: Rules = Rules()
    quality: Quality = Quality()
    licences: Licences = Licences()
    decontamination: Decontamination = Decontamination()
    privacy: Privacy = Privacy()
    parsing: Parsing = Parsing()
    graph: Graph = Graph()
    order: Order = Order()
    documents: Documents = Documents()
    dedup: Dedup = Dedup()
    output: Output = Output()
    spark: Spark = Spark()
    refresh: Refresh = Refresh()

    def content_hash(self) -> str:
        """Hex SHA-256 of every option that can change the content of the corpus."""
        return self._hash(set())

    def curation_hash(self) -> str:
        """Hex SHA-256 of every option that can change what curation makes of a repository."""
        return self._hash(COMPARISON)

    def _hash(self, without: set[str]) -> str:
        content = self.model_dump_json(
            exclude={"dedup": without},
            include={"quality": {"drop_share", "languages"}, "rules": True, "licences": True, "privacy": True,
                     "decontamination": {"structure", "words", "action", "repositories"},
                     "parsing": True, "graph": True, "order": True, "documents": True, "dedup": True,
                     "input": {"texts": {"__all__": set(Texts.model_fields) - {"path"}}, **dict.fromkeys(
                         ("max_file_bytes", "max_repo_files", "max_archive_bytes", "max_archive_ratio"), True)}}
        )
        return sha256((content + "signed" * self.dedup.signs_files).encode()).hexdigest()


def load_run(path: str | Path) -> Run:
    """Read a run file.

    Raises:
        ConfigError: the file is missing, is not YAML, or has unknown keys or bad values; all problems at once.
    """
    return build_run(read_values(path, Run), str(path))


def build_run(values: dict[str, Any], place: str) -> Run:
    """Check option values and give the run they describe.

    Raises:
        ConfigError: unknown keys or bad values; all problems at once, each with its place.
    """
    return checked(Run, values, place)
