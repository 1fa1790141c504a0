"""What is kept of a repository beside its files' own facts: manifests, licences, and which paths there are."""

import re
from collections.abc import Iterable
from fnmatch import translate
from functools import cache
from posixpath import basename

from pipeline import licences
from pipeline.curation.examine import Examined
from pipeline.imports.index import Paths, RepositoryIndex, SourceFile
from pipeline.languages.catalogue import languages

# Manifests are small; a repository whose manifests are larger than this in all does not get to fill the memory.
MANIFEST_BYTES = 32 << 20


class Context:
    """Collects manifests and licences of one repository while its files go by, whatever their own fate is."""

    def __init__(self) -> None:
        """Start empty."""
        self._manifests: dict[str, bytes] = {}
        self._manifest_bytes = 0
        self._first_left_out: tuple[int, str] | None = None
        self._stated: dict[str, str] = {}
        self._by_folder: dict[str, str] | None = None

    def note(self, path: str, text: bytes) -> None:
        """Look at one file: keep its text if it is a manifest, its licence if it states one for its folder."""
        if _manifest_names().fullmatch(basename(path)):
            self._keep(path, text)
        if licences.is_licence_file(path):
            self._state(path, licences.classify(text))
        elif basename(path) in licences.MANIFESTS:
            self._state(path, licences.manifest_licence(path, text))

    def licence(self, path: str, declared: str | None) -> str | None:
        """Licence of a file: what it declares itself, else that of the nearest folder above it."""
        if self._by_folder is None:
            self._by_folder = licences.by_folder(self._stated)
        return declared or licences.licence_of(path, self._by_folder)

    def index(self, examined: Iterable[Examined], repo: str, paths: Paths | None = None) -> RepositoryIndex:
        """What import resolution may ask about the repository, of which `paths` has more files than those examined."""
        files = list(examined)
        parsed = [
            SourceFile(file.path, language, parsed)
            for file in files
            if file.language is not None and file.parsed is not None
            for language, parsed in file.parsed.parts(file.language)
        ]
        self._bound()
        manifests = {path: text.decode("utf-8", "replace") for path, text in self._manifests.items()}
        return RepositoryIndex(paths or (file.path for file in files if file.path), parsed, manifests, basename(repo))

    def _state(self, path: str, licence: str | None) -> None:
        if licence is not None:
            self._stated[path] = licence
            self._by_folder = None

    def _keep(self, path: str, text: bytes) -> None:
        """Keep the text of a manifest, and no more than twice MANIFEST_BYTES and it at any time."""
        if self._first_left_out is not None and _nearness(path) >= self._first_left_out:
            return
        self._manifest_bytes += len(text) - len(self._manifests.get(path, b""))
        self._manifests[path] = text
        if self._manifest_bytes > 2 * MANIFEST_BYTES:
            self._bound()

    def _bound(self) -> None:
        """Keep manifests up to MANIFEST_BYTES in all, those nearest to the root first.

        None is kept after the first that is too much, so that the order in which files come does not decide.
        """
        kept, held = {}, 0
        for path in sorted(self._manifests, key=_nearness):
            if held + len(self._manifests[path]) > MANIFEST_BYTES:
                self._first_left_out = _nearness(path)
                break
            kept[path] = self._manifests[path]
            held += len(kept[path])
        self._manifests, self._manifest_bytes = kept, held


def _nearness(path: str) -> tuple[int, str]:
    return path.count("/"), path


@cache
def _manifest_names() -> re.Pattern[str]:
    """File names that some language's resolver wants to see."""
    globs = {glob for language in languages().values() if language.imports for glob in language.imports.manifests}
    return re.compile("|".join(translate(glob) for glob in sorted(globs)) or r"(?!)")
