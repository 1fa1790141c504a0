"""Commands of `repomill` about a corpus that is there: questions to it, its versions, what is taken out of it."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.entry import guarded

app = typer.Typer()

Corpus = Annotated[Path, typer.Argument(help="corpus folder", metavar="CORPUS")]


@app.command("duplicates")
def duplicates_command(
    corpus: Corpus,
    files: Annotated[bool, typer.Option("--files", help="files that are context only, because another one is trained "
                                        "on in their place")] = False,
) -> None:
    """List the repositories left out as duplicates: repository, survivor, similarity; or the files that are copies."""

    def work() -> None:
        from pipeline.questions import duplicate_files, duplicates

        for line in (duplicate_files if files else duplicates)(corpus):
            print(line)

    raise typer.Exit(guarded(work))


@app.command("show")
def show_command(
    corpus: Corpus,
    repo: Annotated[str, typer.Argument(help="repository name")],
    text: Annotated[bool, typer.Option("--text/--no-text", help="print the text of the documents")] = True,
) -> None:
    """Print the documents of a repository: order, spans and text."""

    def work() -> None:
        from pipeline.questions import show

        for line in show(corpus, repo, with_text=text):
            print(line)

    raise typer.Exit(guarded(work))


@app.command("why")
def why_command(
    corpus: Corpus,
    repo: Annotated[str, typer.Argument(help="repository name")],
    path: Annotated[str, typer.Argument(help="path of a file in the repository")],
) -> None:
    """Say what happened to one file, by which rule, with the value and the threshold."""

    def work() -> None:
        from pipeline.questions import why

        print(why(corpus, repo, path))

    raise typer.Exit(guarded(work))


@app.command("versions")
def versions_command(corpus: Corpus) -> None:
    """List the versions of a corpus: number, time, what made it, repositories, files, trained documents."""

    def work() -> None:
        from pipeline.history import versions

        for line in versions(corpus):
            print(line)

    raise typer.Exit(guarded(work))


@app.command("diff")
def diff_command(
    corpus: Corpus,
    before: Annotated[int, typer.Argument(help="version", metavar="V1", min=0)],
    after: Annotated[int, typer.Argument(help="later version", metavar="V2", min=0)],
) -> None:
    """List what changed between two versions: repositories and files added, changed, dropped, revoked, duplicate."""

    def work() -> None:
        from pipeline.history import diff

        for line in diff(corpus, before, after):
            print(line)

    raise typer.Exit(guarded(work))


@app.command("export")
def export_command(
    corpus: Corpus,
    out: Annotated[Path, typer.Option(help="folder to make, which holds nothing but the training documents")],
    version: Annotated[int | None, typer.Option(help="version [default: the last]", min=0)] = None,
) -> None:
    """Take the training documents of one version out of a corpus, as a corpus of their own."""

    def work() -> None:
        from pipeline.history import export_version

        print(f"{export_version(corpus, version, out):,} training documents: {out}")

    raise typer.Exit(guarded(work))


@app.command("vacuum")
def vacuum_command(
    corpus: Corpus,
    versions: Annotated[int, typer.Option(help="how many of the last versions stay", min=1)] = 10,
    days: Annotated[float, typer.Option(help="versions younger than this stay too", min=0)] = 7,
) -> None:
    """Remove old versions, and what of the tables' files no other version needs."""

    def work() -> None:
        from time import time

        from pipeline.history import SECONDS_PER_DAY, vacuum

        oldest, files, size = vacuum(corpus, versions, days * SECONDS_PER_DAY, time())
        print(f"oldest version: {oldest}; removed: {files:,} files, {size / 1e6:,.1f} MB")

    raise typer.Exit(guarded(work))
