"""What a refresh costs beside a full run: processor time of both, on real repositories of which a share changed.

Run: python -m bench.bench_refresh FOLDER [SHARE]. FOLDER holds git clones, bare or not; they are linked or copied to a
place of their own, where a share of them (0.01) gets a commit with one more file and one goes away. The corpus that the
refresh leaves is compared with one that is made of everything anew.
"""

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.tree_cpu import counted
from pipeline.folder import CorpusFolder

REPOMILL = [sys.executable, "-c", "from pipeline.cli import main; main()"]
LIMIT = 0.05
TABLES = ("corpus", "duplicates", "training_documents")
NOBODY = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
          for what, value in (("NAME", "nobody"), ("EMAIL", "nobody@example.org"), ("DATE", "1700000000 +0000"))}


def main() -> None:
    """Print the figures; fail when the refresh costs more than the limit or differs from the full run."""
    share = float(sys.argv[2]) if len(sys.argv) > 2 else 0.01
    with TemporaryDirectory(prefix="repomill-refresh-") as name:
        root = Path(name)
        clones = linked(Path(sys.argv[1]), root / "in")
        full, _ = measured("curate", root / "in", "--out", root / "corpus")
        none, said = measured("refresh", root / "corpus")
        print(f"{len(clones)} repositories, full run: {full:.1f} CPU seconds")
        print(f"nothing changed: {none:.1f} CPU seconds, {none / full:.1%}: {said}")
        count = max(1, round(share * len(clones)))
        for clone in clones[:count]:
            commit(clone)
        part, said = measured("refresh", root / "corpus")
        print(f"{count} changed: {part:.1f} CPU seconds: {said}")
        again, _ = measured("curate", root / "in", "--out", root / "whole")
        same = all(digests(root / "corpus", table) == digests(root / "whole", table) for table in TABLES)
        print(f"full run again: {again:.1f} CPU seconds; {', '.join(TABLES)}: {'same' if same else 'DIFFERENT'} bytes")
        full = min(full, again)
        print(f"the refresh is {part / full:.1%} of the cheaper full run")
        if part > LIMIT * full or not same:
            raise SystemExit(f"above {LIMIT:.0%}, or not the same")


def measured(*arguments: object) -> tuple[float, str]:
    """Processor seconds of a command with all its descendants, and the last line it says."""
    seconds, said = counted([*REPOMILL, *map(str, arguments)])
    return seconds, said.strip().splitlines()[-1]


def linked(folder: Path, target: Path) -> list[Path]:
    """The clones of a folder at a place of their own; git never changes a file, so that links will do."""
    target.mkdir()
    clones = []
    for place in sorted(path for path in folder.iterdir() if path.is_dir()):
        shutil.copytree(place.resolve(), target / place.name, copy_function=_link, symlinks=True)
        clones.append(target / place.name)
    return clones


def _link(source: str, target: str) -> None:
    if source.endswith((".pack", ".idx", ".rev")):
        os.link(source, target)
    else:
        shutil.copyfile(source, target)


def commit(clone: Path) -> None:
    """Put a file into the commit at HEAD of a clone, without a work tree."""
    def git(*arguments: str, stdin: str = "") -> str:
        environment = os.environ | NOBODY | {"GIT_INDEX_FILE": str(clone / "refresh.index")}
        done = subprocess.run(["git", *arguments], cwd=clone, env=environment, input=stdin, text=True, check=True,
                              stdout=subprocess.PIPE)
        return done.stdout.strip()

    git("read-tree", "HEAD")
    blob = git("hash-object", "-w", "--stdin", stdin="def refreshed():\n    return 'one more file than before'\n")
    git("update-index", "--add", "--cacheinfo", f"100644,{blob},refreshed_by_repomill.py")
    git("update-ref", "HEAD", git("commit-tree", git("write-tree"), "-p", "HEAD", "-m", "more"))


def digests(corpus: Path, table: str) -> list[str]:
    """SHA-256 of the files of a table."""
    return [sha256(path.read_bytes()).hexdigest() for path in CorpusFolder(corpus).table(table)]


if __name__ == "__main__":
    main()
