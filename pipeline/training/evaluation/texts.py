"""Documents that a model was not trained on: loss by language, and holes filled exactly."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import exp, log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline import fim
from pipeline.tokenizing import Tokenizer
from pipeline.training.evaluation.losses import losses
from pipeline.training.generate import Sampling, Writer
from pipeline.training.loading.cut import Marked
from pipeline.training_documents import Document

KINDS = ("line", "span")
LINE_CHARACTERS = 4  # a line with fewer that are not white space says too little to be a question
SPAN_CHARACTERS = (16, 400)


@dataclass(frozen=True, slots=True)
class Hole:
    """A question: what stands between two texts of a document."""

    kind: str
    language: str
    prefix: str
    middle: str
    suffix: str


def languages(writer: Writer, some: Iterable[Document], most: int) -> dict[str, dict[str, float]]:
    """Loss of files by language, in up to `most` tokens of each document.

    The files before a file in its document are read first, as far as the window goes. Path comments are read and not
    counted, nor is what is context only. `all` is the sum.
    """
    sums: dict[str, NDArray[np.float64]] = defaultdict(lambda: np.zeros(3))
    for document in some:
        ids, names, sizes = _tokens(writer.tokenizer, document, most)
        nats = losses(writer, ids)
        for language in set(names) - {""}:
            chosen = np.array(names) == language
            figures = np.array([nats[chosen].sum(), chosen.sum(), sizes[language]])
            sums[language] += figures
            sums["all"] += figures
    return {
        language: {"tokens": int(tokens), "bytes": int(size), "loss": loss / tokens, "perplexity": exp(loss / tokens),
                   "bits_per_byte": loss / log(2) / size}
        for language, (loss, tokens, size) in sorted(sums.items(), key=lambda item: -item[1][1]) if tokens and size
    }


def infilling(writer: Writer, some: Iterable[Document], count: int, sampling: Sampling, seed: int) -> dict[str, Any]:
    """Holes filled exactly, by kind: one line, or one syntax node of some length."""
    found: dict[str, list[bool]] = {kind: [] for kind in KINDS}
    for hole in (hole for document in some for hole in holes(document, seed)):
        if len(found[hole.kind]) < count:
            answer = writer.infill(hole.prefix, hole.suffix, sampling)
            found[hole.kind].append(answer.strip() == hole.middle.strip())
    return {kind: {"holes": len(exact), "exact": sum(exact) / len(exact)} for kind, exact in found.items() if exact}


def holes(document: Document, seed: int) -> Iterator[Hole]:
    """At most one hole of each kind in one of the document's files that count, the same in every evaluation."""
    random = fim.generator(seed, "evaluate", document.document_id)
    marked = Marked(document, count_headers=False)
    asked = [number for number, span in enumerate(document.spans) if span.trained]
    if not asked:
        return
    number = asked[int(random.integers(len(asked)))]
    first, end = marked.files[number]
    own = marked.text[first:end]
    lines = own.splitlines(keepends=True)
    starts = np.cumsum([0, *map(len, lines)])
    worth = [place for place, line in enumerate(lines) if len("".join(line.split())) >= LINE_CHARACTERS]
    places = {}
    if worth:
        line = worth[int(random.integers(len(worth)))]
        places["line"] = first + int(starts[line]), first + int(starts[line]) + len(lines[line].rstrip("\r\n"))
    node = fim.choose("node", marked.text, [(first, end)], random, marked.blocks)
    if node is not None and SPAN_CHARACTERS[0] <= node[1] - node[0] <= SPAN_CHARACTERS[1]:
        places["span"] = node
    language = document.spans[number].language
    for kind, (start, end) in places.items():
        yield Hole(kind, language, marked.text[:start], marked.text[start:end], marked.text[end:])


def counted_tokens(tokenizer: Tokenizer, document: Document, most: int) -> tuple[list[int], NDArray[np.bool_]]:
    """First ids of a document, and which of them count: neither path comments nor what is context only."""
    ids, names, _ = _tokens(tokenizer, document, most)
    return ids, np.array(names) != ""


def _tokens(tokenizer: Tokenizer, document: Document, most: int) -> tuple[list[int], list[str], dict[str, int]]:
    """First ids of a document, the language of each (empty for what is not counted), and bytes by language.

    Path comments do not count, nor what is context only: another repository may have been trained on it.
    """
    marked = Marked(document, count_headers=False)
    ids: list[int] = []
    names: list[str] = []
    sizes: dict[str, int] = defaultdict(int)
    borders = [*marked.headers[1:], len(marked.text)]
    for span, header, (start, _), end in zip(document.spans, marked.headers, marked.files, borders, strict=True):
        tokens = tokenizer.encode_all([marked.text[header:end]])[0]
        tokens = tokens.part(0, most - len(ids), header)
        counted = marked.counted(tokens) & (tokens.starts >= start)
        ids += tokens.ids.tolist()
        names += [span.language if each else "" for each in counted.tolist()]
        sizes[span.language] += len(tokenizer.decode(tokens.ids[counted]).encode())
        if len(ids) == most:
            break
    return ids, names, sizes
