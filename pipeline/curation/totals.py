"""What the pieces of a repository add up to: its row in repos."""

import hashlib
from array import array
from collections import Counter
from collections.abc import Collection, Mapping

from pipeline.curation.examine import Examined
from pipeline.curation.info import RepositoryInfo
from pipeline.curation.rows import Row
from pipeline.minhash import RepositorySketch
from pipeline.quality.score import weighted_mean

DIGEST_BYTES = 32


class Totals:
    """Sums over the pieces of a repository; per file it keeps a hash, a score and a size, 48 bytes."""

    def __init__(self) -> None:
        """Start at nothing."""
        self._files = self._bytes = self._kept = 0
        self._size_of: Counter[str] = Counter()
        self._hashes = bytearray()
        self._scores, self._sizes = array("d"), array("q")
        self._figures: Counter[str] = Counter()
        self._largest = 0
        self._cuts: list[str] = []
        self._licence: str | None = None

    @property
    def components(self) -> int:
        """Components of the pieces so far."""
        return self._figures["components"]

    def add(self, examined: Collection[Examined], kept: Mapping[str, Examined], figures: Mapping[str, int]) -> None:
        """Add a piece.

        Args:
            examined: its files, by path.
            kept: those of them that are in documents, by path.
            figures: of its graph and documents.
        """
        first = next(iter(examined), None)
        if self._files and first is not None:
            self._cuts.append(first.path)
        if not self._files and first is not None:
            self._licence = first.licence
        self._files += len(examined)
        self._bytes += sum(max(0, file.file.size) for file in examined)
        self._kept += len(kept)
        for file in kept.values():
            self._size_of[file.language or ""] += file.text_bytes
            self._hashes += bytes.fromhex(file.text_sha256)
            if file.score is not None:
                self._scores.append(file.score)
                self._sizes.append(file.text_bytes)
        self._largest = max(self._largest, figures["largest_component"])
        self._figures.update(figures)

    def row(self, info: RepositoryInfo, licence: str | None, sketch: RepositorySketch) -> Row:
        """The row in repos; `licence` is that of the root."""
        sizes = self._size_of
        return {
            "repo": info.repo, "source": info.source, "domain": info.domain, "commit": info.commit, "stars": info.stars,
            "forks": info.forks, "last_commit": info.last_commit,
            "licence": self._licence if info.is_text else licence,
            "language": min(sizes, key=lambda name: (-sizes[name], name)) if sizes else None,
            "quality": weighted_mean(zip(self._scores, self._sizes, strict=True)),
            "files": self._files, "bytes": self._bytes, "kept_files": self._kept, "kept_bytes": sum(sizes.values()),
            "content_hash": self._content_hash(), "cuts": self._cuts,
            "shingles": sketch.count, "signature": sketch.signature, "sketch": sketch.sketch,
            **self._figures, "largest_component": self._largest,
        }

    def _content_hash(self) -> str | None:
        if not self._hashes:
            return None
        places = range(0, len(self._hashes), DIGEST_BYTES)
        digest = hashlib.sha256()
        for each in sorted(bytes(self._hashes[place : place + DIGEST_BYTES]) for place in places):
            digest.update(each.hex().encode())
        return digest.hexdigest()
