"""Deduplication of planted near-duplicate repositories: recall, false merges, and CPU seconds beside other tools.

Run: python -m bench.bench_dedup [--packages 40] [--each 12] [--peers FOLDER]. The repositories are installed packages
and variants of each (bench/planted.py); what is found is held against exact Jaccard similarities. FOLDER/<tool> is
where a tool is (pip install --target FOLDER/rensa rensa; so text-dedup, with datasets below 3, and datatrove, with
xxhash below 4); one that is not there is skipped, datasketch is in this environment. Every tool gets the same text, one
document per repository, 5-grams, 256 permutations, 32 bands of 8 rows, in a process of its own; we once as a refresh
does it, in one process, and once in Spark. CPU seconds are those of the process and all it starts. Each runs on a
twentieth of the repositories first: from both follow what a tool costs before the first byte, and what it costs per GB.
With --crowd N: as many repositories of little but one licence, which all meet in the same bands. With --files: near
copies of files, each in a repository of its own, by `dedup.file_threshold` of 0.85 and 0.8.
"""

import argparse
import os
import subprocess
import sys
import time
from itertools import combinations, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.planted import Planted, overlap, packages, plant
from bench.tree_cpu import counted, tree_cpu
from pipeline.config import Dedup, Spark
from pipeline.local.duplicate_files import near_duplicates
from pipeline.minhash import RepositorySketch, short_matrix, short_similarity
from schemas import REPOS

ONE_FILE = ("base", "renamed", "edited", "reformatted")  # kinds of change that leave one file one file
TOOLS = ("repomill", "repomill-spark", "rensa", "datasketch", "text-dedup", "datatrove")
PART = 20  # of which the smaller input is one


def main() -> None:
    """Print recall by similarity, merges of what is not similar, and a line per tool."""
    options = argparse.ArgumentParser()
    options.add_argument("--packages", type=int, default=40)
    options.add_argument("--each", type=int, default=12)
    options.add_argument("--peers", type=Path)
    options.add_argument("--crowd", type=int)
    options.add_argument("--files", action="store_true")
    asked = options.parse_args()
    if asked.crowd:
        crowd(asked.crowd)
        return
    if asked.files:
        files(list(packages(asked.packages)), asked.each)
        return
    planted = plant(list(packages(asked.packages)), asked.each, seed=1)
    size = sum(len(text) for one in planted for text in one.files.values())
    print(f"{len(planted)} repositories, {size / 1e6:.1f} MB")
    compare(planted, asked.peers)
    signing, clustering, dropped = ours(planted, Dedup(containment=None))
    print(*quality(planted, dropped), sep="\n")
    print(f"ours, in this process: {signing:.1f} CPU s to sign, {signing / size * 1e9:.0f} per GB; "
          f"{clustering:.1f} to cluster in Spark that has started")


def compare(planted: list[Planted], peers: Path | None) -> None:
    """Print a line per tool: CPU seconds on the smaller and on the whole input, and what follows from the two."""
    inputs = [planted[::PART], planted]
    sizes = [sum(len(text) for one in some for text in one.files.values()) / 1e9 for some in inputs]
    print(f"{'tool':15}{'CPU s':>8}{'of which to start':>19}{'CPU s/GB':>10}{'kept':>7}")
    with TemporaryDirectory(prefix="repomill-dedup-") as folder:
        for number, some in enumerate(inputs):
            (Path(folder) / str(number)).mkdir()
            write_documents(some, Path(folder) / str(number) / "documents.parquet")
        for name in TOOLS:
            found = [tool(name, peers, Path(folder) / str(number)) for number in range(2)]
            (few, _), (all_, kept) = found
            if few is None or all_ is None:
                print(f"{name:15}  not installed")
                continue
            each = (all_ - few) / (sizes[1] - sizes[0])
            print(f"{name:15}{all_:8.1f}{few - each * sizes[0]:19.1f}{each:10.0f}{kept:>7}", flush=True)


def crowd(count: int) -> None:
    """Print what many repositories of nearly the same text cost, and how many are kept of them."""
    words = (Path(__file__).parents[1] / "LICENSE").read_bytes().split()[:400]
    planted = []
    for number in range(count):
        own = [b"owner%d" % number, b"%d" % (1990 + number % 35)]
        text = b" ".join([*words[:100], *own, *words[100:300], *own, *words[300:]])
        planted.append(Planted(f"r{number:07}", "licence", "base", {"LICENSE": text}))
    signing, clustering, dropped = ours(planted, Dedup())
    print(f"{count} repositories of one licence: {len(dropped)} dropped; "
          f"CPU s: {signing:.0f} to sign, {clustering:.0f} to cluster")


def files(bases: list[Planted], each: int) -> None:
    """Print how similar files are found, what is masked that is not similar, and CPU seconds."""
    single = [Planted(f"{one.name}/{path}", f"{one.name}/{path}", "base", {path: text})
              for one in bases for path, text in one.files.items()]
    options = Dedup()
    found = [(one, next(iter(one.files.values()))) for one in plant(single, each, seed=1) if one.kind in ONE_FILE]
    print(f"{len(found)} files, {sum(len(text) for _, text in found) / 1e6:.1f} MB")
    before = time.process_time()
    short = [(one, RepositorySketch(options).add(text)) for one, text in found]
    planted = [one for one, signature in short if signature is not None]
    signatures = short_matrix(pa.array([signature for _, signature in short if signature is not None], pa.binary()),
                              options.permutations)
    print(f"{len(planted)} have signatures; {time.process_time() - before:.1f} CPU s to sign, with whole sketches")
    for threshold in (0.85, 0.8):
        before = time.process_time()
        decided = near_duplicates(signatures, np.arange(len(planted), dtype=np.int32), threshold, options)
        seconds = time.process_time() - before
        dropped = {planted[one.repo].name: {
            "survivor": planted[one.survivor].name, "similarity": float(short_similarity(
                signatures[one.repo][None], signatures[one.survivor][None])[0])}
            for one in decided if one.repo != one.survivor}
        print(f"file_threshold {threshold}: {seconds:.1f} CPU s to compare", *quality(planted, dropped), sep="\n")


def signed(planted: list[Planted], options: Dedup) -> pa.Table:
    """The repositories as rows of repos, with the columns that deduplication reads."""
    rows = []
    for one in planted:
        sketch = RepositorySketch(options)
        for text in one.files.values():
            sketch.add(text)
        rows.append(dict.fromkeys(COLUMNS) | {
            "repo": one.name, "kept_files": len(one.files), "content_hash": one.name, "signature": sketch.signature,
            "sketch": sketch.sketch})
    return pa.Table.from_pylist(rows, schema=pa.schema([REPOS.arrow.field(name) for name in COLUMNS]))


COLUMNS = ("repo", "licence", "stars", "forks", "last_commit", "kept_files", "content_hash", "signature", "sketch")


def ours(planted: list[Planted], options: Dedup) -> tuple[float, float, dict[str, dict[str, Any]]]:
    """CPU seconds of signing and of the stage in Spark (without its start), and the rows of what was dropped."""
    from pipeline.spark import session
    from pipeline.stages.dedup import find_duplicates

    signed(planted[:1], options)  # compilation is once and kept
    before = time.process_time()
    table = signed(planted, options)
    signing = time.process_time() - before
    with session("bench", Spark(master="local[2]")) as spark:
        spark.range(10).mapInArrow(lambda batches: batches, "id bigint").count()  # workers are started
        before = tree_cpu(os.getpid())
        found = find_duplicates(spark.createDataFrame(table), options).toArrow().to_pylist()
        clustering = tree_cpu(os.getpid()) - before
    return signing, clustering, {row["repo"]: row for row in found if row["repo"] != row["survivor"]}


def quality(planted: list[Planted], dropped: dict[str, dict[str, Any]]) -> list[str]:
    """Lines: of the pairs of a package's variants, by exact similarity, those of which not both are kept; merges."""
    sets = {one.name: one.shingles() for one in planted}
    by_base: dict[str, list[str]] = {}
    for one in planted:
        by_base.setdefault(one.base, []).append(one.name)
    steps = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.01)
    found, total = [0] * len(steps), [0] * len(steps)
    for names in by_base.values():
        for a, b in combinations(names, 2):
            jaccard, _ = overlap(sets[a], sets[b])
            place = sum(jaccard >= step for step in steps)
            if place < len(steps):
                total[place] += 1
                found[place] += a in dropped or b in dropped
    exact = {name: overlap(sets[name], sets[row["survivor"]])[0] for name, row in dropped.items()}
    errors = [abs(exact[name] - row["similarity"]) for name, row in dropped.items()]
    high = [sum(count[5:]) for count in (found, total)]
    return [
        *(f"J {low:.2f}-{min(up, 1):.2f}: {found[n + 1]} of {total[n + 1]} pairs have at most one side kept"
          for n, (low, up) in enumerate(pairwise(steps))),
        f"J >= 0.80: {high[0] / max(1, high[1]):.4f} of {high[1]}",
        f"dropped {len(dropped)}, exact similarity to the survivor below 0.6: {sum(v < 0.6 for v in exact.values())}, "
        f"at least {min(exact.values(), default=1):.3f}; largest error of a similarity {max(errors, default=0):.4f}",
    ]


def write_documents(planted: list[Planted], path: Path) -> None:
    """One text per repository, for the other tools."""
    texts = [b"\n".join(one.files.values()).decode("utf-8", "replace") for one in planted]
    pq.write_table(pa.table({"id": [one.name for one in planted], "text": pa.array(texts, pa.large_string()).cast(
        pa.string())}), path)


def tool(name: str, peers: Path | None, work: Path) -> tuple[float | None, int | None]:
    """CPU seconds of a tool's process and all it starts, and how many repositories it keeps; None where it is not."""
    place = peers / name if peers is not None else None
    is_here = name in ("repomill", "repomill-spark", "datasketch")
    if not is_here and (place is None or not place.is_dir()):
        return None, None
    script = Path(__file__).parent / "dedup_peers" / f"with_{name.replace('-', '_')}.py"
    path = str(Path(__file__).parents[1] if is_here else place)
    with (work / f"{name}.log").open("w+") as log:
        try:
            seconds, said = counted([sys.executable, str(script), str(work / "documents.parquet"), str(work / name)],
                                    env=os.environ | {"PYTHONPATH": path}, stderr=log)
        except subprocess.CalledProcessError:
            log.seek(0)
            raise SystemExit(f"{name} failed:\n{log.read()[-2000:]}") from None
    return seconds, int(said.split()[-1])


if __name__ == "__main__":
    main()
