"""Commands of `repomill` about what is known of repositories before they are read."""

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.entry import guarded
from pipeline.errors import OutputError
from pipeline.progress import console, step
from pipeline.whole_file import whole_file

app = typer.Typer()


@app.command("stars")
def stars_command(
    events: Annotated[list[str], typer.Argument(help="files of GH Archive (2024-01-31-15.json.gz), or folders of them",
                                                metavar="EVENTS...")],
    out: Annotated[Path, typer.Option(help="JSONL for --metadata and input.metadata")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="replace the file")] = False,
) -> None:
    """Count stars and forks of repositories in the events of GH Archive."""

    def work() -> None:
        from pipeline.sources.events import count_events

        if out.exists() and not overwrite:
            raise OutputError(f"{out}: already there; choose another name, or replace with --overwrite")
        with step("counting events", console()):
            found = count_events(events)
        rows = list(found.rows())
        try:
            with whole_file(out) as beside, beside.open("w", encoding="utf-8") as file:
                file.writelines(json.dumps(row) + "\n" for row in rows)
        except OSError as error:
            raise OutputError(f"{out}: cannot be written to: {error.strerror}") from None
        print(f"{out}: {len(rows)} repositories; {found.lines} lines read, {found.bad} of them no events")

    raise typer.Exit(guarded(work))
