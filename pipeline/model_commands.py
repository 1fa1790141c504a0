"""Commands of `repomill` that use a trained model. PyTorch is imported when one runs, and only then."""

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.entry import guarded
from pipeline.errors import InputError, MachineError

if TYPE_CHECKING:
    from pipeline.training.generate import Sampling, Writer

app = typer.Typer()

Model = Annotated[Path, typer.Argument(help="folder of a run, one of its checkpoints, or a Hugging Face folder of a "
                                       "Llama model", metavar="MODEL")]
Tokens = Annotated[int, typer.Option("--tokens", help="new tokens at most", min=1)]
Temperature = Annotated[float, typer.Option(help="0 always takes the likeliest token", min=0)]
TopP = Annotated[float, typer.Option(help="draw from the likeliest tokens that have this share of all chances",
                                     min=0, max=1)]
Seed = Annotated[int, typer.Option(help="of what is drawn")]


@app.command("generate")
def generate_command(
    model: Model,
    prompt: Annotated[str | None, typer.Argument(help="text to go on from; - reads standard input")] = None,
    infill: Annotated[bool, typer.Option("--infill", help="fill the hole in the text instead")] = False,
    hole: Annotated[str, typer.Option(help="what marks the hole in the text")] = "<FILL>",
    repo: Annotated[Path | None, typer.Option(help="folder of a repository: files that FILE depends on are read "
                                              "first, in the order of a training document")] = None,
    file: Annotated[str | None, typer.Option(help="path of the file in the repository to go on with (from its hole, "
                                             "if it has one) or to fill")] = None,
    tokens: Tokens = 128, temperature: Temperature = 0.0, top_p: TopP = 1.0, seed: Seed = 0,
) -> None:
    """Complete a text or a file of a repository, or fill a hole in it. Prints what is new."""

    def work() -> None:
        if (repo is None) != (file is None) or (repo is None) == (prompt is None):
            raise InputError("give either a prompt, or both --repo and --file")
        writer, sampling = _writer(model, tokens, temperature, top_p, seed)
        before, text = "", sys.stdin.read() if prompt == "-" else prompt or ""
        if repo is not None and file is not None:
            before, text = _repository_text(writer, sampling, repo, file)
            if not infill:
                text = text.split(hole)[0]
        if not infill:
            print(writer.complete(before + text, sampling))
            return
        prefix, found, suffix = text.partition(hole)
        if not found:
            raise InputError(f"no hole in the text: mark it by {hole}, or name another mark by --hole")
        print(writer.infill(before + prefix, suffix, sampling))

    raise typer.Exit(guarded(work))


@app.command("chat")
def chat_command(
    model: Model,
    system: Annotated[str | None, typer.Option(help="what the assistant is, instead of the usual sentence")] = None,
    tokens: Tokens = 512, temperature: Temperature = 0.0, top_p: TopP = 1.0, seed: Seed = 0,
) -> None:
    """Talk with an instructed model: one line a question; an empty line or the end of input ends."""

    def work() -> None:
        writer, sampling = _writer(model, tokens, temperature, top_p, seed)
        from pipeline.training.chat import Message

        messages = [Message("system", system)] if system is not None else []
        while True:
            print("> ", end="", file=sys.stderr, flush=True)
            question = sys.stdin.readline().strip()
            if not question:
                return
            messages.append(Message("user", question))
            answer = writer.answer(messages, sampling)
            print(answer, flush=True)
            messages.append(Message("assistant", answer))

    raise typer.Exit(guarded(work))


@app.command("export-model")
def export_model_command(
    run: Annotated[Path, typer.Argument(help="folder of a run or one of its checkpoints", metavar="RUN")],
    out: Annotated[Path, typer.Argument(help="folder to write", metavar="OUT")],
    dtype: Annotated[Literal["bf16", "fp32"], typer.Option(help="type of the weights")] = "bf16",
) -> None:
    """Write a checkpoint as a Hugging Face folder: transformers, vLLM and llama.cpp's converter read it."""

    def work() -> None:
        _require_torch()
        import torch

        from pipeline.training.hf_export import export

        found = export(run, out, torch.bfloat16 if dtype == "bf16" else torch.float32)
        print(f"{found.name}: {out}")

    raise typer.Exit(guarded(work))


def _writer(model: Path, tokens: int, temperature: float, top_p: float, seed: int) -> "tuple[Writer, Sampling]":
    _require_torch()
    from pipeline.training.generate import Sampling, Writer

    return Writer.open(model), Sampling(tokens, temperature, top_p, seed)


def _repository_text(writer: "Writer", sampling: "Sampling", repo: Path, file: str) -> tuple[str, str]:
    """Context and text of a file; the context gets what the file leaves of the window."""
    from pipeline.repository_prompt import repository_prompt

    found = repository_prompt(repo, file, writer.room(sampling), writer.count)
    print(f"read before {file}: {', '.join(found.paths) or 'nothing'}", file=sys.stderr)
    return found.context + found.header, found.text


def _require_torch() -> None:
    if find_spec("torch") is None:
        raise MachineError("this needs PyTorch, which is not installed: pip install 'repomill[train]'")
