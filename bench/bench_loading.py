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

from pipeline.fim import KINDS, unfim
from pipeline.tokenizing import Tokenizer
from pipeline.training import token_report
from pipeline.training.data_options import Data, FimOptions
from pipeline.training.loading.cut import Marked, cut
from pipeline.training.loading.examples import Examples
from pipeline.training_documents import Document, Span, TrainingDocuments, documents, files_of

WINDOW, RESERVE = 4096, 16


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
    print(f"fill-in-the-middle of the first {count:,} files, {most or 'all'} characters of each", flush=True)
    kinds = cycle([Examples(tokenizer, FimOptions(spm=0.5, middles={kind: 1.0}), WINDOW, 1) for kind in KINDS])
    started, seen, pieces, holes, different, longest = time.process_time(), 0, 0, 0, 0, 0
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
          f"{longest:,} of {WINDOW:,} tokens, {different:,} files that do not come back the same; "
          f"{time.process_time() - started:,.0f} CPU seconds", flush=True)


def windows(corpus: Path, tokenizer: str, window: int, tokens: int) -> None:
    """Fill windows, and say how full they are and what they cost: the figures of `repomill tokens`."""
    data = Data.model_validate({"corpus": str(corpus), "tokenizer": tokenizer, "pack": {"window": window, "shards": 8}})
    started = time.process_time()
    found = token_report.windows(data, max(1, tokens // window))
    seconds = time.process_time() - started
    print(f"window {window:,}: {found.tokens:,} tokens, padding {found.padding:.2%}, counted {found.counted:.1%}, "
          f"{found.pieces:,} pieces, {found.fim:.2%} of the {found.may_have_hole:,} that may have a middle taken out, "
          f"{found.split:.1%} rests of split ones, {found.tokens / seconds:,.0f} tokens per CPU second", flush=True)


def main(corpus: str, tokenizer: str, count: str = "10000", tokens: str = "4194304", characters: str = "") -> None:
    """Print all figures."""
    round_trips(Path(corpus), Tokenizer.open(tokenizer), int(count), int(characters) if characters else None)
    for window in (4096, 16384):
        windows(Path(corpus), tokenizer, window, int(tokens))


if __name__ == "__main__":
    main(*sys.argv[1:])
