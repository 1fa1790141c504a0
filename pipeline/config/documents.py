"""Options of how files become documents: parsing, graph, order, deduplication."""

from typing import Annotated, Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from pipeline.config.sizes import MIB
from pipeline.kinds import KINDS
from pipeline.option_files import CHECKED_BY_US, Section, nearest


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
