"""Fill-in-the-middle of real files and back, and windows of a corpus: padding, pieces, tokens per CPU second.

Run: `python -m bench.bench_loading CORPUS TOKENIZER [FILES] [TOKENS] [CHARACTERS]`: files to take middles out of
(10000), tokens of windows to make of each size (4194304), characters of a file that are looked at (all).
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

import numpy as np

from pipeline.fim import KINDS, unfim
from pipeline.tokenizing import Tokenizer
from pipeline.training.batch import IGNORED
from pipeline.training.data_options import Data, FimOptions
from pipeline.training.loading import Loader
from pipeline.training.loading.cut import Marked, cut
from pipeline.training.loading.examples import Examples
from pipeline.training_documents import Document, Span, TrainingDocuments, documents, files_of

WINDOW, RESERVE, ROWS = 4096, 16, 8


def files(corpus: Path, most: int | None) -> Iterator[Document]:
    """The beginning of every file of a corpus as a document of its own."""
    for document in documents(TrainingDocuments(files_of(corpus))):
        raw = document.text.encode()
        for number, span in enumerate(document.spans):
            text = raw[span.start : span.end].decode()[:most]
            if text:
                yield replace(document, document_id=f"{document.document_id}-{number}", text=text, masks=(),
                              spans=(Span(span.path, span.language, 0, 0, len(text.encode()), True),))


def round_trips(corpus: Path, tokenizer: Tokenizer, count: int, most: int | None) -> None:
    """Take a middle out of every second file, by each kind in turn, and put it back."""
    kinds = cycle([Examples(tokenizer, FimOptions(spm=0.5, middles={kind: 1.0}), WINDOW, 1) for kind in KINDS])
    seen = pieces = holes = different = longest = 0
    for document, examples in zip(islice(files(corpus, most), count), kinds, strict=False):
        marked, seen = Marked(document, count_headers=False), seen + 1
        back = []
        for piece in cut(marked, tokenizer, WINDOW - RESERVE):
            example = examples.of(marked, piece, 0, 0)
            pieces, holes = pieces + 1, holes + (example.mode != "left_to_right")
            longest = max(longest, len(example))
            back += [tokenizer.raw(run) for run in unfim(example.ids, tokenizer.controls)]
        different += b"".join(back) != document.text.encode()
    print(f"{seen:,} files, {pieces:,} pieces: {holes / pieces:.2%} with a middle taken out (wanted 50%), longest "
          f"{longest:,} of {WINDOW:,} tokens, {different:,} files that do not come back the same")


def windows(corpus: Path, tokenizer: str, window: int, tokens: int) -> None:
    """Fill windows, and say how full they are and what they cost."""
    data = Data.model_validate({"corpus": str(corpus), "tokenizer": tokenizer, "pack": {"window": window, "shards": 8}})
    loader = Loader(data, 0, 1, ROWS)
    next(loader)  # fills the queues of pending pieces, which every run does once
    started, used, counted, pieces, fim, split = time.process_time(), 0, 0, 0, 0, 0
    steps = max(1, tokens // (window * ROWS))
    for batch in islice(loader, steps):
        used += sum(map(sum, batch.lengths))
        counted += int(np.count_nonzero(batch.labels != IGNORED))
        whole = [piece for row in batch.pieces for piece in row]
        pieces += len(whole)
        fim += sum(piece.is_fim for piece in whole)
        split += sum(piece.offset > 0 for piece in whole)
    seconds, total = time.process_time() - started, steps * ROWS * window
    print(f"window {window:,}: {total:,} tokens, padding {1 - used / total:.2%}, counted {counted / total:.1%}, "
          f"{pieces:,} pieces, {fim / (pieces - split):.1%} with a middle taken out, {split:,} rests of split ones, "
          f"{total / seconds:,.0f} tokens per CPU second")


def main(corpus: str, tokenizer: str, count: str = "10000", tokens: str = "4194304", characters: str = "") -> None:
    """Print all figures."""
    round_trips(Path(corpus), Tokenizer.open(tokenizer), int(count), int(characters) if characters else None)
    for window in (4096, 16384):
        windows(Path(corpus), tokenizer, window, int(tokens))


if __name__ == "__main__":
    main(*sys.argv[1:])
