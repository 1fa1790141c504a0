"""The run file of jobs/evaluate.py, and what it asks for."""

import json
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from pipeline.errors import ConfigError
from pipeline.evaluation.programs import Programs
from pipeline.evaluation.repositories import documents_of, repositories
from pipeline.evaluation.repository_questions import asking, lines
from pipeline.held_out import held_out
from pipeline.option_files import Section
from pipeline.training import checkpoint as checkpoints
from pipeline.training.evaluation.cross_file import cross_file, prompts, readings
from pipeline.training.evaluation.line_completion import line_completion
from pipeline.training.evaluation.programs import programs
from pipeline.training.evaluation.tables import as_markdown
from pipeline.training.evaluation.texts import infilling, languages
from pipeline.training.generate import Sampling, Writer
from pipeline.training_documents import Document

__all__ = ["Evaluation", "as_markdown", "evaluate"]


class Evaluation(Section):
    """The run file of jobs/evaluate.py."""

    model: str = Field(description="folder of a run, one of its checkpoints, or a Hugging Face folder")
    corpus: str = Field(description="corpus with repositories that the model was not trained on")
    out: str = Field(description="JSON file to write")
    held_out: Annotated[float, Field(ge=0, le=1)] | None = Field(
        None, description="share of the repositories of the corpus that are read, those that data.held_out of the "
        "same share kept from training; None: as the run of the model has it, else all")
    documents: int = Field(200, gt=0, description="how many are read, in the shuffled order of the corpus")
    document_tokens: int = Field(16_384, gt=0, description="of each document that are read for its loss")
    holes: int = Field(100, ge=0, description="of each kind that are filled")
    tokens: int = Field(128, gt=0, description="that a filling may have")
    repository_bytes: int = Field(8 << 20, gt=0, description="of each repository that are parsed for cross-file "
                                  "questions")
    cross_file: int = Field(20, ge=0, description="files of each repository whose cross-file loss is measured")
    lines: int = Field(200, ge=0, description="lines that use what another file defines and are completed")
    line_tokens: int = Field(48, gt=0, description="that such a line may have")
    programs: Programs | None = Field(None, description="problems of the kind of HumanEval")
    seed: int = Field(1, ge=0, description="of holes, files and lines")


def evaluate(run: Evaluation) -> dict[str, Any]:
    """Measure a model and write the figures.

    Returns:
        `languages`: by language `tokens`, `bytes`, `loss` (nats per token), `perplexity`, `bits_per_byte`; `infilling`:
        by kind of hole `holes`, `exact`, the share filled exactly but for white space at the ends; `cross_file` and
        `lines`: as pipeline.training.evaluation.cross_file and .line_completion have them; `programs`: as
        pipeline.training.evaluation.programs, where the run asks for them.

    Raises:
        UserError: model, corpus or problems cannot be read, or more is asked for than was held out.
    """
    share = _share(run)
    writer = Writer.open(Path(run.model))
    wanted = held_out(Path(run.corpus), share) if share else lambda repo: True
    some: list[Document] = list(islice(documents_of(Path(run.corpus), wanted), run.documents))
    if not some:
        raise ConfigError(f"held_out: {run.corpus} has no document of a repository that a share of {share} holds out")
    figures: dict[str, Any] = {
        "repositories": len({document.repo for document in some}), "held_out": share,
        "languages": languages(writer, some, run.document_tokens),
        "infilling": infilling(writer, some, run.holes, Sampling(tokens=run.tokens), run.seed),
    }
    if run.cross_file or run.lines:
        asked = asking(repositories(Path(run.corpus), wanted, run.repository_bytes),
                       max(run.cross_file, 1 if run.lines else 0), run.seed)
        some_prompts = prompts(writer.tokenizer, writer.window, asked) if run.cross_file else []
        figures["cross_file"] = cross_file(readings(writer, some_prompts))
        figures["lines"] = line_completion(writer, lines(asked, run.lines, run.seed), Sampling(tokens=run.line_tokens))
    if run.programs is not None:
        figures["programs"] = programs(writer, run.programs)
    Path(run.out).parent.mkdir(parents=True, exist_ok=True)
    Path(run.out).write_text(json.dumps({"run": run.model_dump(), **figures}, indent=2) + "\n", encoding="utf-8")
    return figures


def _share(run: Evaluation) -> float:
    """The share to read, no more than the model's run held out, if it is of this corpus or says so."""
    found = checkpoints.checkpoint_in(Path(run.model))
    trained: float = checkpoints.about(found).get("held_out", 0.0) if found is not None else 0.0
    if run.held_out is None:
        return trained
    if trained and run.held_out > trained:
        raise ConfigError(f"held_out: {run.held_out} is more than the {trained} that was held out when the model was "
                          "trained, so it has seen some of these repositories")
    return run.held_out
