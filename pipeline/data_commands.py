"""Commands of `repomill` about what a model is trained on: windows, batches, tokens."""

from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.corpus_commands import Corpus
from pipeline.entry import guarded
from pipeline.errors import ConfigError
from pipeline.option_files import checked, read_values

app = typer.Typer()

Config = Annotated[Path | None, typer.Option(help="run file of training; its `data` and `batches.rows` are used")]
Tokens = Annotated[str | None, typer.Option("--tokenizer", help="folder of a tokenizer [default: the run file's]")]
Window = Annotated[int | None, typer.Option(help="tokens of a window [default: the run file's, or 4096]")]


@app.command("inspect")
def inspect_command(
    corpus: Corpus,
    step: Annotated[int, typer.Option(help="number of the step, from 0", min=0)],
    config: Config = None,
    tokenizer: Tokens = None,
    window: Window = None,
    rows: Annotated[int | None, typer.Option(help="windows of a step [default: the run file's]", min=1)] = None,
    checkpoint: Annotated[Path | None, typer.Option(help="of the run, at that step or before: a short cut")] = None,
) -> None:
    """Name the repositories and files behind the batch of a step of training."""

    def work() -> None:
        from pipeline.training.inspection import batch_at, lines, states_in

        data, of_run = _data(corpus, config, tokenizer, window)
        wanted = rows or of_run
        if wanted is None:
            raise ConfigError("how many windows a step has: give --rows, or the run file with --config")
        states = None if checkpoint is None else states_in(checkpoint, data.pack.shards)
        for line in lines(batch_at(data, wanted, step, states)):
            print(line)

    raise typer.Exit(guarded(work))


@app.command("tokens")
def tokens_command(
    corpus: Corpus,
    config: Config = None,
    tokenizer: Tokens = None,
    window: Window = None,
    rows: Annotated[int, typer.Option(help="windows to look at", min=1)] = 1000,
    documents: Annotated[int, typer.Option(help="documents whose dependencies are looked at", min=1)] = 1000,
) -> None:
    """Report on the windows of a corpus: padding, pieces, fill-in-the-middle, dependencies within one window."""

    def work() -> None:
        from pipeline.tokenizing import Tokenizer
        from pipeline.training import token_report

        data, _ = _data(corpus, config, tokenizer, window)
        limit = data.pack.window - data.pack.reserve
        ties = token_report.dependencies(corpus, Tokenizer.open(data.tokenizer), limit, documents)
        for line in token_report.lines(token_report.windows(data, rows), ties):
            print(line)

    raise typer.Exit(guarded(work))


def _data(corpus: Path, config: Path | None, tokenizer: str | None, window: int | None) -> tuple[Any, int | None]:
    """What a run trains on, with what the command line says over it, and the windows of its steps."""
    from pipeline.training.data_options import Data
    from pipeline.training.options import Training

    values = read_values(config, Training) if config else {}
    data = dict(values.get("data") or {}) | {"corpus": str(corpus)}
    if tokenizer is not None:
        data["tokenizer"] = tokenizer
    if window is not None:
        data["pack"] = {**(data.get("pack") or {}), "window": window}
    if "tokenizer" not in data:
        raise ConfigError("which tokenizer: give --tokenizer, or the run file with --config")
    rows = (values.get("batches") or {}).get("rows")
    return checked(Data, data, "command line" if config is None else f"{config}: data"), rows
