"""The losses of one model on held-out repositories, as sums by file."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.ablation.options import Ablation
from pipeline import fim
from pipeline.evaluation.repositories import Repository, documents_of, repositories
from pipeline.evaluation.repository_questions import Asked, asking
from pipeline.held_out import held_out
from pipeline.tokenizing import Tokenizer
from pipeline.training.evaluation.cross_file import Prompt, prompts
from pipeline.training.evaluation.losses import losses
from pipeline.training.evaluation.texts import holes
from pipeline.training.generate import Writer
from pipeline.training_documents import Document

READINGS = ("after its dependencies", "after random files", "alone")
NAMES, ALL, LINE = "names", "all tokens", "line to be filled in"
File = tuple[str, str]  # repository and path
Sums = dict[str, dict[File, tuple[float, float]]]  # by measure, then by file: nats and tokens
REPOSITORY_BYTES = 4 << 20
AROUND = 8192  # characters on each side of a hole that are looked at


def measure(what: str, reading: str) -> str:
    """The name of what is measured in a reading."""
    return f"{what}, {reading}"


@dataclass(frozen=True, slots=True)
class Hole:
    """Tokens with a hole and its middle, and which of them are that."""

    file: File
    ids: Sequence[int]
    counted: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Questions:
    """What every model is asked: files by what is to be read before them, and lines to be filled in."""

    before: Mapping[str, Mapping[File, Prompt]]
    holes: Sequence[Hole]


def questions(run: Ablation, tokenizer: Tokenizer) -> tuple[Questions, Questions]:
    """Questions of the held-out repositories, and the same as a model reads them that saw no path comments."""
    corpus = Path(run.corpus)
    wanted = held_out(corpus, run.held_out)
    taken: dict[str, int] = defaultdict(int)
    documents = []
    for document in documents_of(corpus, wanted):
        taken[document.repo] += 1
        if document.domain == "code" and taken[document.repo] <= run.holes:
            documents.append(document)
    asked = asking(repositories(corpus, wanted, REPOSITORY_BYTES), run.files, seed=1)
    return (_questions(run, tokenizer, documents, asked),
            _questions(run, tokenizer, [_bare(document) for document in documents], _without(asked)))


def _questions(run: Ablation, tokenizer: Tokenizer, documents: Sequence[Document], asked: Sequence[Asked]) -> Questions:
    before = {reading: {(each.repo, each.path): each for each in prompts(tokenizer, run.window, asked, chosen)}
              for reading, chosen in zip(READINGS, (Asked.context, Asked.random_context), strict=False)}
    both = set.intersection(*map(set, before.values()))
    return Questions({reading: {file: found[file] for file in sorted(both)} for reading, found in before.items()},
                     [hole for each in documents for hole in _holes(tokenizer, run.window, each)])


def _holes(tokenizer: Tokenizer, window: int, document: Document) -> Iterator[Hole]:
    """A line of one of the document's files behind the text around it, as the model reads it for infilling."""
    for hole in holes(document, 1):
        prefix, suffix, middle = (tokenizer.encode(text) for text in (hole.prefix[-AROUND:], hole.suffix[:AROUND],
                                                                      hole.middle))
        if hole.kind == "line" and len(middle) < window // 4:
            prompt = fim.prompt(prefix, suffix, window - 2 - len(middle), tokenizer.controls)
            ids = [*prompt.tolist(), *middle.tolist(), tokenizer.controls.eos]
            yield Hole((document.repo, document.document_id), ids, np.arange(len(ids)) >= len(prompt))


def _without(asked: Sequence[Asked]) -> list[Asked]:
    """The same files, and those before them, without path comments."""
    bare: dict[str, Repository] = {}
    for repository in (one.repository for one in asked):
        if repository.name not in bare:
            files = {path: replace(file, header="") for path, file in repository.files.items()}
            bare[repository.name] = Repository(repository.name, files, repository.edges)
    return [Asked(bare[one.repository.name], bare[one.repository.name].files[one.file.path], one.mentions)
            for one in asked]


def _bare(document: Document) -> Document:
    """The document without its path comments."""
    raw, text, spans, masks = document.text.encode(), bytearray(), [], []
    for number, span in enumerate(document.spans):
        end = document.spans[number + 1].header if number + 1 < len(document.spans) else len(raw)
        start = len(text)
        text += raw[span.start : end]
        spans.append(replace(span, header=start, start=start, end=start + span.end - span.start))
        masks += [(max(first, span.start) - span.start + start, min(last, span.end) - span.start + start)
                  for first, last in document.masks if first < span.end and last > span.start]
    return replace(document, text=text.decode(), spans=tuple(spans), masks=tuple(masks),
                   blocks=np.empty((0, 2), np.int64))


def measured(writer: Writer, found: Questions) -> Sums:
    """All measures of a model."""
    sums: Sums = defaultdict(dict)
    files = next(iter(found.before.values()))
    for file, prompt in files.items():
        contexts = [list(found.before[reading][file].context) for reading in found.before]
        for reading, context in zip(READINGS, [*contexts, []], strict=True):
            nats = losses(writer, [*context, *prompt.ids])[len(context) :]
            for what, counted in ((NAMES, prompt.naming), (ALL, np.ones(len(nats), np.bool_))):
                sums[measure(what, reading)][file] = float(nats[counted].sum()), float(counted.sum())
    for hole in found.holes:
        nats = losses(writer, hole.ids)[hole.counted]
        sums[LINE][hole.file] = float(nats.sum()), float(len(nats))
    return dict(sums)
