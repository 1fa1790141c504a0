"""Benchmarks in, index file out."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from pipeline.decontamination.build import build_index
from pipeline.decontamination.common import without_common
from pipeline.decontamination.items import read_items
from pipeline.errors import OutputError
from pipeline.languages.catalogue import languages
from pipeline.tables import read_rows


def make_index(benchmarks: Path, out: Path, background: Path | None) -> int:
    """Index the JSONL files of a folder and write the index.

    Args:
        benchmarks: folder of JSONL files.
        out: file to write, replaced in one step.
        background: corpus folder with code that is known to hold no benchmark, to take out what such code says, too.

    Returns:
        Number of hashes in the index.

    Raises:
        InputError: benchmarks or corpus cannot be read.
        OutputError: the index cannot be written.
    """
    index = build_index(read_items(benchmarks))
    if background is not None:
        index = without_common(index, _texts(background))
    temporary = out.with_name(f".{out.name}.new")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        index.write(temporary)
        temporary.replace(out)
    except OSError as error:
        raise OutputError(f"{out}: cannot be written: {error.strerror}") from None
    finally:
        with suppress(OSError):  # there is none after a success, and perhaps no folder after a failure
            temporary.unlink()
    return len(index)


def _texts(corpus: Path) -> Iterator[tuple[str, bytes, str]]:
    """Repository, text and comment mark of every file in the documents of a corpus."""
    marks = {language.name: language.comment.open for language in languages().values()}
    for document in read_rows(corpus, "documents", ["repo", "text", "spans"]):
        text = document["text"].encode()
        for span in document["spans"]:
            yield document["repo"], text[span["start"] : span["end"]], marks.get(span["language"], "")
