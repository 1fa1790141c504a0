"""Files that a reader sees whole: written beside their place, and renamed to it when all is there."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A place beside a file, for the block to write to; what is there takes the file's place when the block ends.

    After an error nothing is left of it, and the file is as it was. Raises what writing and renaming raise (OSError).
    """
    beside = path.with_name(f".{path.name}.{uuid4().hex}")  # tasks on several machines may write the same file
    try:
        yield beside
        beside.replace(path)
    finally:
        with suppress(OSError):  # there is none after a success, and perhaps no folder after a failure
            beside.unlink(missing_ok=True)
