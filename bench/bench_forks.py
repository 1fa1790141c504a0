"""Real forks: what deduplication says of two archives, beside their exact similarity.

Run: python -m bench.bench_forks FIRST SECOND [FIRST SECOND ...], wheels or other archives; `pip download --no-deps`
brings some. Prints the exact Jaccard similarity and the share of the smaller that is in the larger, those that their
sketches say, whether they meet in a band or by their smallest hashes, and what follows. Then, of the second's text
in files of 100 bytes or more, the share in files that the first has, too: equal, and similar (`dedup.file_threshold`
0.8). That is what is masked when both are kept and the first is better.
"""

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa

from bench.planted import Planted, overlap
from pipeline.config import Dedup, Input
from pipeline.local.duplicate_files import near_duplicates
from pipeline.minhash import NEEDED, PROBES, RepositorySketch, band_keys, markers, short_matrix, similarity
from pipeline.sources import read_source
from pipeline.sources.discover import discover

Signatures = dict[str, bytes | None]  # by path
OPTIONS = Dedup(file_threshold=0.8)


def main() -> None:
    """A line per pair."""
    names = sys.argv[1:]
    print(f"{'pair':44}{'J':>7}{'held':>7}{'J by sketch':>13}{'held':>7}{'equal':>7}{'similar':>9}  met by")
    for first, second in zip(names[::2], names[1::2], strict=True):
        (a, exact_a, files_a), (b, exact_b, files_b) = (_signed(path) for path in (first, second))
        jaccard, held = overlap(exact_a.shingles(), exact_b.shingles())
        value, *shares = similarity(a.sketch or b"", b.sketch or b"", OPTIONS.sketch_size)
        bands = set(band_keys(a.signature or b"", OPTIONS)) & set(band_keys(b.signature or b"", OPTIONS))
        probes = _probes(a, b)
        print(f"{exact_a.name + ' / ' + exact_b.name:44}{jaccard:7.3f}{held:7.3f}{value:13.3f}{max(shares):7.3f}"
              f"{_copied(exact_a, exact_b, files_a, files_b)}  "
              f"{len(bands)} bands, {probes} of {PROBES} hashes: {_verdict(value, max(shares), bool(bands), probes)}")


def _verdict(value: float, held: float, in_band: bool, probes: int) -> str:
    if value >= OPTIONS.threshold and (in_band or probes >= NEEDED):
        return "near duplicates"
    if held >= (OPTIONS.containment or 2) and (in_band or probes >= NEEDED):
        return "one holds the other"
    return "both kept"


def _probes(a: RepositorySketch, b: RepositorySketch) -> int:
    one, other = markers(a.sketch or b""), markers(b.sketch or b"")
    return max(len({*one[:PROBES]} & {*other}), len({*other[:PROBES]} & {*one}))


def _copied(first: Planted, second: Planted, of_first: Signatures, of_second: Signatures) -> str:
    """Shares of the text of the second in files that equal one of the first, and that are similar to one."""
    there = {*first.files.values()}
    size = {path: len(text) for path, text in second.files.items() if len(text) >= OPTIONS.file_min_bytes}
    equal = {path for path in size if second.files[path] in there}
    signed = [(rank, path, signature) for rank, found in enumerate((of_first, of_second))
              for path, signature in sorted(found.items()) if signature is not None and not (rank and path in equal)]
    signatures = short_matrix(pa.array([signature for *_, signature in signed]), OPTIONS.permutations)
    ranks = np.array([rank for rank, *_ in signed], np.int32)
    decided = near_duplicates(signatures, ranks, OPTIONS.file_threshold or 1, OPTIONS)
    near = {signed[one.repo][1] for one in decided if one.survivor != one.repo} & {*size}
    total = sum(size.values())
    return f"{sum(map(size.__getitem__, equal)) / total:7.3f}{sum(map(size.__getitem__, near)) / total:9.3f}"


def _signed(path: str) -> tuple[RepositorySketch, Planted, Signatures]:
    sketch, files, signatures = RepositorySketch(OPTIONS), dict[str, bytes](), Signatures()
    (source,) = discover([path], Input())
    for file in read_source(source, Input()).files:
        if file.text is not None and Path(file.path).suffix == ".py":
            signatures[file.path] = sketch.add(file.text)
            files[file.path] = file.text
    return sketch, Planted(source.repo.split("-py")[0], source.repo, "base", files), signatures


if __name__ == "__main__":
    main()
