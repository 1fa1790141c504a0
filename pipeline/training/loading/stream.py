"""The pieces of one domain in one logical shard, without end, and the place from which to go on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipeline.errors import CorpusError
from pipeline.tokenizing import Tokenizer
from pipeline.training.data_options import PackOptions
from pipeline.training.loading.cut import Cut, Marked, cut
from pipeline.training.loading.deal import Deal
from pipeline.training.loading.examples import Example, Examples
from pipeline.training_documents import Document, TrainingDocuments

# Epochs in a row without a document: with fewer documents than shards many shards are dealt none in an epoch.
EMPTY_EPOCHS = 10_000


class Ref(NamedTuple):
    """A piece: where its document is, which reading of it in the epoch, and its number."""

    epoch: int
    unit: int
    place: int
    copy: int
    number: int
    group: int
    row: int


@dataclass(frozen=True, slots=True)
class Pending:
    """A piece, or the rest of one, that no row has yet.

    Attributes:
        ref: the piece.
        offset: tokens of its example that rows have already.
        example: the other tokens.
        document: its document.
        paths: files that it has text of.
        start: first character in the document.
        end: character after the last.
    """

    ref: Ref
    offset: int
    example: Example
    document: Document
    paths: tuple[str, ...]
    start: int
    end: int

    def split(self, size: int) -> tuple["Pending", "Pending"]:
        """The first `size` tokens, and the rest."""
        head = replace(self, example=self.example.part(0, size))
        return head, replace(self, offset=self.offset + size, example=self.example.part(size, len(self.example)))


@dataclass(frozen=True, slots=True)
class Source:
    """What pieces are made of and with."""

    table: TrainingDocuments
    tokenizer: Tokenizer
    examples: Examples
    options: PackOptions
    limit: int

    def pieces(self, group: int, row: int) -> tuple[Marked, Iterator[Cut]]:
        """A document and its pieces."""
        marked = Marked(self.table.document(group, row), count_headers=self.options.count_headers)
        return marked, cut(marked, self.tokenizer, self.limit)

    def pending(self, ref: Ref, marked: Marked, piece: Cut) -> Pending:
        """A piece with its example."""
        example = self.examples.of(marked, piece, ref.epoch, ref.copy)
        slim = replace(marked.document, text="", spans=(), masks=())
        return Pending(ref, 0, example, slim, marked.paths_in(piece.start, piece.end), piece.start, piece.end)


def walk(source: Source, deal: Deal, shard: int, after: Ref | None) -> Iterator[Pending]:
    """All pieces behind one, epoch after epoch, each once per copy of its document.

    Raises:
        CorpusError: no document of the domain has any text.
    """
    epoch, empty = (after.epoch if after else 0), 0
    while True:
        found = False
        for pending in _epoch(source, deal, shard, epoch, after):
            found = True
            yield pending
        empty = 0 if found or after else empty + 1
        if empty > EMPTY_EPOCHS:
            raise CorpusError(f"shard {shard}: no text to train on in {EMPTY_EPOCHS} epochs; fewer pack.shards, or "
                              "more documents, are needed")
        after, epoch = None, epoch + 1


def _epoch(source: Source, deal: Deal, shard: int, epoch: int, after: Ref | None) -> Iterator[Pending]:
    units = deal.units(epoch, shard)
    for unit in range(after.unit if after else 0, len(units)):
        group, rows = units[unit].group, units[unit].rows.tolist()
        for place in range(after.place if after and unit == after.unit else 0, len(rows)):
            yield from _document(source, deal, Ref(epoch, unit, place, 0, 0, group, rows[place]), after)


def _document(source: Source, deal: Deal, first: Ref, after: Ref | None) -> Iterator[Pending]:
    if after is not None and (first.unit, first.place) != (after.unit, after.place):
        after = None
    marked, pieces = source.pieces(first.group, first.row)
    copies = deal.copies(marked.document.document_id, marked.document.weight, first.epoch)
    for copy in range(after.copy if after else 0, copies):
        for piece in pieces:
            if after is None or copy > after.copy or piece.number > after.number:
                yield source.pending(first._replace(copy=copy, number=piece.number), marked, piece)
        if copy + 1 < copies:
            marked, pieces = source.pieces(first.group, first.row)


def restored(source: Source, refs: Iterable[tuple[Ref, int]]) -> list[Pending]:
    """Pieces made again from their references and offsets, in the given order; every document is cut once."""
    wanted = list(refs)
    by_document: dict[tuple[int, int], set[int]] = {}
    for ref, _ in wanted:
        by_document.setdefault((ref.group, ref.row), set()).add(ref.number)
    found: dict[Ref, Pending] = {}
    for (group, row), numbers in by_document.items():
        marked, pieces = source.pieces(group, row)
        for piece in pieces:
            for ref, _ in wanted:
                if (ref.group, ref.row, ref.number) == (group, row, piece.number):
                    found[ref] = source.pending(ref, marked, piece)
            if piece.number >= max(numbers):
                break
    return [found[ref].split(offset)[1] if offset else found[ref] for ref, offset in wanted]
