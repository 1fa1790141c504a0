"""One repository through curation: yields the rows of every table that curation writes."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.config import Run
from pipeline.curation.examine import Examined, Tools, examine
from pipeline.curation.text_store import TextStore
from pipeline.documents import Document, assemble
from pipeline.fates import DROPPED, KEPT
from pipeline.graph import Component, order_components
from pipeline.imports.edge import Edge
from pipeline.imports.index import RepositoryIndex, SourceFile
from pipeline.imports.resolve import Resolution, resolve
from pipeline.licences import RepositoryLicences
from pipeline.minhash.sketch import Sketcher
from pipeline.sources.raw_file import RawFile

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RepositoryInfo:
    """A repository's own columns of raw_files."""

    repo: str
    source: str
    commit: str | None
    stars: int | None
