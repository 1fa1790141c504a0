"""The parser process: reads files on its input, answers on its output, and may be killed at any moment."""

import contextlib
import ctypes
import json
import os
import resource
import signal
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.languages.language import Grammar
from pipeline.parsing.extract import Reader, make_reader, read_tree
from pipeline.parsing.frames import QUESTION, answer
from pipeline.parsing.grammars import load
from pipeline.parsing.parsed_file import ParsedFile

PR_SET_PDEATHSIG = 1
MIB = 1 << 20


def serve(languages: Mapping[str, Any], questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer questions until there are no more.

    Args:
        languages: by name: `grammar` (package, name) or null, `grammars` by file ending, `query`, `visible_text`.
        questions: frames of pipeline.parsing.frames.question.
        answers: where the answers go, one for each question, in order.
    """
    readers: dict[tuple[str, str], Reader] = {}
    while header := questions.read(QUESTION.size):
        name_size, path_size, text_size = QUESTION.unpack(header)
        language = questions.read(name_size).decode()
        path = questions.read(path_size).decode("utf-8", "surrogatepass")
        text = questions.read(text_size)
        parsed = _parse(languages[language], language, path, text, readers)
        answers.write(answer(parsed))
        answers.flush()


def _parse(
    language: Mapping[str, Any], name: str, path: str, text: bytes, readers: dict[tuple[str, str], Reader]
) -> ParsedFile:
    ending = next((end for end in language["grammars"] if path.endswith(end)), "")
    grammar = language["grammars"][ending] if ending else language["grammar"]
    parsed = ParsedFile("no_grammar")
    if grammar is not None:
        if (name, ending) not in readers:
            readers[name, ending] = make_reader(load(Grammar(*grammar)), language["query"], f"{name} imports.scm")
        parsed = read_tree(readers[name, ending], text)
    if language["visible_text"]:
        from pipeline.rules.visible_text import visible_chars

        parsed = replace(parsed, visible_chars=visible_chars(text.decode("utf-8", "replace")))
    return parsed


def _bound(memory_mib: int) -> None:
    """Let the process grow by `memory_mib` only, be the first to go when memory runs out, and die with its parent."""
    with contextlib.suppress(OSError, ValueError):
        size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        limit = size + memory_mib * MIB
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    with contextlib.suppress(OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def main() -> None:
    """Entry: `python -m pipeline.parsing.child MEMORY_MIB`; the languages come as one line of JSON on standard input."""
    questions = os.fdopen(os.dup(0), "rb", buffering=1 << 16)
    answers = os.fdopen(os.dup(1), "wb", buffering=1 << 16)
    quiet = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):  # nothing that a grammar prints may look like an answer
        os.dup2(quiet, descriptor)
    languages = json.loads(questions.readline())
    _bound(int(sys.argv[1]))
    serve(languages, questions, answers)
    os._exit(0)  # nothing to tidy up, and freeing queries is not safe (see extract.py)


if __name__ == "__main__":
    main()
