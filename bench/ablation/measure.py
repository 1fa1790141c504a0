"""The losses of one model on held-out repositories, as sums by repository."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
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
from pipeline.training.evaluation.cross_file import Prompt, prompts, readings
from pipeline.training.evaluation.losses import losses
from pipeline.training.evaluation.texts import counted_tokens, holes
from pipeline.training.generate import Writer
from pipeline.training_documents import Document

MEASURES = ("held out", "cross-file", "without context", "infill")
Sums = dict[str, dict[str, tuple[float, float]]]  # by measure, then by repository: nats and tokens
REPOSITORY_BYTES = 4 << 20
AROUND = 8192  # characters on each side of a hole that are looked at


@dataclass(frozen=True, slots=True)
class Text:
    """Tokens of a repository, and which of them count."""

    repo: str
    ids: Sequence[int]
    counted: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Questions:
    """What every model is asked."""

    texts: Sequence[Text]
    holes: Sequence[Text]
    prompts: Sequence[Prompt]


def questions(run: Ablation, tokenizer: Tokenizer) -> tuple[Questions, Questions]:
    """Questions of the held-out repositories, and the same as a model reads them that saw no path comments."""
    corpus = Path(run.corpus)
    wanted = held_out(corpus, run.held_out)
    taken: dict[str, int] = defaultdict(int)
    documents = []
    for document in documents_of(corpus, wanted):
        taken[document.repo] += 1
        if document.domain == "code" and taken[document.repo] <= run.documents:
            documents.append(document)
    asked = asking(repositories(corpus, wanted, REPOSITORY_BYTES), run.files, seed=1)
    bare = [_bare(document) for document in documents]
    return tuple(Questions(  # type: ignore[return-value]
        [Text(each.repo, *counted_tokens(tokenizer, each, run.document_tokens)) for each in own],
        [hole for each in own for hole in _holes(tokenizer, run.window, each)],
        prompts(tokenizer, run.window, of_names),
    ) for own, of_names in ((documents, asked), (bare, _without(asked))))


def _holes(tokenizer: Tokenizer, window: int, document: Document) -> Iterator[Text]:
    """A line of one of the document's files behind the text around it, as the model reads it for infilling."""
    for hole in holes(document, 1):
        prefix, suffix, middle = (tokenizer.encode(text) for text in (hole.prefix[-AROUND:], hole.suffix[:AROUND],
                                                                      hole.middle))
        if hole.kind == "line" and len(middle) < window // 4:
            prompt = fim.prompt(prefix, suffix, window - 2 - len(middle), tokenizer.controls)
            ids = [*prompt.tolist(), *middle.tolist(), tokenizer.controls.eos]
            yield Text(document.repo, ids, np.arange(len(ids)) >= len(prompt))


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
    return replace(document, text=text.decode(), spans=tuple(spans), masks=tuple(masks))


def measured(writer: Writer, found: Questions) -> Sums:
    """All measures of a model."""
    sums: dict[str, dict[str, list[float]]] = {name: defaultdict(lambda: [0.0, 0.0]) for name in MEASURES}

    def add(measure: str, repo: str, nats: float, tokens: int) -> None:
        sums[measure][repo][0] += nats
        sums[measure][repo][1] += tokens

    for measure, some in (("held out", found.texts), ("infill", found.holes)):
        for text in some:
            nats = losses(writer, text.ids)[text.counted]
            add(measure, text.repo, float(nats.sum()), len(nats))
    for reading in readings(writer, found.prompts):
        naming, repo = reading.prompt.naming, reading.prompt.repo
        add("cross-file", repo, float(reading.with_context[naming].sum()), int(naming.sum()))
        add("without context", repo, float(reading.without[naming].sum()), int(naming.sum()))
    return {name: {repo: (pair[0], pair[1]) for repo, pair in by_repo.items()} for name, by_repo in sums.items()}

