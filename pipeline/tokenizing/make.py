"""From a corpus to a tokenizer's folder and its report."""

import json
from pathlib import Path

from pydantic import Field

from pipeline.errors import InputError, OutputError
from pipeline.option_files import Section
from pipeline.tokenizing import report
from pipeline.tokenizing.sample import held_out, sample
from pipeline.tokenizing.tokenizer import FILE
from pipeline.tokenizing.train import train
from pipeline.training_documents import TrainingDocuments, files_of

MIB = 1 << 20


class TokenizerRun(Section):
    """The run file of jobs/train_tokenizer.py."""

    corpus: str = Field(description="corpus folder")
    out: str = Field(description="folder to write")
    overwrite: bool = False
    entries: int = Field(32_000, ge=256, description="bytes and merges; the control tokens come behind them")
    sample_bytes: int = Field(256 * MIB, gt=0, description="of text that it is trained on")
    language_exponent: float = Field(0.7, ge=0, le=1, description="shares of domains and languages in the sample go by "
                                     "size ** exponent: 1 as in the corpus, 0 the same for all")
    report_bytes: int = Field(MIB, gt=0, description="held-out text per language that the report measures")
    compare: tuple[str, ...] = Field((), description="tokenizers to show beside it: folders, tokenizer.json files, or "
                                     "encodings of tiktoken")


def make_tokenizer(run: TokenizerRun) -> list[str]:
    """Train a tokenizer, write it with its report.

    Returns:
        Lines for the user: the report, what was left out of it and why, and where the files are.

    Raises:
        OutputError: the folder holds something and may not be overwritten.
        InputError: the corpus has no training documents.
    """
    out = Path(run.out)
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (run.overwrite and (out / FILE).exists()))):
        raise OutputError(f"{out}: is there already; choose another folder, or replace a tokenizer with "
                          "overwrite: true")
    table = TrainingDocuments(files_of(Path(run.corpus)))
    made = train((text for _, text in sample(table, run.sample_bytes, run.language_exponent)), run.entries)
    counts: dict[str, report.Count] = {"bytes per token": made.count}
    skipped = []
    for name in run.compare:
        try:
            counts[name] = report.other(name)
        except InputError as error:  # not worth the loss of the tokenizer just trained
            skipped.append(f"not compared: {error}")
    rows = report.bytes_per_token(held_out(table, run.report_bytes), counts)
    out.mkdir(parents=True, exist_ok=True)
    made.save(out)
    (out / "report.json").write_text(json.dumps({"entries": made.vocabulary, "rows": rows}, indent=2) + "\n",
                                     encoding="utf-8")
    (out / "report.md").write_text(report.as_markdown(rows), encoding="utf-8")
    return [*report.as_markdown(rows).splitlines(), *skipped, f"{made.vocabulary:,} entries: {out}"]
