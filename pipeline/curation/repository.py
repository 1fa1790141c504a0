"""One repository through curation: files in, the rows of every table that curation writes out."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from pipeline.config import Run
from pipeline.curation.context import Context
from pipeline.curation.docs import docs_alone
from pipeline.curation.examine import Examined, Tools, examine, examine_text
from pipeline.curation.text_store import TextStore
from pipeline.documents import Document, DocumentFile, assemble
from pipeline.domains import CODE, DOCS
from pipeline.fates import DROPPED, KEPT
from pipeline.graph import Component, near_count, order_components, shuffled, with_front
from pipeline.graph.reach import Ties, ties
from pipeline.imports.edge import Edge
from pipeline.imports.resolve import Resolution, resolve
from pipeline.languages.header import path_comment
from pipeline.minhash import RepositorySketch
from pipeline.parsing.blocks import unpacked
from pipeline.parsing.parsed_file import READ
from pipeline.privacy import redact
from pipeline.quality.features import named
from pipeline.quality.score import weighted_mean
from pipeline.rules.prose_facts import segmented
from pipeline.sources.raw_file import RawFile

Row = dict[str, Any]
BLOCKS = "\0blocks"  # behind a path, the key in the store of the blocks of that file; no path has a NUL


@dataclass(frozen=True, slots=True)
class RepositoryInfo:
    """A repository's own columns of raw_files."""

    repo: str
    source: str
    commit: str | None
    stars: int | None
    forks: int | None = None
    last_commit: int | None = None
    domain: str = CODE

    @property
    def is_text(self) -> bool:
        """Whether it stands for a text of the user, which is its one file."""
        return self.domain != CODE


@dataclass
class _Counts:
    """What the documents of a repository add up to, and where each kept file went."""

    documents: int = 0
    cut_edges: int = 0
    places: dict[str, tuple[str, int, str]] = field(default_factory=dict)  # document, position in it, domain

    def through(self, documents: Iterable[Document]) -> Iterator[Document]:
        for document in documents:
            self.documents += 1
            self.cut_edges += document.cut_edges if document.part == 0 else 0
            self.places.update({span.path: (document.document_id, n, document.domain)
                                for n, span in enumerate(document.spans)})
            yield document


def curate_repository(
    info: RepositoryInfo, files: Iterable[RawFile], tools: Tools, run: Run
) -> Iterator[tuple[str, Row]]:
    """Yield (table name, row) for every row that a repository adds to documents, edges, files and repos.

    Each file is read, judged and parsed once, in the order in which it comes; what is yielded does not depend on that
    order. Texts wait in a bounded store until the licences and the order of the kept files are known; documents and
    sketch are made from it in one go.
    """
    context, sketch = Context(), RepositorySketch(run.dedup)
    name = "" if info.is_text else info.repo  # no benchmark names what is no repository
    if tools.finder is not None:
        tools = replace(tools, find_hits=tools.finder(name, info.commit))
    with TextStore() as store:
        looked_at = [_look(file, info, tools, context, store) for file in files]
        examined = [_licensed(file, tools, context) for file in looked_at]
        examined.sort(key=lambda file: (file.path, file.file.size, file.file.sha256 or "", file.file.problem or ""))
        known = [] if info.is_text else examined
        resolution = resolve(context.index(known, info.repo), tools.languages, run.graph.weights)
        examined = _judged_as_prose(examined, resolution.edges, info, tools)
        kept = {file.path: file for file in examined if file.verdict is None}
        edges = [edge for edge in resolution.edges if edge.src in kept and edge.dst in kept]
        members = {path: _member(file, info, tools) for path, file in kept.items()}
        components = _ordered(members, edges, run, run.order.mode)
        counts = _Counts()

        def read(path: str) -> bytes:
            text = store.get(path)
            # Here, because assemble reads every kept text once, and none of any other file.
            sketch.add(segmented(text) if info.is_text else text)
            return text

        documents = assemble(
            with_front(components) if run.order.front == "largest" else components, members, read,
            repo=info.repo, commit=info.commit, order=run.order.mode, max_bytes=run.documents.max_bytes,
            domain=info.domain if info.is_text else None,
        )
        for document in counts.through(documents):
            yield "documents", _document_row(document, store)
    for edge in edges:
        yield "edges", {"repo": info.repo, **asdict(edge)}
    tied = ties(kept, {(edge.src, edge.dst) for edge in edges})
    for file in examined:
        yield "files", _file_row(info, file, tools, resolution, counts) | _ties(file, tied)
        for hit in file.hits:
            yield "contamination", {"repo": info.repo, "path": file.path, **asdict(hit.entry), "method": hit.method,
                                    "start": hit.start, "end": hit.end, "masked_start": hit.masked_start,
                                    "masked_end": hit.masked_end}
    figures = _graph_figures(components, members, edges, run)
    yield "repos", _repo_row(info, examined, kept, context, sketch) | figures | {
        "documents": counts.documents, "cut_edges": counts.cut_edges,
    }


def _look(file: RawFile, info: RepositoryInfo, tools: Tools, context: Context, store: TextStore) -> Examined:
    found = examine_text(file, info.domain, tools) if info.is_text else examine(file, tools)
    if file.text is not None:
        if not info.is_text:
            context.note(file.path, file.text)
        if found.verdict is None:
            text = file.text if found.script is None else found.script
            if tools.redacted_kinds:
                text, counts = redact(text, tools.redacted_kinds)
                text_sha256 = hashlib.sha256(text).hexdigest() if counts else found.text_sha256
                found = replace(found, text_sha256=text_sha256, redacted=counts)
            store.put(file.path, text)
            store.put(file.path + BLOCKS, b"" if found.parsed is None else found.parsed.blocks)
    parsed = None if found.parsed is None else replace(found.parsed, blocks=b"")
    return replace(found, script=None, parsed=parsed)


def _licensed(file: Examined, tools: Tools, context: Context) -> Examined:
    """The file with the licence that covers it and the verdict on that; known only when all files have been seen."""
    if file.verdict is not None:
        return file
    licence = context.licence(file.path, file.licence) or file.file.licence
    verdict = tools.judge_licence(licence) if tools.judge_licence is not None else None
    return replace(file, licence=licence, verdict=verdict)


def _judged_as_prose(
    examined: list[Examined], edges: Iterable[Edge], info: RepositoryInfo, tools: Tools
) -> list[Examined]:
    """The files with the verdict of the rules for prose where it counts: on texts, and on docs that no code needs."""
    if all(file.as_prose is None for file in examined):
        return examined
    kept = {file.path: file for file in examined if file.verdict is None}
    alone = set(kept) if info.is_text else docs_alone(
        {path: _is_prose(file.language, tools) for path, file in kept.items()},
        [edge for edge in edges if edge.src in kept and edge.dst in kept])
    return [replace(file, verdict=file.as_prose) if file.verdict is None and file.path in alone else file
            for file in examined]


def _is_prose(language: str | None, tools: Tools) -> bool:
    return language is not None and language in tools.languages and tools.languages[language].prose


def _member(file: Examined, info: RepositoryInfo, tools: Tools) -> DocumentFile:
    language = file.language or ""
    header = None if info.is_text else path_comment(file.path, tools.languages[language].comment)
    return DocumentFile(file.path, language, file.licence, file.text_sha256, header, file.text_bytes,
                        _is_prose(language, tools))


def _ordered(
    members: Mapping[str, DocumentFile], edges: Sequence[Edge], run: Run, mode: Any
) -> list[Component]:
    sizes = {path: member.size for path, member in members.items()}
    weights = {(edge.src, edge.dst): run.graph.weights[edge.kind] for edge in edges}
    return order_components(sizes, weights, mode, run.order.window_bytes)


def _graph_figures(
    components: Sequence[Component], members: Mapping[str, DocumentFile], edges: Sequence[Edge], run: Run
) -> Row:
    """Figures of the graph, with the dependencies inside one window for the order taken and for the others."""
    sizes = {path: member.size for path, member in members.items()}
    order = run.order
    other = "deepseek" if order.mode == "window" else "window"
    orders = {
        f"near_{order.mode}": components,
        f"near_{other}": _ordered(members, edges, run, other) if edges else [],
    }
    near = {name: sum(near_count(c.paths, sizes, c.edges, order.window_bytes) for c in found if c.edges)
            for name, found in orders.items()}
    near["near_random"] = sum(
        near_count(shuffled(c.paths, "order"), sizes, c.edges, order.window_bytes) for c in components if c.edges
    )
    return {
        "edges": len(edges), "components": len(components), "cycles": sum(c.cycles for c in components),
        "largest_component": max((len(c.paths) for c in components), default=0), **near,
    }


def _document_row(document: Document, store: TextStore) -> Row:
    blocks = [{"start": span.start + start, "end": span.start + end} for span in document.spans
              for start, end in unpacked(store.get(span.path + BLOCKS), span.end - span.start)]
    return {name: getattr(document, name) for name in document.__slots__} | {
        "spans": [asdict(span) for span in document.spans], "blocks": blocks,
    }


def _file_row(
    info: RepositoryInfo, file: Examined, tools: Tools, resolution: Resolution, counts: _Counts
) -> Row:
    verdict, parsed = file.verdict, file.parsed
    is_read = parsed is not None and parsed.status in READ
    nowhere = (None, None, info.domain if info.is_text else DOCS if _is_prose(file.language, tools) else CODE)
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
        "document_id": document_id, "position": position,
    }


def _ties(file: Examined, tied: Mapping[str, Ties]) -> Row:
    found = tied[file.path] if file.verdict is None else None
    return {name: getattr(found, name, None) for name in Ties.__slots__}


def _repo_row(
    info: RepositoryInfo, examined: Sequence[Examined], kept: Mapping[str, Examined], context: Context,
    sketch: RepositorySketch,
) -> Row:
    size_of: Counter[str] = Counter()
    for file in kept.values():
        size_of[file.language or ""] += file.text_bytes
    texts = sorted(file.text_sha256 for file in kept.values())
    return {
        "repo": info.repo, "source": info.source, "domain": info.domain, "commit": info.commit, "stars": info.stars,
        "forks": info.forks, "last_commit": info.last_commit,
        "licence": next((file.licence for file in examined), None) if info.is_text else context.licence("", None),
        "language": min(size_of, key=lambda name: (-size_of[name], name)) if size_of else None,
        "quality": weighted_mean((file.score, file.text_bytes) for file in kept.values() if file.score is not None),
        "files": len(examined), "bytes": sum(max(0, file.file.size) for file in examined),
        "kept_files": len(kept), "kept_bytes": sum(size_of.values()),
        "content_hash": hashlib.sha256("".join(texts).encode()).hexdigest() if texts else None,
        "shingles": sketch.count, "signature": sketch.signature, "sketch": sketch.sketch,
    }
