"""The run file of an ablation (conf/training/ablation.yaml)."""

from typing import Annotated, Literal

from pydantic import Field

from pipeline.option_files import Section
from pipeline.training.options import Model

Share = Annotated[float, Field(gt=0, lt=1)]
Dedup = Literal["none", "repositories", "files"]


class Arm(Section):
    """One model: what its data is like. The first arm of a run is what the others are compared with."""

    name: str
    order: Literal["window", "deepseek", "random", "path"] = "window"
    fim: Literal["none", "character", "line", "node", "aligned"] = Field("none", description="middles, rate 0.5")
    dedup: Dedup = Field("files", description="duplicate repositories dropped, and files that others have masked; or "
                         "only the first; or nothing")
    headers: bool = Field(True, description="a comment with its path before each file")


class Base(Section):
    """The model that all arms go on from: trained on files alone, so that it has seen none after another."""

    train_bytes: int = Field(6_000_000, gt=0, description="of files, turn by turn of each repository")
    steps: int = Field(gt=0)
    rows: int = Field(4, gt=0, description="windows of a step")
    peak: float = Field(3e-3, gt=0, description="learning rate")


class Ablation(Section):
    """Data, size and questions, the same for all arms."""

    corpus: str = Field(description="corpus folder, with the tables documents, edges and corpus")
    out: str = Field(description="folder to write; arms that are done already are not done again")
    held_out: Share = Field(0.3, description="of the repositories")
    window: int = Field(2048, ge=256, description="tokens")
    entries: int = Field(2048, ge=256, description="of the tokenizer")
    file_bytes: int = Field(3072, gt=0, description="files of more are left out, so that a window has room for several")
    part_bytes: int = Field(65_536, gt=0, description="of a stretch of a component whose files are put in order")
    train_bytes: int = Field(1_200_000, gt=0, description="of such stretches, turn by turn of each repository")
    model: Model = Model(hidden=128, feed_forward=384, layers=4, heads=4, kv_heads=2)
    steps: int = Field(gt=0)
    rows: int = Field(2, gt=0, description="windows of a step")
    peak: float = Field(1e-3, gt=0, description="learning rate")
    base: Base
    threads: int = Field(1, gt=0)
    holes: int = Field(4, gt=0, description="documents of each held-out repository in which a line is to be filled in")
    files: int = Field(4, gt=0, description="of each held-out repository whose loss is measured")
    seeds: tuple[int, ...] = Field((1, 2), min_length=1, description="of the order of windows and of holes: each arm "
                                   "goes on once with each, and a difference counts only if it is there with all")
    arms: tuple[Arm, ...] = Field(min_length=2)
