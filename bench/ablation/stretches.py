"""What all arms are trained on: stretches of components, some of each repository; and an arm's documents of them."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from typing import Any

from bench.ablation.options import Arm
from pipeline.config import Output
from pipeline.documents import DocumentFile, assemble
from pipeline.documents.cut import cut
from pipeline.domains import CODE
from pipeline.folder import CorpusFolder
from pipeline.graph import Component, order_components, shuffled
from pipeline.graph.nearness import near_count
from pipeline.masks import by_file
from pipeline.reading import read_rows
from pipeline.tables import PartWriter
from pipeline.writing import extended
from schemas import TRAINING_DOCUMENTS

BYTES_PER_TOKEN = 3  # roughly, of a small tokenizer: how much text order `window` takes for a window
GROUP_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some files of a document that depend on one another.

    Attributes:
        repo: the repository.
        document_id: the document.
        paths: of the files.
        edges: dependencies between them.
        bytes: of their text.
        dropped: whether the document is of a repository that is a duplicate.
    """

    repo: str
    document_id: str
    paths: tuple[str, ...]
    edges: tuple[tuple[str, str], ...]
    bytes: int
    dropped: bool


@dataclass(frozen=True, slots=True)
class Text:
    """A file with its header (no line end), the bytes of it that are context only, and those of its blocks."""

    language: str
    header: str | None
    text: bytes
    masks: tuple[tuple[int, int], ...]
    blocks: tuple[tuple[int, int], ...] = ()


def stretches(corpus: Path, left_out: Callable[[str], bool], part_bytes: int, file_bytes: int) -> list[Stretch]:
    """All stretches of two or more files of the repositories of code that are not held out, duplicates included."""
    edges: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in read_rows(corpus, "edges", ["repo", "src", "dst"]):
        if not left_out(row["repo"]):
            edges[row["repo"]].append((row["src"], row["dst"]))
    fates = {row["document_id"]: row["survivor"] is not None for row in read_rows(
        corpus, "corpus", ["document_id", "survivor"])}
    found = []
    for row in read_rows(corpus, "documents", ["document_id", "repo", "domain", "spans"]):
        if row["domain"] != CODE or len(row["spans"]) < 2 or left_out(row["repo"]):
            continue
        sizes = {span["path"]: span["end"] - span["header"] for span in row["spans"]
                 if span["end"] - span["header"] <= file_bytes}
        own = [edge for edge in edges[row["repo"]] if edge[0] in sizes and edge[1] in sizes]
        tied = {path for edge in own for path in edge}  # of others no order says anything
        sizes = {path: size for path, size in sizes.items() if path in tied}
        for paths in cut(tuple(sizes), sizes, own, part_bytes).parts:
            inside = tuple(edge for edge in own if edge[0] in paths and edge[1] in paths)
            size = sum(sizes[path] for path in paths)
            if inside and size <= 2 * part_bytes:
                found.append(Stretch(row["repo"], row["document_id"], paths, inside, size, fates[row["document_id"]]))
    return found


def singles(corpus: Path, left_out: Callable[[str], bool]) -> list[Stretch]:
    """Every file of the repositories of code that are neither held out nor duplicates, by itself."""
    kept = {row["document_id"] for row in read_rows(corpus, "corpus", ["document_id", "survivor"])
            if row["survivor"] is None}
    return [Stretch(row["repo"], row["document_id"], (span["path"],), (), span["end"] - span["start"], False)
            for row in read_rows(corpus, "documents", ["document_id", "repo", "domain", "spans"])
            if row["document_id"] in kept and row["domain"] == CODE and not left_out(row["repo"])
            for span in row["spans"]]


def chosen(pool: Sequence[Stretch], train_bytes: int) -> list[Stretch]:
    """Stretches up to so many bytes, turn by turn of each repository, each in an order by hash."""
    by_repo: dict[str, list[Stretch]] = defaultdict(list)
    for one in sorted(pool, key=lambda one: sha256(f"{one.repo}\0{one.paths[0]}".encode()).digest()):
        by_repo[one.repo].append(one)
    found, left = [], train_bytes
    for turn in zip_longest(*(by_repo[repo] for repo in sorted(by_repo))):
        for one in turn:
            if one is not None and one.bytes <= left:
                found.append(one)
                left -= one.bytes
    return found


def texts(corpus: Path, wanted: Sequence[Stretch]) -> dict[str, dict[str, Text]]:
    """The files of stretches by document and path, with the masks that the corpus gives them."""
    ids = {one.document_id for one in wanted}
    masks = {row["document_id"]: row["masks"] for row in read_rows(corpus, "corpus", ["document_id", "masks"])
             if row["document_id"] in ids}
    found: dict[str, dict[str, Text]] = {}
    for row in read_rows(corpus, "documents", ["document_id", "repo", "text", "spans", "blocks"]):
        if row["document_id"] in ids:
            raw = row["text"].encode()
            own = by_file(row["spans"], masks[row["document_id"]])
            found[row["document_id"]] = {
                span["path"]: Text(span["language"], raw[span["header"] : span["start"]].decode().rstrip("\n") or None,
                                   raw[span["start"] : span["end"]],
                                   tuple((mask.start, mask.end) for mask in of_file),
                                   tuple((block["start"] - span["start"], block["end"] - span["start"])
                                         for block in row["blocks"] or ()
                                         if span["start"] <= block["start"] < span["end"]))
                for span, of_file in zip(row["spans"], own, strict=True)}
    return found


def ordered(one: Stretch, sizes: Mapping[str, int], order: str, window_bytes: int) -> list[str]:
    """The files of a stretch in an order."""
    if order == "path":
        return sorted(one.paths)
    if order == "random":
        return shuffled(one.paths, "ablation")
    mode: Any = order
    components = order_components(sizes, dict.fromkeys(one.edges, 1.0), mode, window_bytes)
    return [path for component in components for path in component.paths]


def near_share(some: Sequence[Stretch], known: Mapping[str, Mapping[str, Text]], order: str, window: int) -> float:
    """The share of the dependencies in stretches whose two files are within one window when they are in an order."""
    near = total = 0
    for one in some:
        sizes = {path: len(known[one.document_id][path].text) for path in one.paths}
        total += len(one.edges)
        near += near_count(ordered(one, sizes, order, window * BYTES_PER_TOKEN), sizes, one.edges,
                           window * BYTES_PER_TOKEN)
    return near / total if total else 0.0


def rows(some: Sequence[Stretch], known: Mapping[str, Mapping[str, Text]], arm: Arm, window: int) -> Iterator[
        dict[str, Any]]:
    """The rows of training_documents of an arm: the same files in each order."""
    for one in some:
        files = {path: known[one.document_id][path] for path in one.paths}
        sizes = {path: len(file.text) for path, file in files.items()}
        paths = tuple(ordered(one, sizes, arm.order, window * BYTES_PER_TOKEN))
        members = {path: DocumentFile(path, file.language, None, "", file.header if arm.headers else None,
                                      len(file.text), False) for path, file in files.items()}
        [document] = assemble([Component(paths, one.edges, 0, 0)], members, lambda path: files[path].text,  # noqa: B023
                              repo=one.repo, commit=None, order="window", max_bytes=1 << 60)
        masks = [(span.start + start, span.start + end) for span in document.spans
                 for start, end in (files[span.path].masks if arm.dedup == "files" else ())]
        yield {
            # Of the first path, so that the shuffle and the holes of all orders begin with the same key.
            "document_id": sha256(f"{one.document_id}\0{min(one.paths)}".encode()).hexdigest()[:32],
            "repo": one.repo, "domain": CODE, "weight": 1.0, "language": document.language,
            "text": document.text.decode() if isinstance(document.text, bytes) else document.text,
            "spans": [{"path": span.path, "language": span.language, "licence": None, "header": span.header,
                       "start": span.start, "end": span.end,
                       "trained": (span.start, span.end) not in masks} for span in document.spans],
            "masks": [{"start": start, "end": end} for start, end in masks],
            "blocks": [{"start": span.start + start, "end": span.start + end} for span in document.spans
                       for start, end in files[span.path].blocks],
        }


def write(folder: Path, found: Iterator[dict[str, Any]]) -> None:
    """A corpus of nothing but these training documents, in the order of their ids."""
    with extended(CorpusFolder(folder)) as draft:
        for stage in ("curate", "dedup"):
            draft.put(stage, [], {})
        writer = PartWriter(TRAINING_DOCUMENTS, draft.staging, "part-00000", Output(), GROUP_BYTES)
        for row in sorted(found, key=lambda row: row["document_id"]):
            if any(span["trained"] for span in row["spans"]):
                writer.add(row)
        part = writer.close()
        draft.put("export", [part] if part else [], {})
        draft.publish("build")
