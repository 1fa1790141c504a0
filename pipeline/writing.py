"""Who may write a corpus folder and when: one run at a time, never over what is not ours, whole or not at all."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.draft import Draft, clear
from pipeline.errors import BusyError, OutputError
from pipeline.folder import CorpusFolder
from pipeline.units import keep_units


@contextmanager
def replaced(folder: CorpusFolder, overwrite: bool) -> Iterator[Draft]:
    """The first version of a new corpus folder, which takes the place of `folder` when the block ends without an error.

    Until then, and after any error, what is there stays as it is. What a killed run left beside it is removed, but for
    units of work that it had done (pipeline.units), which the block may take over.

    Raises:
        OutputError: the folder holds a corpus and `overwrite` is false, it holds something else, or it is no place that
            can be renamed.
        BusyError: another run is writing it at this moment.
    """
    root = _place(folder.root)
    building, old = root.with_name(f".{root.name}.building"), root.with_name(f".{root.name}.old")
    with _only_writer(root):
        if old.exists() and not root.exists():
            old.rename(root)  # a run was killed between the two renames below
        _may_replace(CorpusFolder(root), overwrite)
        keep_units(building)
        try:
            building.mkdir(exist_ok=True)
            draft = Draft(CorpusFolder(building))
            draft.revoked = folder.revoked()  # a new corpus does not bring it back
            yield draft
            shutil.rmtree(old, ignore_errors=True)
            if root.exists():
                root.rename(old)
            try:
                building.rename(root)
            finally:
                if old.exists() and not root.exists():
                    old.rename(root)
            shutil.rmtree(old, ignore_errors=True)
        finally:
            shutil.rmtree(building, ignore_errors=True)


@contextmanager
def extended(folder: CorpusFolder, wait: bool = False) -> Iterator[Draft]:
    """The next version of a corpus folder, for the block to fill and publish.

    After an error nothing of it is left, and what was there before stays as it is. What a killed run left is removed.

    Args:
        folder: the corpus folder.
        wait: until no other run is writing it.

    Raises:
        OutputError: the folder holds something else or cannot be written to.
        BusyError: another run is writing it at this moment.
    """
    was_there = folder.root.exists()
    with _only_writer(folder.root.resolve(), wait):
        if not folder.manifest() and folder.foreign():
            raise OutputError(f"{folder.root}: holds files that are no corpus; choose an empty or new folder")
        clear(folder.root)
        draft = Draft(folder)
        try:
            draft.staging.mkdir(parents=True)
        except OSError as error:
            raise OutputError(f"{folder.root}: cannot be written to: {error.strerror}") from None
        try:
            yield draft
        finally:
            shutil.rmtree(draft.staging, ignore_errors=True)
            if not was_there:
                with suppress(OSError):  # it has a table in it now
                    folder.root.rmdir()


def _place(root: Path) -> Path:
    """Where the folder really is.

    Raises:
        OutputError: it cannot be renamed: the root of a file system, or the folder we stand in.
    """
    place = root.resolve()
    if place.is_mount() or Path.cwd().is_relative_to(place):
        raise OutputError(f"{root}: cannot be replaced as a whole; name a folder inside it, e.g. {root / 'corpus'}")
    return place


def _may_replace(folder: CorpusFolder, overwrite: bool) -> None:
    root = folder.root
    if not root.exists():
        return
    if not root.is_dir():
        raise OutputError(f"{root}: is not a folder")
    foreign = folder.foreign()
    if folder.manifest():
        if not overwrite:
            raise OutputError(
                f"{root}: already holds a corpus; choose another folder, or replace it with --overwrite "
                "(output.overwrite: true in the run file)"
            )
        if foreign:
            raise OutputError(f"{root}: also holds {', '.join(foreign[:5])}, which would be deleted with the corpus; "
                              "move that, or choose another folder")
    elif foreign:
        raise OutputError(f"{root}: holds files that are no corpus; choose an empty or new folder")


@contextmanager
def _only_writer(root: Path, wait: bool = False) -> Iterator[None]:
    """Hold the lock file beside a corpus folder, so that two runs never write it at once."""
    lock = root.parent / f".{root.name}.lock"
    try:
        root.parent.mkdir(parents=True, exist_ok=True)
        file = lock.open("w")
    except OSError as error:
        raise OutputError(f"{root.parent}: cannot be written to: {error.strerror}") from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(f"{root}: another run is writing this corpus now; wait for it or choose another folder") \
                from None
        yield
