"""Benchmarks in, index file out."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.decontamination.build import build_index
from pipeline.decontamination.common import common_hashes
from pipeline.decontamination.index import ContaminationIndex
from pipeline.decontamination.items import Item
from pipeline.decontamination.match import find_hits
from pipeline.decontamination.reading import read_items
from pipeline.errors import OutputError
from pipeline.languages.catalogue import languages
from pipeline.reading import read_rows
from pipeline.terminal import plain
from pipeline.whole_file import whole_file

MOST_NAMED = 5  # of the items of which nothing is looked for


@dataclass(frozen=True, slots=True)
class Made:
    """What an index was made of.

    Attributes:
        path: the file it was written to.
        hashes: hashes in the index.
        texts: texts of items that were read.
        mute_texts: texts that the index does not find: they say too little, or only what others say, too.
        mute_items: items of which no text is found; (benchmark, item), sorted.
    """

    path: Path
    hashes: int
    texts: int
    mute_texts: int
    mute_items: tuple[tuple[str, str], ...]

    def lines(self) -> Iterator[str]:
        """The same for people."""
        yield f"{self.hashes:,} hashes of {self.texts:,} texts: {self.path}"
        if self.mute_texts:
            yield f"{self.mute_texts:,} texts say too little to be looked for alone"
        if self.mute_items:
            first = ", ".join(plain(" ".join(item)) for item in self.mute_items[:MOST_NAMED])
            more = f" and {len(self.mute_items) - MOST_NAMED:,} more" if len(self.mute_items) > MOST_NAMED else ""
            yield f"of {len(self.mute_items):,} items nothing is looked for: {first}{more}"


def make_index(benchmarks: Path, out: Path, background: Path | None) -> Made:
    """Index the JSONL files of a folder and write the index.

    Args:
        benchmarks: folder of JSONL files.
        out: file to write, replaced in one step.
        background: corpus folder with code that is known to hold no benchmark, to take out what such code says, too.

    Returns:
        What is in the index, and what of the benchmarks it does not find.

    Raises:
        InputError: benchmarks or corpus cannot be read.
        OutputError: the index cannot be written.
    """
    items = list(read_items(benchmarks))
    index = build_index(items)
    texts = [item for item in items if isinstance(item, Item)]
    if background is not None:
        index = build_index(items, common_hashes(index, _texts(background)))
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(out) as beside:
            index.write(beside)
    except OSError as error:
        raise OutputError(f"{out}: cannot be written: {error.strerror}") from None
    return _made(out, index, texts)


def _made(out: Path, index: ContaminationIndex, items: list[Item]) -> Made:
    """Every text is looked for in itself."""
    is_found = [bool(find_hits(item.text.encode("utf-8", "replace"), index)) for item in items]
    names = [(item.benchmark, item.item) for item in items]
    found = {name for name, yes in zip(names, is_found, strict=True) if yes}
    return Made(out, len(index), len(items), is_found.count(False), tuple(sorted(set(names) - found)))




def _texts(corpus: Path) -> Iterator[tuple[str, bytes, str]]:
    """Repository, text and comment mark of every file in the documents of a corpus."""
    marks = {language.name: language.comment.open for language in languages().values()}
    for document in read_rows(corpus, "documents", ["repo", "text", "spans"]):
        text = document["text"].encode()
        for span in document["spans"]:
            yield document["repo"], text[span["start"] : span["end"]], marks.get(span["language"], "")
