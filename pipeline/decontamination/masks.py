"""The lines of a text that must be masked, so that no benchmark item is left in the others."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from pipeline.decontamination.match import MOST_HITS, Hit

ROUNDS = 4  # what is left is looked through again after each; a text that needs more is masked whole


def with_lines(text: bytes, hits: list[Hit], find: Callable[[bytes], list[Hit]]) -> list[Hit]:
    """The hits with the whole lines around them, and further ones, until no hit is left between the lines.

    A text with more hits than are named, or in which ROUNDS rounds are not enough, is masked from first to last byte.

    Args:
        text: UTF-8 bytes of a file.
        hits: those of the text.
        find: gives the hits of a part of the text; places count from the part's start.
    """
    found: list[Hit] = []
    for _ in range(ROUNDS):
        found += [_on_lines(text, hit) for hit in hits]
        if not hits or len(found) >= MOST_HITS:
            break
        hits = [replace(hit, start=hit.start + start, end=hit.end + start)
                for start, end in uncovered(len(text), found) for hit in find(text[start:end])]
    if hits:
        found = [replace(hit, masked_start=0, masked_end=len(text)) for hit in found]
    return found


def uncovered(length: int, hits: list[Hit]) -> Iterator[tuple[int, int]]:
    """The stretches of a text that hits leave unmasked."""
    done = 0
    for start, end in sorted((hit.masked_start or 0, hit.masked_end or 0) for hit in hits):
        if start > done:
            yield done, start
        done = max(done, end)
    if done < length:
        yield done, length


def _on_lines(text: bytes, hit: Hit) -> Hit:
    start = text.rfind(b"\n", 0, hit.start) + 1
    end = text.find(b"\n", max(hit.end - 1, 0)) + 1
    return replace(hit, masked_start=start, masked_end=end or len(text))
