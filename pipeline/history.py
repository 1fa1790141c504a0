"""Versions of a corpus: which there are, what changed between two, taking one out, removing old ones."""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline import delta
from pipeline.errors import InputError, OutputError
from pipeline.fates import KEPT
from pipeline.folder import HEAD, CorpusFolder
from pipeline.reading import read_rows
from pipeline.tables import read_files
from pipeline.terminal import plain
from pipeline.writing import extended
from schemas import TABLES, TRAINING_DOCUMENTS

REVOKED = "opted_out"
SECONDS_PER_DAY = 86_400


def versions(corpus: Path) -> Iterator[str]:
    """Tab-separated lines with a heading: number, time, what made it, repositories, files, trained documents.

    Raises:
        InputError: no such corpus.
    """
    yield "version\tmade\tby\trepositories\tfiles\ttrained documents"
    for number, facts in _manifests(corpus):
        made = datetime.fromtimestamp(facts["timestamp"] / 1000, UTC).isoformat(sep=" ", timespec="seconds")
        summary = facts.get("summary", {})
        counts = (str(summary.get(name, "-")) for name in ("repositories", "files", "trained_documents"))
        yield "\t".join((str(number), made, facts["kind"], *counts))


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """What became of a repository (path None) or a file: added, changed, dropped, revoked or duplicate."""

    repo: str
    path: str | None
    what: str


@dataclass(frozen=True)
class Contents:
    """What a version holds, as far as it is compared.

    Attributes:
        keys: key of the current reading by repository.
        duplicates: repositories that another one stands for.
        files: for some repositories by path: whether the file is kept, its rule, and the hash of its bytes.
    """

    keys: Mapping[str, str]
    duplicates: frozenset[str]
    files: Mapping[tuple[str, str], tuple[bool, str | None, str | None]]


def diff(corpus: Path, before: int, after: int) -> Iterator[str]:
    """Tab-separated lines: what changed, repository, path (empty for the repository as a whole); then the counts.

    Raises:
        InputError: no such corpus or version.
    """
    folders = [CorpusFolder(corpus, number) for number in (before, after)]
    keys = [{row["repo"]: row["key"] for row in read_rows(folder, "sources", ["repo", "key", "current"])
             if row["current"]} for folder in folders]
    differ = {repo for repo in {*keys[0], *keys[1]} if keys[0].get(repo) != keys[1].get(repo)}
    found = changes(*(_contents(folder, known, differ) for folder, known in zip(folders, keys, strict=True)))
    for change in found:
        yield f"{change.what}\t{plain(change.repo)}\t{plain(change.path or '')}"
    counts = [f"{sum(c.what == what and (c.path is None) == whole for c in found)} {what}"
              for whole in (True, False) for what in ("added", "changed", "dropped", "revoked", "duplicate")]
    yield f"# repositories: {', '.join(counts[:5])}; files: {', '.join(counts[5:9])}"


def changes(before: Contents, after: Contents) -> list[Change]:
    """What changed, sorted by repository and path.

    A file counts as dropped when it is kept no longer, as added when it is kept for the first time; as revoked when it
    or its repository is opted out now and was not.
    """
    found = [Change(repo, None, what) for repo, what in _repositories(before, after)]
    for place in sorted({*before.files, *after.files}):
        was_kept, old_rule, old_hash = before.files.get(place, (False, None, None))
        is_kept, rule, new_hash = after.files.get(place, (False, None, None))
        if rule == REVOKED and old_rule != REVOKED:
            found += [Change(*place, "revoked")] if place[1] else []
        elif was_kept != is_kept:
            found.append(Change(*place, "added" if is_kept else "dropped"))
        elif is_kept and old_hash != new_hash:
            found.append(Change(*place, "changed"))
    return sorted(found, key=lambda change: (change.repo, change.path or "", change.what))


def vacuum(corpus: Path, keep_versions: int, keep_seconds: float, now: float) -> tuple[int, int, int]:
    """Remove old versions, and the files that none of those that stay needs.

    A version stays when it is one of the last `keep_versions`, or younger than `keep_seconds` at the time `now` (in
    seconds of the epoch). That the others are gone is a version of its own.

    Returns:
        The oldest version that stays, files removed and their bytes.

    Raises:
        InputError: no such corpus, or none of its versions would stay.
        OutputError: another run is writing it.
    """
    if keep_versions < 1:
        raise InputError("at least the last version is kept")
    folder = CorpusFolder(corpus)
    known = list(_manifests(corpus))
    young = [number for number, facts in known if facts["timestamp"] / 1000 >= now - keep_seconds]
    oldest = min([number for number, _ in known][-keep_versions:] + young)
    with extended(folder) as draft:
        if oldest > draft.oldest:
            draft.oldest = oldest
            draft.publish("vacuum", {"summary": known[-1][1].get("summary", {})})
        removed = {path: path.stat().st_size for path in _not_needed(folder)}
        for path in removed:
            path.unlink()
    return oldest, len(removed), sum(removed.values())


def export_version(corpus: Path, version: int | None, out: Path) -> int:
    """Make a corpus folder of the training documents of one version alone; files are linked where that is possible.

    Returns:
        Number of documents.

    Raises:
        InputError: no such version, or it has no training documents.
        OutputError: the folder exists and is not empty.
    """
    folder, table = CorpusFolder(corpus, version).pinned(), TRAINING_DOCUMENTS.name
    places, files = folder.table(table), folder.files(table)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise OutputError(f"{out}: is there already; choose an empty or new folder")
    manifest = folder.manifest()
    with extended(CorpusFolder(out)) as draft:
        for place in places:
            _linked(place, draft.staging / table / place.name)
        draft.take(table, files)
        draft.stages = manifest["stages"]
        draft.publish("export", {"summary": manifest.get("summary", {}), "exported": folder.version})
    return draft.rows(table)


def _manifests(corpus: Path) -> list[tuple[int, dict[str, Any]]]:
    """Every version there is with what it says, oldest first."""
    folder = CorpusFolder(corpus).pinned()
    if folder.version is None:
        folder.files(HEAD)  # says what is missing
    oldest = int(folder.manifest()["oldest"])
    return [(number, CorpusFolder(corpus, number).manifest()) for number in range(oldest, (folder.version or 0) + 1)]


def _contents(folder: CorpusFolder, keys: Mapping[str, str], differ: Iterable[str]) -> Contents:
    wanted = [keys[repo] for repo in sorted(differ) if repo in keys]
    columns = ["repo", "path", "fate", "rule", "sha256"]
    rows = list(read_files(folder.table("files"), "files", columns, {"key": wanted})) if wanted else []
    duplicates = frozenset(row["repo"] for row in read_rows(folder, "duplicates", ["repo", "survivor"])
                           if row["repo"] != row["survivor"]) if folder.has("duplicates") else frozenset()
    return Contents(keys, duplicates, {
        (row["repo"], row["path"]): (row["fate"] == KEPT, row["rule"], row["sha256"]) for row in rows
        if row["rule"] != "duplicate_path"})


def _repositories(before: Contents, after: Contents) -> Iterator[tuple[str, str]]:
    for repo in {*before.keys, *after.keys}:
        is_revoked, was_revoked = (files.get((repo, ""), (False, "", ""))[1] == REVOKED
                                   for files in (after.files, before.files))
        if is_revoked and not was_revoked:
            yield repo, "revoked"
        elif repo not in before.keys or repo not in after.keys:
            yield repo, "added" if repo in after.keys else "dropped"
        elif before.keys[repo] != after.keys[repo]:
            yield repo, "changed"
        if repo in after.duplicates - before.duplicates:
            yield repo, "duplicate"


def _not_needed(folder: CorpusFolder) -> list[Path]:
    """Parquet files in the folders of tables that no version needs."""
    needed: dict[str, set[str]] = {}
    for number, facts in _manifests(folder.root):
        for table in facts["tables"]:
            files = CorpusFolder(folder.root, number).files(table)
            needed.setdefault(table, set()).update(file.name for file in files)
    return [path for table in TABLES if delta.is_table(folder.root / table)
            for path in sorted((folder.root / table).glob("*.parquet")) if path.name not in needed.get(table, ())]


def _linked(place: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(place, target)
    except OSError:  # another file system, or one without links
        shutil.copyfile(place, target)
