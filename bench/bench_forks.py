"""Real forks: what deduplication says of two archives, beside their exact similarity.

Run: python -m bench.bench_forks FIRST SECOND [FIRST SECOND ...], wheels or other archives; `pip download --no-deps`
brings some. Prints the exact Jaccard similarity and the share of the smaller that is in the larger, those that their
sketches say, whether they meet in a band or by their smallest hashes, and what follows.
"""

import sys
from pathlib import Path

from bench.planted import Planted, overlap
from pipeline.config import Dedup, Input
from pipeline.minhash import NEEDED, PROBES, RepositorySketch, band_keys, markers, similarity
from pipeline.sources import read_source
from pipeline.sources.discover import discover

OPTIONS = Dedup()


def main() -> None:
    """A line per pair."""
    names = sys.argv[1:]
    print(f"{'pair':44}{'J':>7}{'held':>7}{'J by sketch':>13}{'held':>7}  met by")
    for first, second in zip(names[::2], names[1::2], strict=True):
        (a, exact_a), (b, exact_b) = (_signed(path) for path in (first, second))
        jaccard, held = overlap(exact_a.shingles(), exact_b.shingles())
        value, *shares = similarity(a.sketch or b"", b.sketch or b"", OPTIONS.sketch_size)
        bands = set(band_keys(a.signature or b"", OPTIONS)) & set(band_keys(b.signature or b"", OPTIONS))
        probes = _probes(a, b)
        print(f"{exact_a.name + ' / ' + exact_b.name:44}{jaccard:7.3f}{held:7.3f}{value:13.3f}{max(shares):7.3f}  "
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


def _signed(path: str) -> tuple[RepositorySketch, Planted]:
    sketch, files = RepositorySketch(OPTIONS), {}
    (source,) = discover([path], Input())
    for file in read_source(source, Input()).files:
        if file.text is not None and Path(file.path).suffix == ".py":
            sketch.add(file.text)
            files[file.path] = file.text
    return sketch, Planted(source.repo.split("-py")[0], source.repo, "base", files)


if __name__ == "__main__":
    main()
