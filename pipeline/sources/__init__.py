"""What a dump can hold: one module per kind of source, each giving one row per file."""

from collections.abc import Callable

from pipeline.config import Input
from pipeline.errors import StoreError
from pipeline.sources.folder import open_folder
from pipeline.sources.git import open_git
from pipeline.sources.opt_out import NOTHING, OptOut, without
from pipeline.sources.package import open_package
from pipeline.sources.raw_file import RawFile, SourceRef
from pipeline.sources.rows import Opened, complete, error_row, source_row
from pipeline.sources.tar import open_tar
from pipeline.sources.zip import open_zip

SOURCES: dict[str, Callable[[SourceRef, Input], Opened]] = {
    "git": open_git,
    "folder": open_folder,
    "tar": open_tar,
    "zip": open_zip,
    "package": open_package,
}


def read_source(ref: SourceRef, options: Input, opt_out: OptOut = NOTHING) -> Opened:
    """Open a source and read it file by file; never raises for what it holds, only when its store fails.

    The commit is known at once, files are read one at a time while `files` is iterated. A source that cannot be opened
    gives one row with path "" and the problem; so does one that is opted out, which is not opened.

    Raises:
        StoreError: an object store does not give it.
    """
    entry = opt_out.repository(ref.repo)
    if entry is not None:
        return Opened(None, iter([source_row("opted_out", entry)]))
    try:
        opened = SOURCES[ref.kind](ref, options)
    except StoreError:
        raise
    except Exception as error:  # foreign content must not stop a job, whatever a reader did not foresee
        return Opened(None, iter([error_row(error, "unreadable_source")]))
    files = without(complete(opened.files, options), opt_out.paths(ref.repo), opt_out.hashes)
    return Opened(opened.commit, files, opened.last_commit)


__all__ = ["SOURCES", "Opened", "RawFile", "SourceRef", "read_source"]
