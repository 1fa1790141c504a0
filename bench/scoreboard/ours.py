"""What repomill makes of a folder: languages, dependencies and documents, through the same code as curation."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.config import Run
from pipeline.curation.examine import Tools
from pipeline.curation.info import RepositoryInfo
from pipeline.curation.repository import curate_repository
from pipeline.fates import RULES
from pipeline.graph import Mode
from pipeline.languages.catalogue import languages
from pipeline.parsing.leash import Parser
from pipeline.sources import SourceRef, read_source

Pair = tuple[str, str]
UNREAD = {"language"}  # the one rule that stays: a file of no language of ours is no file of the graph


@dataclass
class Reading:
    """One repository as curation reads it when no quality rule drops a file.

    Attributes:
        languages: language of each file, by path.
        kinds: kind of each dependency (src, dst).
        order: paths of all documents, in order.
        bytes: text of all documents.
        near: dependencies within one window, by order.
    """

    languages: dict[str, str]
    kinds: dict[Pair, str]
    order: list[str]
    bytes: int
    near: dict[Mode, int]


def read(folder: Path, name: str) -> Reading:
    """Read the folder as one repository of that name."""
    run, catalogue = Run(), languages()
    source, reading = SourceRef("folder", str(folder), name, 0), Reading({}, {}, [], 0, {})
    with Parser(run.parsing, catalogue) as parser:
        tools = Tools(catalogue, parser, run.rules, run.input.max_file_bytes, frozenset(RULES) - UNREAD)
        info = RepositoryInfo(source.repo, source.location, None, None)
        for table, row in curate_repository(info, read_source(source, run.input).files, tools, run):
            if table == "files" and row["rule"] is None:
                reading.languages[row["path"]] = row["language"]
            elif table == "edges":
                reading.kinds[row["src"], row["dst"]] = row["kind"]
            elif table == "documents":
                reading.order += [span["path"] for span in row["spans"]]
                reading.bytes += row["bytes"]
            elif table == "repos":
                reading.near = {"window": row["near_window"], "deepseek": row["near_deepseek"]}
    return reading
