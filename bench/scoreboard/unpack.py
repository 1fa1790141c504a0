"""Archives of packages into folders: no path leads out, no code runs, sizes are bounded."""

import shutil
import tarfile
import zipfile
from pathlib import Path

MOST_BYTES = 2 << 30
MOST_FILES = 300_000


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a tar (any compression) or zip into `folder`, without the one folder that it may hold everything in.

    A folder that a client has unpacked itself is moved there. Links, devices and paths that lead out are left out.

    Raises:
        OSError, tarfile.TarError, zipfile.BadZipFile: the archive is damaged.
        ValueError: it holds more than MOST_BYTES or MOST_FILES.
    """
    if archive.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        archive.rename(folder)
        return
    folder.mkdir(parents=True, exist_ok=True)
    if zipfile.is_zipfile(archive):
        _zip(archive, folder)
    else:
        _tar(archive, folder)
    inner = list(folder.iterdir())
    if len(inner) == 1 and inner[0].is_dir():
        lifted = inner[0].rename(folder.with_name(folder.name + ".inner"))
        folder.rmdir()
        lifted.rename(folder)


def _tar(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as opened:
        size = 0
        for count, member in enumerate(opened):
            size += member.size
            _check(archive, size, count)
            if not member.isfile():
                continue
            try:
                opened.extract(member, folder, set_attrs=False, filter="data")
            except tarfile.FilterError:
                continue


def _zip(archive: Path, folder: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        members = [member for member in opened.infolist() if not member.is_dir()]
        _check(archive, sum(member.file_size for member in members), len(members))
        for member in members:
            opened.extract(member, folder)  # drops `..`, drives and leading slashes; a link becomes a file


def _check(archive: Path, size: int, count: int) -> None:
    if size > MOST_BYTES or count > MOST_FILES:
        raise ValueError(f"{archive.name}: holds more than {MOST_BYTES} bytes or {MOST_FILES} files")


def emptied(folder: Path) -> Path:
    """The folder, made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
