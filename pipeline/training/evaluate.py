"""What a model has learnt, on documents that it was not trained on: loss by language, and holes filled exactly."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from math import exp, log
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from pydantic import Field

from pipeline import fim
from pipeline.option_files import Section
from pipeline.training.attention import documents
from pipeline.training.generate import Sampling, Writer
from pipeline.training_documents import Document, TrainingDocuments, files_of
from pipeline.training_documents import documents as documents_of

KINDS = ("line", "span")
LINE_CHARACTERS = 4  # a line with fewer that are not white space says too little to be a question
SPAN_CHARACTERS = (16, 400)


class Evaluation(Section):
    """The run file of jobs/evaluate.py."""

    model: str = Field(description="folder of a run, one of its checkpoints, or a Hugging Face folder")
    corpus: str = Field(description="corpus of repositories that the model was not trained on")
    out: str = Field(description="JSON file to write")
    documents: int = Field(200, gt=0, description="how many are read, in the shuffled order of the corpus")
    document_tokens: int = Field(16_384, gt=0, description="of each document that are read for its loss")
    holes: int = Field(100, ge=0, description="of each kind that are filled")
    tokens: int = Field(128, gt=0, description="that a filling may have")
    seed: int = Field(1, ge=0, description="of the holes")


@dataclass(frozen=True, slots=True)
class Hole:
    """A question: what stands between two texts of a document."""

    kind: str
    language: str
    prefix: str
    middle: str
    suffix: str


def evaluate(run: Evaluation) -> dict[str, Any]:
    """Measure a model and write the figures.

    Returns:
        `languages`: by language `tokens`, `bytes`, `loss` (nats per token), `perplexity`, `bits_per_byte`; `infilling`:
        by kind of hole `holes`, `exact`, the share filled exactly but for white space at the ends.

    Raises:
        UserError: model or corpus cannot be read.
    """
    writer = Writer.open(Path(run.model))
    table = TrainingDocuments(files_of(Path(run.corpus)))
    some = list(islice(documents_of(table), run.documents))
    figures = {"languages": languages(writer, some, run.document_tokens),
               "infilling": infilling(writer, some, run.holes, Sampling(tokens=run.tokens), run.seed)}
    Path(run.out).parent.mkdir(parents=True, exist_ok=True)
    Path(run.out).write_text(json.dumps({"run": run.model_dump(), **figures}, indent=2) + "\n", encoding="utf-8")
    return figures


def languages(writer: Writer, some: Iterable[Document], most: int) -> dict[str, dict[str, float]]:
    """Loss of files by language, in up to `most` tokens of each document.

    The files before a file in its document are read first, as far as the window goes. Path comments are read and not
    counted. `all` is the sum.
    """
    sums: dict[str, NDArray[np.float64]] = defaultdict(lambda: np.zeros(3))
    for document in some:
        ids, names, sizes = _tokens(writer, document, most)
        losses = _losses(writer, ids)
        for language in set(names) - {""}:
            chosen = np.array(names) == language
            figures = np.array([losses[chosen].sum(), chosen.sum(), sizes[language]])
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
    """At most one hole of each kind in one of the document's files, the same in every evaluation."""
    random = fim.generator(seed, "evaluate", document.document_id)
    text = document.text.encode()
    span = document.spans[int(random.integers(len(document.spans)))]
    before, own, after = (part.decode() for part in (text[: span.start], text[span.start : span.end], text[span.end :]))
    lines = own.splitlines(keepends=True)
    starts = np.cumsum([0, *map(len, lines)])
    worth = [number for number, line in enumerate(lines) if len("".join(line.split())) >= LINE_CHARACTERS]
    places = {}
    if worth:
        number = worth[int(random.integers(len(worth)))]
        places["line"] = int(starts[number]), int(starts[number]) + len(lines[number].rstrip("\r\n"))
    node = fim.choose("node", own, [(0, len(own))], random)
    if node is not None and SPAN_CHARACTERS[0] <= node[1] - node[0] <= SPAN_CHARACTERS[1]:
        places["span"] = node
    for kind, (start, end) in places.items():
        yield Hole(kind, span.language, before + own[:start], own[start:end], own[end:] + after)


def _tokens(writer: Writer, document: Document, most: int) -> tuple[list[int], list[str], dict[str, int]]:
    """First ids of a document, the language of each (empty for what is not counted), and bytes by language."""
    text = document.text.encode()
    ids: list[int] = []
    names: list[str] = []
    sizes: dict[str, int] = defaultdict(int)
    for number, span in enumerate(document.spans):
        following = document.spans[number + 1].header if number + 1 < len(document.spans) else len(text)
        for start, end, name in ((span.header, span.start, ""), (span.start, following, span.language)):
            some = writer.tokenizer.encode(text[start:end].decode()).tolist()
            read = some[: most - len(ids)]
            ids += read
            names += [name] * len(read)
            sizes[name] += end - start if len(read) == len(some) else len(writer.tokenizer.decode(read).encode())
        if len(ids) == most:
            break
    return ids, names, sizes


@torch.inference_mode()
def _losses(writer: Writer, ids: list[int]) -> NDArray[np.float64]:
    """Nats of each token, read in windows one after another, each from a begin of sentence on."""
    device = next(writer.model.parameters()).device
    found = []
    for start in range(0, len(ids), writer.window - 1):
        labels = torch.tensor([ids[start : start + writer.window - 1]], device=device)
        length = labels.shape[1]
        bos = torch.tensor([[writer.tokenizer.controls.bos]], device=device)
        positions = torch.arange(length, device=device)[None]
        context = documents([[length]], length, device, "documents")
        found.append(writer.model(torch.cat((bos, labels[:, :-1]), dim=1), positions, context, labels).cpu().numpy())
    return np.concatenate(found).astype(np.float64) if found else np.zeros(0)


def as_markdown(figures: dict[str, Any]) -> str:
    """The figures as two Markdown tables."""
    lines = ["| language | tokens | perplexity | bits per byte |", "|---|---:|---:|---:|"]
    lines += [f"| {name} | {row['tokens']:,} | {row['perplexity']:.2f} | {row['bits_per_byte']:.3f} |"
              for name, row in figures["languages"].items()]
    lines += ["", "| hole | filled | exactly |", "|---|---:|---:|"]
    lines += [f"| {name} | {row['holes']} | {row['exact']:.1%} |" for name, row in figures["infilling"].items()]
    return "\n".join(lines)
