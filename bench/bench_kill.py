"""Whether a refresh that is killed at any moment loses or tears anything: a real corpus, `kill -9`, and a look.

Run: python -m bench.bench_kill FOLDER [MOMENTS]. FOLDER holds git clones (bench.bench_refresh). MOMENTS times (20) one
of them changes, a refresh begins, and its driver is killed at a moment drawn over the time that a refresh takes. After
each the corpus must be the version before or the next one, whole; in the end, after a refresh that is left alone, it
must hold what a full run makes.
"""

import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.bench_refresh import REPOMILL, TABLES, commit, digests, linked, measured
from pipeline.folder import CorpusFolder
from pipeline.reading import read_rows


def main() -> None:
    """Print what was found after each moment; fail when a version is torn."""
    moments = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    rng = random.Random(5)  # noqa: S311
    with TemporaryDirectory(prefix="repomill-kill-") as name:
        root = Path(name)
        clones = linked(Path(sys.argv[1]), root / "in")
        measured("curate", root / "in", "--out", root / "corpus")
        commit(clones[0])
        started = time.monotonic()
        measured("refresh", root / "corpus")
        length = time.monotonic() - started
        found = Counter[str]()
        for number in range(moments):
            commit(rng.choice(clones))
            found[killed(root / "corpus", rng.uniform(0, 1.1 * length))] += 1
            require_whole(root / "corpus")
            print(f"{number + 1} of {moments}: version {CorpusFolder(root / 'corpus').latest()} is whole", flush=True)
        measured("refresh", root / "corpus")
        measured("curate", root / "in", "--out", root / "whole")
        same = all(digests(root / "corpus", table) == digests(root / "whole", table) for table in TABLES)
        shutil.rmtree(root / "whole")
        print(", ".join(f"{what}: {count}" for what, count in sorted(found.items())))
        if not same:
            raise SystemExit("the corpus in the end is not what a full run makes")
        print(f"{moments} moments, no version torn, nothing lost or doubled; in the end the bytes of a full run")


def killed(corpus: Path, seconds: float) -> str:
    """Kill a refresh after some seconds; what that did."""
    before = CorpusFolder(corpus).latest()
    process = subprocess.Popen([*REPOMILL, "refresh", str(corpus)], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        ended = "killed"
    else:
        ended = "ended before"
    while process.poll() is None:
        time.sleep(0.1)
    return ended + (", next version" if CorpusFolder(corpus).latest() != before else ", version before")


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
