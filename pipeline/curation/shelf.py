"""What is known of the files of one repository, set aside until all have been seen: in bounded memory."""

import pickle
from array import array
from collections.abc import Collection, Iterator
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO

from pipeline.curation.examine import Examined
from pipeline.curation.pieces import borders, memory, room
from pipeline.imports.index import Paths


class Shelf:
    """Keeps files in memory while all of them take no more than a limit, else in a nameless temporary file.

    Of a repository above the limit, path, size and place of each file stay in memory: about 200 bytes.
    """

    def __init__(self, limit: int) -> None:
        """Start empty; `limit` is in bytes as pipeline.curation.pieces.memory counts them."""
        self._limit = limit
        self._files: list[Examined] = []
        self._held = 0
        self._paths: list[str] = []
        self._kept: set[str] = set()
        self._weights, self._starts = array("q"), array("q")
        self._disk: IO[bytes] | None = None

    def put(self, file: Examined) -> None:
        """Keep a file."""
        self._held += memory(file)
        self._files.append(file)
        if self._disk is None and self._held > self._limit:
            self._disk = TemporaryFile()  # noqa: SIM115 - closed by __exit__
        if self._disk is not None:
            for waiting in self._files:
                self._paths.append(waiting.path)
                if waiting.verdict is None:
                    self._kept.add(waiting.path)
                self._weights.append(memory(waiting))
                self._starts.append(self._disk.tell())
                pickle.dump(waiting, self._disk, pickle.HIGHEST_PROTOCOL)
            self._files = []

    @property
    def paths(self) -> Paths | None:
        """All paths, of a repository above the limit; None where one piece has them all."""
        return None if self._disk is None else Paths(path for path in self._paths if path)

    @property
    def kept(self) -> Collection[str]:
        """Of a repository above the limit, the paths that no rule dropped when they were put here."""
        return self._kept

    def pieces(self) -> Iterator[list[Examined]]:
        """The files in pieces that fit the limit, by path: one piece when all fit. What is given is let go of."""
        if self._disk is None:
            files, self._files = self._files, []
            yield sorted(files, key=_place)
            return
        order = sorted(range(len(self._paths)), key=self._paths.__getitem__)
        weights = array("q", (self._weights[number] for number in order))
        limit = room(self._limit, len(order))
        ends = [*borders([self._paths[number] for number in order], weights, limit), len(order)]
        start = 0
        for end in ends:
            yield sorted((self._read(number) for number in order[start:end]), key=_place)
            start = end

    def _read(self, number: int) -> Examined:
        assert self._disk is not None
        self._disk.seek(self._starts[number])
        file = pickle.load(self._disk)  # noqa: S301 - we wrote it, and no one else has its name
        assert isinstance(file, Examined)
        return file

    def __enter__(self) -> "Shelf":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give memory and disk space back."""
        self._files = []
        if self._disk is not None:
            self._disk.close()


def _place(file: Examined) -> tuple[str, int, str, str]:
    return file.path, file.file.size, file.file.sha256 or "", file.file.problem or ""
