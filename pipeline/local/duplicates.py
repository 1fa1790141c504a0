"""Duplicate repositories of a version, as pipeline.stages.dedup finds them, decided on plain values."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

import pyarrow as pa

from pipeline.config import Dedup
from pipeline.dedup import Decision, Link, decide, licence_class
from pipeline.draft import Draft
from pipeline.local.tables import batches, read
from pipeline.minhash import NEEDED, PROBES, band_keys, markers, similarity
from pipeline.minhash.markers import BYTES
from pipeline.stages.candidates import COMMON, FULL, LATE, LEAST
from schemas import DUPLICATES

Rank = tuple[Any, ...]
Pair = tuple[int, int]
T = TypeVar("T")
SKETCHES = 256  # repositories whose sketches are read at once


@dataclass(frozen=True, slots=True)
class Found:
    """What a pair of repositories is to each other: the columns of duplicates, and whether the worse is dropped."""

    drops: bool
    is_near: bool
    similarity: float
    containment: float
    bands: list[int]


def ranks(draft: Draft, options: Dedup) -> dict[str, Rank]:
    """What is kept first is least, by name of the repository: pipeline.stages.survivors."""
    facts = ["licence", "stars", "forks", "last_commit", "kept_files"]
    table = read(draft, "repos", ["repo", "content_hash", *facts])
    known = table.to_pydict()
    classes = {licence: licence_class(licence) for licence in set(known["licence"])}
    orders = {name: [-(-1 if value is None else max(value, -1)) for value in known[name]] for name in facts[1:]}
    orders["licence"] = [classes[licence] for licence in known["licence"]]
    names = [orders[name] for name in options.survivor]
    return {rank[-1]: rank for rank in zip(*names, known["content_hash"], known["repo"], strict=True)}


def find_duplicates(draft: Draft, ranked: Mapping[str, Rank], options: Dedup) -> pa.Table:
    """Rows of duplicates: exact ones by hash, of the best of each hash the similar and the contained ones."""
    groups: dict[str, list[str]] = defaultdict(list)
    for repo in sorted((repo for repo, rank in ranked.items() if rank[-2] is not None), key=ranked.__getitem__):
        groups[ranked[repo][-2]].append(repo)
    members = list(groups.values())  # in survivor order
    numbers = {group[0]: number for number, group in enumerate(members)}
    pairs = candidates(_signed(draft, numbers), options)
    links = verified(draft, numbers, pairs, options)
    decided = {one.repo: one for one in decide([Link(*pair, found.drops) for pair, found in links.items()])}
    rows = [row for number in range(len(members)) for row in _rows(number, members, decided, links)]
    rows.sort(key=lambda row: row[:2])  # by the first of the cluster; what has the same number is in order
    return pa.Table.from_pylist([row[2] for row in rows], schema=DUPLICATES.arrow)


def candidates(signed: Iterable[tuple[int, bytes, bytes]], options: Dedup) -> dict[Pair, list[int]]:
    """Pairs worth comparing, better first, with the bands that they share: pipeline.stages.candidates.

    Args:
        signed: number, signature and (at least the beginning of the) sketch of repositories.
        options: shape of the bands, and whether containment is asked for.
    """
    by_band: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    by_marker: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    for number, signature, sketch in sorted(signed):
        for band, key in enumerate(band_keys(signature, options)):
            by_band[band, key].append(number)
        if options.containment is not None:
            for place, marker in enumerate(markers(sketch)):
                by_marker[marker].append((number, place < PROBES))
    found: dict[Pair, list[int]] = defaultdict(list)
    for (band, _), numbers in by_band.items():
        for pair in meetings(numbers):
            found[pair].append(band)
    held: dict[Pair, list[int]] = defaultdict(lambda: [0, 0])
    for probed in by_marker.values():
        for (first, of_first), (second, of_second) in meetings(probed[:COMMON]):
            held[first, second][0] += of_first
            held[first, second][1] += of_second
    return {pair: sorted(found.get(pair, ())) for pair in
            {*found, *(pair for pair, counts in held.items() if max(counts) >= NEEDED)}}


def meetings(members: Sequence[T]) -> Iterator[tuple[T, T]]:
    """Who is compared of those that share something, in survivor order."""
    for place, second in enumerate(members[1:], 2):
        reach = place - 1 if place <= FULL else max(LEAST, LATE // place)
        for first in members[:min(reach, FULL - 1)]:
            yield first, second


def verified(
    draft: Draft, numbers: Mapping[str, int], pairs: Mapping[Pair, list[int]], options: Dedup
) -> dict[Pair, Found]:
    """The pairs that are similar, or of which one holds the other, as their sketches say."""
    sketches = dict(_sketches(draft, numbers, set(chain.from_iterable(pairs))))
    found = {}
    for pair, bands in pairs.items():
        jaccard, *shares = similarity(sketches[pair[0]], sketches[pair[1]], options.sketch_size)
        is_near, enough = jaccard >= options.threshold, options.containment or 2
        if is_near or max(shares) >= enough:
            found[pair] = Found(is_near or shares[1] >= enough, is_near, jaccard, max(shares), bands)
    return found


def _signed(draft: Draft, numbers: Mapping[str, int]) -> Iterator[tuple[int, bytes, bytes]]:
    for batch in batches(draft, "repos", ["repo", "signature", "sketch"], SKETCHES):
        for repo, signature, sketch in zip(*batch.columns, strict=True):
            if signature.is_valid and repo.as_py() in numbers:
                yield numbers[repo.as_py()], signature.as_py(), bytes(memoryview(sketch.as_buffer())[:BYTES])


def _sketches(draft: Draft, numbers: Mapping[str, int], wanted: set[int]) -> Iterator[tuple[int, bytes]]:
    if wanted:
        for batch in batches(draft, "repos", ["repo", "sketch"], SKETCHES):
            for repo, sketch in zip(*batch.columns, strict=True):
                number = numbers.get(repo.as_py())
                if number in wanted:
                    yield number, sketch.as_py()


def _rows(
    number: int, members: list[list[str]], decided: Mapping[int, Decision], links: Mapping[Pair, Found]
) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Rows of a group of equal content, each after the number of its cluster and its own."""
    group = members[number]
    if number not in decided and len(group) == 1:
        return
    one = decided.get(number, Decision(number, number, number))
    link = links.get((one.survivor, number))
    for repo in group:
        kind = "survivor" if repo == group[0] else "exact"
        if link is not None:
            kind = "near" if link.is_near else "contained"
        yield one.cluster, number, {
            "cluster": members[one.cluster][0], "repo": repo, "survivor": members[one.survivor][0], "kind": kind,
            "similarity": link.similarity if link else 1.0, "containment": link.containment if link else 1.0,
            "bands": link.bands if link else []}
