"""One repository through curation: files in, the rows of every table that curation writes out."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from pipeline.config import Run
from pipeline.curation.context import Context
from pipeline.curation.docs import docs_alone
from pipeline.curation.examine import Examined, Tools, examine, examine_text
from pipeline.curation.info import RepositoryInfo
from pipeline.curation.rows import BLOCKS, Counts, Row, document_row, file_row, is_prose, ties_row
from pipeline.curation.shelf import Shelf
from pipeline.curation.text_store import TextStore
from pipeline.curation.totals import Totals
from pipeline.documents import DocumentFile, assemble
from pipeline.graph import Component, near_count, order_components, shuffled, with_front
from pipeline.graph.reach import ties
from pipeline.imports.edge import Edge
from pipeline.imports.index import RepositoryIndex
from pipeline.imports.resolve import resolve
from pipeline.languages.header import path_comment
from pipeline.minhash import RepositorySketch
from pipeline.privacy import redact
from pipeline.rules.prose_facts import segmented
from pipeline.sources.raw_file import RawFile


def curate_repository(
    info: RepositoryInfo, files: Iterable[RawFile], tools: Tools, run: Run
) -> Iterator[tuple[str, Row]]:
    """Yield (table name, row) for every row that a repository adds to documents, edges, files and repos.

    Each file is read, judged and parsed once, in the order in which it comes; what is yielded does not depend on that
    order. Texts wait in a bounded store until the licences and the order of the kept files are known; documents and
    sketch are made from it in one go. A repository whose files' facts are above graph.max_bytes is divided into pieces,
    each with a graph of its own; licences, manifests and the list of paths are those of the whole. Dependencies on
    files of other pieces are counted, but for those that are found by the names that files declare.
    """
    context, sketch = Context(), RepositorySketch(run.dedup)
    name = "" if info.is_text else info.repo  # no benchmark names what is no repository
    if tools.finder is not None:
        tools = replace(tools, find_hits=tools.finder(name, info.commit))
    totals = Totals()
    with TextStore() as store, Shelf(run.graph.max_bytes) as shelf:
        for file in files:
            shelf.put(_look(file, info, tools, context, store))
        paths = shelf.paths
        for piece in shelf.pieces():
            examined = [_licensed(file, tools, context) for file in piece]
            index = context.index([] if info.is_text else examined, info.repo, paths)
            yield from _curate_piece(info, examined, tools, run, index, store, sketch, totals, shelf.kept)
    yield "repos", totals.row(info, context.licence("", None), sketch)


def _curate_piece(
    info: RepositoryInfo, examined: list[Examined], tools: Tools, run: Run, index: RepositoryIndex, store: TextStore,
    sketch: RepositorySketch, totals: Totals, elsewhere: Collection[str],
) -> Iterator[tuple[str, Row]]:
    """Rows of a piece, in most cases the whole, of a repository; adds it to `sketch` and `totals`.

    `elsewhere` are kept files of all pieces, where there are several.
    """
    resolution = resolve(index, tools.languages, run.graph.weights)
    examined = _judged_as_prose(examined, resolution.edges, info, tools)
    kept = {file.path: file for file in examined if file.verdict is None}
    edges = [edge for edge in resolution.edges if edge.src in kept and edge.dst in kept]
    members = {path: _member(file, info, tools) for path, file in kept.items()}
    components = _ordered(members, edges, run, run.order.mode)
    counts = Counts()

    def read(path: str) -> bytes:
        text = store.get(path)
        # Here, because assemble reads every kept text once, and none of any other file.
        signature = sketch.add(segmented(text) if info.is_text else text)
        if run.dedup.signs_files:
            counts.signatures[path] = signature
        return text

    documents = assemble(
        with_front(components) if run.order.front == "largest" else components, members, read,
        repo=info.repo, commit=info.commit, order=run.order.mode, max_bytes=run.documents.max_bytes,
        domain=info.domain if info.is_text else None,
    )
    for document in counts.through(documents):
        yield "documents", document_row(document, totals.components, store)
    for edge in edges:
        yield "edges", {"repo": info.repo, **asdict(edge)}
    tied = ties(kept, {(edge.src, edge.dst) for edge in edges})
    for file in examined:
        yield "files", file_row(info, file, tools, resolution, counts) | ties_row(file, tied)
        for hit in file.hits:
            yield "contamination", {"repo": info.repo, "path": file.path, **asdict(hit.entry), "method": hit.method,
                                    "start": hit.start, "end": hit.end, "masked_start": hit.masked_start,
                                    "masked_end": hit.masked_end}
    totals.add(examined, kept, _graph_figures(components, members, edges, run) | {
        "documents": counts.documents, "cut_edges": counts.cut_edges,
        "lost_edges": _lost(resolution.edges, examined, kept, elsewhere),
    })


def _lost(
    edges: Iterable[Edge], examined: Iterable[Examined], kept: Collection[str], elsewhere: Collection[str]
) -> int:
    """Dependencies of kept files of a piece on kept files of others."""
    here = {file.path for file in examined}
    return sum(edge.src in kept and edge.dst not in here and edge.dst in elsewhere for edge in edges)


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
        {path: is_prose(file.language, tools) for path, file in kept.items()},
        [edge for edge in edges if edge.src in kept and edge.dst in kept])
    return [replace(file, verdict=file.as_prose) if file.verdict is None and file.path in alone else file
            for file in examined]


def _member(file: Examined, info: RepositoryInfo, tools: Tools) -> DocumentFile:
    language = file.language or ""
    header = None if info.is_text else path_comment(file.path, tools.languages[language].comment)
    return DocumentFile(file.path, language, file.licence, file.text_sha256, header, file.text_bytes,
                        is_prose(language, tools))


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
