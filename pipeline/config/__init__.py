"""The run file: typed options with their defaults."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import Field

from pipeline.config.documents import Dedup, Documents, Graph, Order, Parsing
from pipeline.config.filters import Decontamination, Licences, Privacy, Quality, Rules
from pipeline.config.input import AMAZON, S3, Input, Limits, Tables, Texts
from pipeline.config.sizes import MIB
from pipeline.option_files import Section, checked, read_values

__all__ = [
    "AMAZON", "MIB", "S3", "Decontamination", "Dedup", "Documents", "Graph", "Input", "Licences", "Limits", "Order",
    "Output", "Parsing", "Privacy", "Quality", "Refresh", "Rules", "Run", "Spark", "Tables", "Texts", "build_run",
    "load_run",
]

# Options of dedup that signatures do not depend on.
COMPARISON = {"threshold", "containment", "survivor", "files", "file_min_bytes", "file_threshold",
              "false_negative_weight"}


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
