"""What much code says that knows no benchmark: it must not count as a leak."""

from collections import defaultdict
from collections.abc import Iterable

from pipeline.decontamination.index import ContaminationIndex
from pipeline.decontamination.match import matches

COMMON_REPOSITORIES = 2  # a gram that so many repositories of the background have points at no benchmark


def common_hashes(
    index: ContaminationIndex, background: Iterable[tuple[str, bytes, str]]
) -> dict[tuple[str, int], frozenset[int]]:
    """What COMMON_REPOSITORIES repositories of clean code have in common with an index: hashes by method and length.

    Args:
        index: the index.
        background: (repository, text, what starts a line of comment in it) of code that is known to hold no benchmark.
            Each gram is counted once per repository.
    """
    owners: dict[tuple[str, int], dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for repo, text, comment in background:
        for found in matches(text, index, comment, with_structure=True):
            for value in set(found.hashes.tolist()):
                owners[found.method, found.length][value].add(repo)
    return {
        key: frozenset(value for value, repos in values.items() if len(repos) >= COMMON_REPOSITORIES)
        for key, values in owners.items()
    }
