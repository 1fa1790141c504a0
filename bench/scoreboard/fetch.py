"""Packages of PyPI, npm and Debian as folders of sources, by the registries' own clients; nothing of them is run.

Run: `python -m bench.scoreboard.fetch [LANGUAGE ...]` fetches what the scoreboard reads. They stay in
`~/.cache/repomill/scoreboard`, or below `$REPOMILL_CACHE`. PyPI gives sdists, npm what it publishes, Debian the
upstream archive of its source package.
"""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from bench.scoreboard.packages import Kind, Package, listed
from bench.scoreboard.unpack import emptied, unpack

TIMEOUT = 900  # seconds for one package
APT = Path("/etc/apt")
BINARY = re.compile(r"^(Types:[ \t]*)deb\b.*$|^deb(?=[ \t])", re.MULTILINE)


class FetchError(Exception):
    """A package cannot be had; the message says why."""


def cache() -> Path:
    """Folder that packages and tools are kept in."""
    return Path(os.environ.get("REPOMILL_CACHE") or Path.home() / ".cache" / "repomill") / "scoreboard"


def fetched(package: Package) -> Path:
    """The folder of a package, downloaded when it is not there.

    Raises:
        FetchError: it cannot be downloaded or unpacked.
    """
    name = re.sub(r"[^\w.+-]+", "-", f"{package.name}-{package.version}".strip("-@"))
    folder = cache() / package.kind / name
    if not folder.exists():
        making = emptied(folder.with_name(f"{name}.{os.getpid()}.new"))
        try:
            for archive, place in CLIENTS[package.kind](package, emptied(making / "download")):
                unpack(archive, making / "sources" / place)
            (making / "sources").rename(folder)
        except (OSError, ValueError, tarfile.TarError, zipfile.BadZipFile) as error:
            raise FetchError(f"{package.label}: {error}") from None
        finally:
            shutil.rmtree(making, ignore_errors=True)
    inner = folder / package.folder
    if not inner.is_dir():
        raise FetchError(f"{package.label}: has no such folder")
    return inner.resolve()


def _pypi(package: Package, folder: Path) -> list[tuple[Path, str]]:
    """The sdist as pip unpacks it.

    pip asks even a package that it only downloads for its metadata, which runs the package's build back end. So it is
    given an interpreter that can import none: it unpacks, fails, and is told not to clean up. (A package whose back end
    lies in its own tree would be run; such a one is not to be listed.)
    """
    bare = cache() / "bare-python"
    if not bare.exists():
        _run([sys.executable, "-m", "venv", "--without-pip", str(bare)], folder)
    wanted = ["--no-deps", "--no-binary", ":all:", "--no-build-isolation", "--no-clean"]
    command = [sys.executable, "-m", "pip", "--python", str(bare / "bin" / "python"), "download", *wanted]
    said = ""
    try:
        _run([*command, f"{package.name}=={package.version}"], folder, TMPDIR=str(folder), PIP_NO_INPUT="1")
    except FetchError as error:
        said = str(error)
    unpacked = [path for path in folder.glob("pip-download-*/*") if path.is_dir()]
    if not unpacked:
        raise FetchError(said or f"{package.label}: pip left nothing")
    return [(_only(unpacked, package), "")]


def _npm(package: Package, folder: Path) -> list[tuple[Path, str]]:
    _run(["npm", "pack", "--silent", "--ignore-scripts", f"{package.name}@{package.version}"], folder)
    return [(_only(folder.glob("*.tgz"), package), "")]


def _debian(package: Package, folder: Path) -> list[tuple[Path, str]]:
    """The upstream archive, and further ones in folders of their names, as dpkg-source lays them out."""
    _run(["apt-get", *_source_lists(), "--quiet", "--download-only", "source", package.name], folder)
    archives = sorted(path for path in folder.iterdir() if ".tar." in path.name and not path.name.endswith(".asc"))
    sources = [path for path in archives if ".debian.tar." not in path.name]
    extra = {path: match[1] for path in sources if (match := re.search(r"\.orig-(.+)\.tar\.", path.name))}
    return [(_only((path for path in sources if path not in extra), package), ""), *extra.items()]


CLIENTS: dict[Kind, Callable[[Package, Path], list[tuple[Path, str]]]] = {
    "pypi": _pypi, "npm": _npm, "debian": _debian,
}


def _source_lists() -> list[str]:
    """Options that have apt read the source lists of this machine with `deb-src` for `deb`, in a state of their own."""
    state = cache() / "apt"
    parts, lists = state / "sources.list.d", state / "lists"
    options = {"Dir::Etc::sourcelist": "/dev/null", "Dir::Etc::sourceparts": parts, "Dir::State::lists": lists,
               "Dir::Cache": state / "cache", "APT::Sandbox::User": "root"}
    arguments = [part for name, value in options.items() for part in ("-o", f"{name}={value}")]
    if not lists.exists():
        emptied(parts)
        for file in [APT / "sources.list", *sorted((APT / "sources.list.d").glob("*"))]:
            if file.is_file() and file.suffix in {".list", ".sources"}:
                (parts / file.name).write_text(BINARY.sub(r"\1deb-src", file.read_text()))
        emptied(state / "cache" / "archives" / "partial")
        emptied(lists / "partial")
        try:
            _run(["apt-get", *arguments, "--quiet", "update"], state)
        except FetchError:
            shutil.rmtree(lists)
            raise
    return arguments


def _only(found: Iterable[Path], package: Package) -> Path:
    paths = list(found)
    if len(paths) != 1:
        raise FetchError(f"{package.label}: the client left {len(paths)} of it, not one")
    return paths[0]


def _run(command: list[str], folder: Path, **variables: str) -> None:
    surroundings = os.environ | variables
    try:
        done = subprocess.run(
            command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False, timeout=TIMEOUT
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise FetchError(f"{command[0]}: {error}") from None
    if done.returncode:
        raise FetchError(f"{' '.join(command[-3:])}: {(done.stderr or done.stdout).strip()[-300:]}")


def main(languages: list[str]) -> None:
    """Fetch, saying what cannot be had."""
    chosen = [halves for name, halves in listed().items() if not languages or name in languages]
    for package in sorted({package for halves in chosen for half in halves.values() for package in half}):
        try:
            print(fetched(package))
        except FetchError as error:
            print(f"skipped: {error}", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
