"""Options of what a run trains on: corpus, tokenizer, windows, fill-in-the-middle, mix."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from pipeline.option_files import CHECKED_BY_US, Section

Share = Annotated[float, Field(ge=0, le=1)]
Weight = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class PackOptions(Section):
    """How pieces of documents fill windows."""

    window: int = Field(4096, ge=64, description="positions of a row")
    method: Literal["best_fit", "concatenate"] = Field("best_fit", description="best_fit: no fill-in-the-middle piece "
                                                       "is ever cut; concatenate: one after another, cut anywhere")
    shards: int = Field(64, ge=1, description="logical shards of the corpus, fixed for the run; ranks x workers must "
                        "divide it")
    pending: int = Field(64, ge=1, description="pieces that a shard keeps to choose from, per domain")
    smallest_split: int = Field(16, ge=1, description="a left-to-right piece is split to fill at least so many tokens")
    reserve: int = Field(16, ge=8, description="positions of a window that the text of a piece leaves free for control "
                         "tokens and for tokens that a hole breaks in two")
    count_headers: bool = Field(False, description="whether the loss counts the comments with a file's path")


class FimOptions(Section):
    """Fill-in-the-middle: applied to pieces before they are packed, keyed by document, piece, epoch and seed."""

    rate: Share = Field(0.5, description="of pieces (scope document) or of files in them (scope file)")
    domains: tuple[str, ...] = Field(("code",), description="parts of the mix it is applied to")
    spm: Share = Field(0.0, description="share of suffix-prefix-middle among them; the rest is prefix-suffix-middle")
    scope: Literal["document", "file"] = Field("document", description="file: each file of a piece has its own hole or "
                                               "none, the other files stay around it as context")
    middles: dict[Literal["character", "line", "node", "aligned"], Weight] = Field(
        {"character": 1.0}, description="kinds of middles by weight: between any two characters, whole lines, a "
        "syntax node, or a run of neighbouring nodes nearest to a random stretch",
    )
    remaining: bool = Field(False, description="label each token of a middle with the share of it still to come")

    @model_validator(mode="after")
    def _some_kind(self) -> Self:
        if not any(self.middles.values()):
            raise PydanticCustomError(CHECKED_BY_US, "middles: give at least one kind a weight above 0")
        return self


class MixOptions(Section):
    """Shares of the domains in the rows."""

    shares: dict[str, Weight] | None = Field(None, description="by domain, e.g. {code: 87, docs: 10, chinese: 3}; "
                                             "None: as many rows of each as its text fills")
    missing: Literal["error", "renormalise"] = Field("error", description="when the corpus lacks a domain of shares")
    block: int = Field(100, ge=1, le=100_000, description="rows in which the shares hold exactly")


class Data(Section):
    """What a run trains on and how it becomes rows."""

    corpus: str = Field(description="corpus folder; its training_documents are read")
    version: int | None = Field(None, ge=0, description="of the corpus; None: the last one when the run began, also "
                                "when it goes on later")
    tokenizer: str = Field(description="folder of a tokenizer, or a tokenizer.json")
    seed: int = Field(1, ge=0, description="of order, holes and mix")
    held_out: Share = Field(0.0, description="of the repositories are never read, near-duplicates of one another "
                            "together: what evaluation asks about (pipeline.held_out)")
    workers: int = Field(0, ge=0, description="processes per rank that prepare rows; 0 prepares them in the trainer")
    pack: PackOptions = PackOptions()
    fim: FimOptions = FimOptions()
    mix: MixOptions = MixOptions()
