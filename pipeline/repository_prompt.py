"""What a model should have read before it goes on with a file: the files it depends on, as in a training document."""

import os
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pipeline.config import Privacy, Run
from pipeline.errors import InputError
from pipeline.graph.nearness import read_before
from pipeline.graph_tables import QUALITY, source_rows
from pipeline.sources.paths import escape
from pipeline.sources.raw_file import SourceRef
from pipeline.terminal import plain

# Whatever quality it has, the file one works on is worth completing; third-party code is not worth reading.
WAIVED = QUALITY - {"vendored"}


@dataclass(frozen=True, slots=True)
class RepositoryPrompt:
    """A file and what stands before it.

    Attributes:
        context: other files, each after the comment with its path; those that the file depends on come first. Ends with
            a blank line, if there is any.
        header: the comment with the path of the file, and a line end.
        text: the file.
        paths: files of the context in order.
    """

    context: str
    header: str
    text: str
    paths: tuple[str, ...]


def repository_prompt(root: Path, path: str, room: int, count: Callable[[str], int]) -> RepositoryPrompt:
    """Build the context of one file of a folder by the graph and order that training documents have.

    Files are taken by nearness, dependencies first, then other files of its document, as long as they fit; they keep
    the order of the document. The files of the work tree are read, whatever git knows of them.

    Args:
        root: folder of the repository.
        path: path of the file below it, `/` between parts.
        room: what context and file may take together, in units of `count`.
        count: size of a text, e.g. in tokens.

    Raises:
        InputError: no such folder or file, or a file of no known language.
    """
    if not root.is_dir():
        raise InputError(f"{root}: there is no such folder")
    files, needs = _read(root)
    if path not in files:
        near = get_close_matches(path, files, n=3)
        hint = f"; did you mean {', '.join(map(plain, near))}?" if near else ""
        raise InputError(f"{root}: no file {plain(path)} in a known language{hint}")
    own = files[path]
    groups = {name: file.component for name, file in files.items()}
    paths = read_before(path, groups, needs, room - count(own.header + own.text),
                        lambda name: count(files[name].block))
    return RepositoryPrompt("".join(files[name].block for name in paths), own.header, own.text, paths)


@dataclass(frozen=True, slots=True)
class _File:
    header: str
    text: str
    component: int

    @property
    def block(self) -> str:
        """The file as it stands before others in a document."""
        text = self.header + self.text
        return text + "\n" if text.endswith("\n") else text + "\n\n"


def _read(root: Path) -> tuple[dict[str, _File], dict[str, set[str]]]:
    """The files of a folder in the order of its documents, and which files each depends on."""
    run = Run(privacy=Privacy(redact=False))
    source = SourceRef("folder", escape(os.fsencode(root.resolve())), root.resolve().name, 0)
    files: dict[str, _File] = {}
    needs: dict[str, set[str]] = defaultdict(set)
    for table, row in source_rows(source, run, WAIVED):
        if table == "edges":
            needs[row["src"]].add(row["dst"])
        elif table == "documents":
            for span in row["spans"]:
                header, start, end = span["header"], span["start"], span["end"]
                text = row["text"]
                files[span["path"]] = _File(text[header:start].decode(), text[start:end].decode(), row["component"])
    return files, needs
