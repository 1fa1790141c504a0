"""The `repomill` command: options in, exit status out."""

import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from pipeline import corpus_commands, data_commands, model_commands, source_commands
from pipeline.config import Run, build_run, load_run
from pipeline.corpus_commands import Corpus
from pipeline.entry import guarded
from pipeline.progress import console

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="Turns repositories into ordered, deduplicated training data for code language models.",
)

app.add_typer(corpus_commands.app)
app.add_typer(data_commands.app)
app.add_typer(model_commands.app)
app.add_typer(source_commands.app)

INPUT = typer.Argument(help="git clones (work trees or bare), .tar.gz/.tgz/.tar/.zip/.whl archives, folders of them, "
                       "plain source folders, packages:installed, or archives at s3://bucket/prefix",
                       metavar="INPUT...")
Inputs = Annotated[list[str], INPUT]
MoreInputs = Annotated[list[str] | None, INPUT]  # the run file may name some, or texts alone
Mode = Literal["window", "deepseek"]


@app.command("curate")
def curate_command(
    inputs: MoreInputs = None,
    out: Annotated[Path, typer.Option(help="corpus folder to write")] = Path("corpus"),
    config: Annotated[Path | None, typer.Option(help="run file with any other options; see conf/")] = None,
    order: Annotated[Mode | None, typer.Option(help="order of the files in a document [default: window]")] = None,
    metadata: Annotated[str | None, typer.Option(help="JSONL with `repo`, `stars`, `forks`, `last_commit`")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="replace the corpus that is in the folder")] = False,
    master: Annotated[str | None, typer.Option(help="Spark master [default: no Spark, or local[*]]")] = None,
) -> None:
    """Turn repositories into a corpus: ordered documents, a ledger of every file, and a report."""

    def work() -> None:
        run = _run(config, {
            "input": {"paths": inputs or None, "metadata": metadata},
            "order": {"mode": order},
            "output": {"path": str(out), "overwrite": overwrite or None},
            "spark": {"master": master},
        })
        from pipeline.build import build
        from pipeline.report.summary import print_summary

        print_summary(build(run, console()), run.output.path)

    raise typer.Exit(guarded(work))


@app.command("plan")
def plan_command(
    inputs: MoreInputs = None,
    config: Annotated[Path | None, typer.Option(help="run file with any other options; see conf/")] = None,
    cores: Annotated[int | None, typer.Option(help="of all workers together [default: of this machine]", min=1)] = None,
) -> None:
    """Say what a run over some input will take: time, memory, shuffle, output. Lists the input, reads none of it."""

    def work() -> None:
        from pipeline.cores import cores as cores_here
        from pipeline.forecast import forecast, lines
        from pipeline.sources.discover import discover

        run = _run(config, {"input": {"paths": inputs or None}})
        sources, here = discover(run.input.paths, run.input), cores_here()
        for line in lines(forecast(sources, run, cores or here, is_cluster=(cores or 0) > here), run):
            print(line)

    raise typer.Exit(guarded(work))


@app.command("refresh")
def refresh_command(
    corpus: Corpus,
    inputs: Annotated[list[str] | None, typer.Argument(help="as for curate [default: the corpus's own]",
                                                       metavar="[INPUT...]")] = None,
    config: Annotated[Path | None, typer.Option(help="run file [default: the corpus's own options]")] = None,
    metadata: Annotated[str | None, typer.Option(help="JSONL with `repo` and `stars` of repositories")] = None,
    wait: Annotated[bool, typer.Option("--wait", help="for another run that is writing the corpus")] = False,
    timeout: Annotated[float | None, typer.Option(help="seconds; then it ends with status 124")] = None,
    metrics: Annotated[Path | None, typer.Option(help="file for the outcome as JSON")] = None,
    prometheus: Annotated[Path | None, typer.Option(help="file for the outcome as metrics of Prometheus")] = None,
    notify: Annotated[str | None, typer.Option(help="command that gets the JSON on its standard input")] = None,
    master: Annotated[str | None, typer.Option(help="Spark master [default: no Spark, or local[*]]")] = None,
) -> None:
    """Make the next version of a corpus from its input as it is now, reading only what changed.

    Exit status: 0 done, or nothing changed; 2 something is wrong that you can mend; 75 another run is writing the
    corpus; 124 time is up; 130 interrupted; 1 a bug. In all but the first the last version stays.
    """

    def work() -> None:
        from pipeline.scheduled import scheduled_refresh

        base = load_run(config) if config is not None else build_run(_options_of(corpus), str(corpus))
        run = _with_flags(base, {
            "input": {"paths": inputs or None, "metadata": metadata},
            "output": {"path": str(corpus)},
            "refresh": {"wait": wait or None, "timeout_seconds": timeout, "notify": notify,
                        "metrics": None if metrics is None else str(metrics),
                        "prometheus": None if prometheus is None else str(prometheus)},
            "spark": {"master": master},
        })
        print(scheduled_refresh(run, console()))

    raise typer.Exit(guarded(work))


@app.command("revoke")
def revoke_command(
    corpus: Corpus,
    listed: Annotated[str, typer.Argument(help="list of repositories, owners, paths and hashes, as for input.opt_out",
                                          metavar="LIST")],
    master: Annotated[str | None, typer.Option(help="Spark master [default: no Spark, or local[*]]")] = None,
) -> None:
    """Make the next version without what a list names, for ever, and search it for what should be gone."""

    def work() -> None:
        from pipeline.revoke import revoke

        base = build_run(_options_of(corpus), str(corpus))
        run = _with_flags(base, {"output": {"path": str(corpus)}, "spark": {"master": master}})
        for line in revoke(run, listed, console()):
            print(line)

    raise typer.Exit(guarded(work))


@app.command("graph")
def graph_command(
    inputs: Inputs,
    out: Annotated[Path, typer.Option(help="folder for edges.parquet and order.parquet")],
    order: Annotated[Mode, typer.Option(help="order of the files in a document")] = "window",
    rules: Annotated[bool, typer.Option("--rules", help="apply the quality rules first; without, every source file of "
                                        "a known language is in the graph")] = False,
    workers: Annotated[int | None, typer.Option(help="processes [default: one per core]", min=1)] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="replace the two files")] = False,
) -> None:
    """Stop after ordering: write edges.parquet and order.parquet. Needs no Java."""

    def work() -> None:
        from pipeline.graph_tables import write_graph

        run = _run(None, {"input": {"paths": inputs}, "order": {"mode": order}})
        counts = write_graph(run, out, rules, workers, overwrite)
        found = ", ".join(f"{count} {name}" for name, count in counts.items())
        print(f"{found}: {out}/edges.parquet, {out}/order.parquet")

    raise typer.Exit(guarded(work))


@app.command("benchmarks")
def benchmarks_command(
    folder: Annotated[Path, typer.Argument(help="folder of JSONL files, one item a line", metavar="FOLDER")],
    out: Annotated[Path, typer.Option(help="index to write; name it in a run file as decontamination.index")],
    clean: Annotated[Path | None, typer.Option(help="corpus known to hold no benchmark: what it says is none")] = None,
) -> None:
    """Index benchmark items, so that curation drops files that hold them."""

    def work() -> None:
        from pipeline.benchmark_index import make_index

        for line in make_index(folder, out, clean).lines():
            print(line)

    raise typer.Exit(guarded(work))


@app.command("languages")
def languages_command() -> None:
    """List the languages: what parses them and how their imports lead to files. A Markdown table."""

    def work() -> None:
        from pipeline.languages.catalogue import languages
        from pipeline.languages.listing import listing

        for line in listing(languages()):
            print(line)

    raise typer.Exit(guarded(work))


def _run(config: Path | None, flags: dict[str, dict[str, Any]]) -> Run:
    """Options of the run file with those of the command line over them."""
    return _with_flags(load_run(config) if config is not None else Run(), flags)


def _with_flags(base: Run, flags: dict[str, dict[str, Any]]) -> Run:
    """Options with those of the command line over them; a flag that was not given is None."""
    values = base.model_dump()
    for section, options in flags.items():
        values[section].update({name: value for name, value in options.items() if value is not None})
    return build_run(values, "command line")


def _options_of(corpus: Path) -> dict[str, Any]:
    """The options that the last version of a corpus was made with."""
    from pipeline.folder import CorpusFolder

    folder = CorpusFolder(corpus)
    folder.files("sources")  # says what is missing
    options: dict[str, Any] = folder.manifest()["stages"]["curate"]["config"]
    return options


def main() -> None:
    """Entry of the console script."""
    sys.exit(app())
