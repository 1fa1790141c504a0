"""Options of what is kept of a repository, and how: rules, licences, benchmarks, secrets."""

from typing import Annotated, Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from pipeline.option_files import CHECKED_BY_US, Section, nearest
from pipeline.privacy import kinds


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
