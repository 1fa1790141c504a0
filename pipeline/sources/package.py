"""A package installed in this environment as a repository: the files its installer recorded."""

import os
import re
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution, distributions

from pipeline.config import Input
from pipeline.sources.folder import file_row
from pipeline.sources.raw_file import RawFile, SourceRef
from pipeline.sources.rows import Opened, SourceError, problem_row


def installed_packages() -> list[SourceRef]:
    """Every distribution of this environment by its normalised name (PEP 503), the one that Python would import."""
    found: dict[str, SourceRef] = {}
    for package in distributions():
        name = package.metadata["Name"]
        if not name:
            continue  # left over from a broken removal: a folder without metadata
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key not in found:
            found[key] = SourceRef("package", key, key, sum(file.size or 0 for file in package.files or ()))
    return [found[key] for key in sorted(found)]


def open_package(ref: SourceRef, options: Input) -> Opened:
    """Read an installed package; its version stands for the commit.

    Raises:
        PackageNotFoundError: no such package is installed.
        SourceError: the installer left no list of files.
    """
    package = distribution(ref.location)
    if package.files is None:
        raise SourceError("the installer left no list of files")
    return Opened(package.version, _files(package, options))


def _files(package: Distribution, options: Input) -> Iterator[RawFile]:
    root = os.fsencode(os.path.realpath(str(package.locate_file(""))))
    inside: dict[bytes, bool] = {}
    for name in sorted({os.fsencode(str(file)) for file in package.files or ()}):
        row = problem_row(name, -1, "missing_object")
        if row.problem == "bad_path":
            yield row  # scripts and data files outside the installation root are not looked at
            continue
        location = root + b"/" + name
        folder = location.rpartition(b"/")[0]
        if folder not in inside:
            inside[folder] = (os.path.realpath(folder) + b"/").startswith(root + b"/")
        if inside[folder]:
            yield file_row(location, name, options.max_file_bytes)
        else:
            yield problem_row(name, -1, "symlink", "its folder is a link out of the installation root")
