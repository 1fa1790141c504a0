"""Whether a run that is killed at any moment loses or tears anything: a real corpus, `kill -9`, and a look.

Run: python -m bench.bench_kill FOLDER [KIND...] [--moments 20] [--seed 5]. FOLDER holds git clones
(bench.bench_refresh). Kinds are `refresh` and `build` (`curate --overwrite`: all of the corpus is made again) without
Spark, `spark-refresh` and `spark-build` with it (`spark.local_bytes: 0`); all four when none is named. As often as
there are moments one of the clones changes, the run begins, and its driver is killed at a moment drawn over the time
that it takes; its workers are left to themselves. After each the corpus must be the one before or the next one, whole;
in the end, after a run that is left alone, it must hold what a full run makes.
"""

import argparse
import random
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.bench_refresh import REPOMILL, TABLES, commit, digests, linked, measured
from pipeline.folder import CorpusFolder
from pipeline.reading import read_rows

KINDS = ("refresh", "build", "spark-refresh", "spark-build")


def main() -> None:
    """Print what was found after each moment; fail when a version is torn."""
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("kinds", nargs="*", metavar="KIND", choices=[*KINDS, []])
    options.add_argument("--moments", type=int, default=20)
    options.add_argument("--seed", type=int, default=5)
    asked = options.parse_args()
    for kind in asked.kinds or KINDS:
        with TemporaryDirectory(prefix="repomill-kill-") as name:
            check(kind, asked.folder, Path(name), asked.moments, random.Random(asked.seed))  # noqa: S311


def check(kind: str, clones_in: Path, root: Path, moments: int, rng: random.Random) -> None:
    """Kill runs of a kind in a new folder."""
    corpus, command = root / "corpus", commands(kind, root)
    clones = linked(clones_in, root / "in")
    measured("curate", root / "in", "--out", corpus)
    commit(clones[0])
    started = time.monotonic()
    measured(*command)
    length = time.monotonic() - started
    found = Counter[str]()
    for number in range(moments):
        commit(rng.choice(clones))
        found[killed(command, corpus, rng.uniform(0, 1.1 * length))] += 1
        # Killed between the two renames of a build, the corpus waits under its other name for the next run.
        require_whole(corpus if corpus.exists() else root / ".corpus.old")
        print(f"{kind}, {number + 1} of {moments}: {', '.join(f'{found[what]} {what}' for what in sorted(found))}",
              flush=True)
    measured(*command)
    require_whole(corpus)
    measured("curate", root / "in", "--out", root / "whole")
    if any(digests(corpus, table) != digests(root / "whole", table) for table in TABLES):
        raise SystemExit(f"{kind}: the corpus in the end is not what a full run makes")
    left = sorted(path.name for path in root.iterdir() if path.name.startswith(".corpus.") and path.is_dir())
    if left:
        raise SystemExit(f"{kind}: left behind: {', '.join(left)}")
    print(f"{kind}: {moments} moments over {1.1 * length:.0f} seconds, none torn, nothing lost or doubled; in the end "
          "the bytes of a full run", flush=True)
    shutil.rmtree(root / "in")


def commands(kind: str, root: Path) -> list[object]:
    """Arguments of `repomill` that make the next corpus."""
    where, _, what = kind.rpartition("-")
    config = root / "run.yaml"
    # Several tasks, so that a run that is killed has done some of them.
    config.write_text(f"spark: {{partition_bytes: 250000, local_bytes: {0 if where else 'null'}}}\n")
    made = {"build": ["curate", root / "in", "--overwrite", "--out", root / "corpus"],
            "refresh": ["refresh", root / "corpus", root / "in"]}
    return [*made[what], "--config", config]


def killed(command: Sequence[object], corpus: Path, seconds: float) -> str:
    """Kill a run after some seconds; what that did."""
    before = state(corpus)
    process = subprocess.Popen([*REPOMILL, *map(str, command)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        ended = "killed"
    else:
        ended = "ended before"
        if process.returncode:
            raise SystemExit(f"a run that nobody killed ended with status {process.returncode}")
    if not corpus.exists():
        return f"{ended}, between the renames"
    return f"{ended}, {'next corpus' if state(corpus) != before else 'corpus before'}"


def state(corpus: Path) -> list[str]:
    """What tells a corpus from the next one: the keys of its readings."""
    if not corpus.exists():
        return []
    return sorted(row["key"] for row in read_rows(CorpusFolder(corpus).pinned(), "sources", ["key", "current"])
                  if row["current"])


def require_whole(corpus: Path) -> None:
    """Raise an AssertionError unless the last version holds every file and document once."""
    folder = CorpusFolder(corpus).pinned()
    files = list(read_rows(folder, "files", ["repo", "path", "fate", "rule", "document_id", "key"]))
    documents = Counter(row["document_id"] for row in read_rows(folder, "documents", ["document_id", "key"]))
    members = {row["document_id"]: row["fate"] for row in read_rows(folder, "corpus", ["document_id", "fate"])}
    trained = Counter(row["document_id"] for row in read_rows(folder, "training_documents", ["document_id"]))
    repos = Counter(row["repo"] for row in read_rows(folder, "repos", ["repo", "key"]))
    current = [row["repo"] for row in read_rows(folder, "sources", ["repo", "current"]) if row["current"]]
    assert set(Counter((row["repo"], row["path"]) for row in files if row["rule"] != "duplicate_path").values()) == {1}
    assert set(documents.values()) == {1} and set(documents) == set(members)
    assert {row["document_id"] for row in files if row["fate"] == "kept"} == set(documents)
    assert trained == Counter(name for name, fate in members.items() if fate == "trained")
    assert repos == Counter(current) and set(repos.values()) == {1}


if __name__ == "__main__":
    main()
