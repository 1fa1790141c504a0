"""What is kept of a repository beside its files' own facts: manifests, licences, and which paths there are."""

import re
from collections.abc import Iterable
from fnmatch import translate
from functools import cache
from posixpath import basename

from pipeline import licences
from pipeline.curation.examine import Examined
from pipeline.imports.index import RepositoryIndex, SourceFile
from pipeline.languages.catalogue import languages

# Manifests are small; a repository whose manifests are larger than this in all does not get to fill the memory.
MANIFEST_BYTES = 32 << 20


class Context:
    """Collects manifests and licences of one repository while its files go by, whatever their own fate is."""

    def __init__(self) -> None:
        """Start empty."""
        self._manifests: dict[str, bytes] = {}
        self._stated: dict[str, tuple[tuple[bool, str], str]] = {}

    def note(self, path: str, text: bytes) -> None:
        """Look at one file: keep its text if it is a manifest, its licence if it states one for its folder."""
        if _manifest_names().fullmatch(basename(path)):
            self._manifests[path] = text
        if licences.is_licence_file(path):
            self._state(path, licences.classify(text), is_manifest=False)
        elif basename(path) in licences.MANIFESTS:
            self._state(path, licences.manifest_licence(path, text), is_manifest=True)

    def licence(self, path: str, declared: str | None) -> str | None:
        """Licence of a file: what it declares itself, else that of the nearest folder above it."""
        return declared or licences.licence_of(path, {folder: found for folder, (_, found) in self._stated.items()})

    def index(self, examined: Iterable[Examined], repo: str) -> RepositoryIndex:
        """What import resolution may ask about the repository."""
        files = list(examined)
        parsed = [
            SourceFile(file.path, language, parsed)
            for file in files
            if file.language is not None and file.parsed is not None
            for language, parsed in file.parsed.parts(file.language)
        ]
        paths = (file.path for file in files if file.path)
        return RepositoryIndex(paths, parsed, self._bounded_manifests(), basename(repo))

    def _state(self, path: str, licence: str | None, is_manifest: bool) -> None:
        """Of several statements for a folder a licence file comes before a manifest, then the first path."""
        if licence is None:
            return
        folder, rank = licences.folder_covered(path), (is_manifest, path)
        if folder not in self._stated or rank < self._stated[folder][0]:
            self._stated[folder] = (rank, licence)

    def _bounded_manifests(self) -> dict[str, str]:
        """Texts of manifests, those nearest to the root first, up to MANIFEST_BYTES."""
        kept, held = {}, 0
        for path in sorted(self._manifests, key=lambda path: (path.count("/"), path)):
            held += len(self._manifests[path])
            if held > MANIFEST_BYTES:
                break
            kept[path] = self._manifests[path].decode("utf-8", "replace")
        return kept


@cache
def _manifest_names() -> re.Pattern[str]:
    """File names that some language's resolver wants to see."""
    globs = {glob for language in languages().values() if language.imports for glob in language.imports.manifests}
    return re.compile("|".join(translate(glob) for glob in sorted(globs)) or r"(?!)")
