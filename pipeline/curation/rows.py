"""Rows of documents and files, as curation makes them of what it found."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from pipeline.curation.examine import Examined, Tools
from pipeline.curation.info import RepositoryInfo
from pipeline.curation.text_store import TextStore
from pipeline.documents import Document
from pipeline.domains import CODE, DOCS
from pipeline.fates import DROPPED, KEPT
from pipeline.graph.reach import Ties
from pipeline.imports.resolve import Resolution
from pipeline.parsing.blocks import unpacked
from pipeline.parsing.parsed_file import READ
from pipeline.quality.features import named

Row = dict[str, Any]
BLOCKS = "\0blocks"  # behind a path, the key in the store of the blocks of that file; no path has a NUL


@dataclass
class Counts:
    """What the documents of a repository add up to, and where each kept file went."""

    documents: int = 0
    cut_edges: int = 0
    places: dict[str, tuple[str, int, str]] = field(default_factory=dict)  # document, position in it, domain
    signatures: dict[str, bytes | None] = field(default_factory=dict)  # of kept files, where they are asked for

    def through(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The same documents, counted."""
        for document in documents:
            self.documents += 1
            self.cut_edges += document.cut_edges if document.part == 0 else 0
            self.places.update({span.path: (document.document_id, n, document.domain)
                                for n, span in enumerate(document.spans)})
            yield document


def is_prose(language: str | None, tools: Tools) -> bool:
    """Whether a language is text for people."""
    return language is not None and language in tools.languages and tools.languages[language].prose


def document_row(document: Document, components: int, store: TextStore) -> Row:
    """The row of a document of a piece before which the repository has some components."""
    blocks = [{"start": span.start + start, "end": span.start + end} for span in document.spans
              for start, end in unpacked(store.get(span.path + BLOCKS), span.end - span.start)]
    return {name: getattr(document, name) for name in document.__slots__} | {
        "component": components + document.component, "spans": [asdict(span) for span in document.spans],
        "blocks": blocks,
    }


def file_row(
    info: RepositoryInfo, file: Examined, tools: Tools, resolution: Resolution, counts: Counts
) -> Row:
    """The row of a file in the ledger, but for the columns of `ties_row`."""
    verdict, parsed = file.verdict, file.parsed
    is_read = parsed is not None and parsed.status in READ
    nowhere = (None, None, info.domain if info.is_text else DOCS if is_prose(file.language, tools) else CODE)
    document_id, position, domain = counts.places.get(file.path, nowhere) if verdict is None else nowhere
    return {
        "repo": info.repo, "path": file.path, "size": file.file.size, "sha256": file.file.sha256,
        "encoding": file.file.encoding, "converted": file.converted, "language": file.language,
        "domain": domain, "licence": file.licence,
        "fate": KEPT if verdict is None else DROPPED,
        "rule": verdict.rule if verdict else None, "value": verdict.value if verdict else None,
        "threshold": verdict.threshold if verdict else None, "detail": verdict.detail if verdict else None,
        "lines": file.lines, "parse": parsed.status if parsed else None,
        "error_share": parsed.error_share if parsed and parsed.status == "ok" else None,
        "imports": parsed.import_count if parsed and is_read else None,
        "imports_resolved": resolution.resolved.get(file.path, 0) if is_read else None,
        "quality": file.score, "features": None if file.features is None else named(file.features),
        "redacted": None if verdict or file.redacted is None else [
            {"kind": kind, "places": places} for kind, places in file.redacted.items()],
        "signature": counts.signatures.get(file.path), "document_id": document_id, "position": position,
    }


def ties_row(file: Examined, tied: Mapping[str, Ties]) -> Row:
    """What the ledger says of how a file is tied to others."""
    found = tied[file.path] if file.verdict is None else None
    return {name: getattr(found, name, None) for name in Ties.__slots__}
