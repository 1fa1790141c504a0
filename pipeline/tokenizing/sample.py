"""A sample of a corpus to train a tokenizer on: bounded in bytes, with a share for every language."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from hashlib import blake2b

from pipeline.training_documents import TrainingDocuments, documents

Stratum = tuple[str, str]  # domain and language of a file
HELD_OUT = 16  # one document in so many is kept for the report
FILE_BYTES = 256 << 10  # of one file at most, so that a few large ones do not stand for their language


def sizes(table: TrainingDocuments) -> dict[Stratum, int]:
    """Bytes of the trained files by domain and language, without those that are held out."""
    found: dict[Stratum, int] = defaultdict(int)
    for group in range(len(table.rows)):
        for row in table.columns(group, ["document_id", "domain", "spans"]).to_pylist():
            if not is_held_out(row["document_id"]):
                for span in row["spans"]:
                    if span["trained"]:
                        found[row["domain"], span["language"]] += min(span["end"] - span["start"], FILE_BYTES)
    return dict(found)


def budgets(held: Mapping[Stratum, int], total: int, exponent: float) -> dict[Stratum, int]:
    """Bytes of each stratum in a sample of `total` bytes: in proportion to size ** exponent, no more than there are.

    What small strata leave goes to the others in the same proportion.
    """
    given: dict[Stratum, int] = {}
    left, rest = total, dict(held)
    while rest:
        weights = {stratum: size ** exponent for stratum, size in rest.items()}
        scale = left / sum(weights.values())
        full = {stratum: size for stratum, size in rest.items() if size <= weights[stratum] * scale}
        if not full:
            return given | {stratum: int(weight * scale) for stratum, weight in weights.items()}
        given |= full
        left -= sum(full.values())
        rest = {stratum: size for stratum, size in rest.items() if stratum not in full}
    return given


def files(table: TrainingDocuments, *, held_out: bool) -> Iterator[tuple[Stratum, str]]:
    """Trained files with their stratum, in the order of the table, which is shuffled."""
    for document in documents(table):
        if is_held_out(document.document_id) != held_out:
            continue
        text = document.text.encode()
        for span in document.spans:
            if span.trained:
                cut = min(span.end, span.start + FILE_BYTES)
                yield (document.domain, span.language), text[span.start : cut].decode("utf-8", "ignore")


def sample(table: TrainingDocuments, total: int, exponent: float) -> Iterator[tuple[Stratum, str]]:
    """Files for training, about `total` bytes, shared out by `budgets`."""
    return within(files(table, held_out=False), budgets(sizes(table), total, exponent))


def held_out(table: TrainingDocuments, each: int) -> Iterator[tuple[Stratum, str]]:
    """Files that training has not seen, up to `each` bytes of a stratum."""
    return within(files(table, held_out=True), defaultdict(lambda: each))


def within(found: Iterator[tuple[Stratum, str]], budget: dict[Stratum, int]) -> Iterator[tuple[Stratum, str]]:
    """Files up to each stratum's budget; the last one of a stratum is cut."""
    left = budget.copy()
    for stratum, text in found:
        rest = left[stratum]
        if rest > 0:
            raw = text.encode()
            yield stratum, text if len(raw) <= rest else raw[:rest].decode("utf-8", "ignore")
            left[stratum] = rest - len(raw)


def is_held_out(document_id: str) -> bool:
    """Whether a document is kept from training, for the report."""
    return blake2b(document_id.encode(), digest_size=4).digest()[0] % HELD_OUT == 0
