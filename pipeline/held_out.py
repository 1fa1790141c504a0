"""Which repositories are held out of training: the same ones for everybody who knows the share."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from pipeline.folder import CorpusFolder
from pipeline.reading import read_rows

WIDTH = 8  # bytes of a hash


def held_out(corpus: Path, share: float, version: int | None = None) -> Callable[[str], bool]:
    """Tell of a repository by its name whether it is held out.

    The name's hash decides, so a smaller share holds out a part of what a larger one does, and a corpus that grows
    changes nothing for a repository. Near-duplicates that are both kept (of a chain A, B, C only B is dropped) go by
    the name of their cluster, together.

    Args:
        corpus: its folder; without a table `duplicates` every repository goes by its own name.
        share: of the repositories, 0 to 1.
        version: of the corpus; None for the last.

    Raises:
        CorpusError: the table is damaged.
    """
    if not share:
        return lambda repo: False
    clusters: dict[str, str] = {}
    folder = CorpusFolder(corpus, version).pinned()
    if folder.has("duplicates"):
        clusters = {row["repo"]: row["cluster"] for row in read_rows(folder, "duplicates", ["repo", "cluster"])}
    return lambda repo: _place(clusters.get(repo, repo)) < share


def _place(name: str) -> float:
    """A number from 0 to below 1 that looks random but depends on the name alone."""
    digest = sha256(f"held out\0{name}".encode(errors="surrogatepass")).digest()
    return int.from_bytes(digest[:WIDTH], "big") / (1 << 8 * WIDTH)
