"""Conservation: what must be equal between the tables of a version. A run that breaks one of these fails.

pipeline.stages.check and pipeline.local.check count both sides, each in its own way.
"""

from collections.abc import Mapping

EQUAL: dict[str, str] = {
    "ledger": "rows of files and input rows counted before curation",
    "raw_files": "rows of raw_files and input rows of curation",
    "ledger_of_repos": "rows of files and files counted in repos",
    "fates": "kept plus dropped files and all files",
    "placed": "kept files and those with a document and no rule",
    "ruled": "dropped files and those with a known rule and no document",
    "paths": "sum over the paths of files and of input rows",
    "spans": "kept files and spans of documents",
    "places": "sum over the places of kept files and of spans",
    "kept_of_repos": "kept files and kept files counted in repos",
    "documents_of_repos": "documents and documents counted in repos",
    "document_ids": "documents and different document ids",
    "repos": "rows of repos and different repositories (rows of one must be next to each other)",
    "owners": "files masked as duplicates of one that is not trained on, and none",
    "members": "documents and rows of corpus",
    "member_ids": "documents and different documents in corpus",
    "members_sum": "sum over the ids of documents and of corpus",
    "survivors": "dropped repositories without a kept survivor and none",
    "masks": "documents whose masks overlap, leave the text, have no known rule or are of a dropped one, and none",
    "readings": "current readings and rows of repos",
    "readings_found": "current readings and those with a row of repos",
    "readings_of_repos": "current readings and different repositories",
    "readings_sum": "sum over the names of current readings and of repos",
    "exported": "trained documents in corpus and training documents",
    "exported_ids": "trained documents in corpus and those exported",
    "exported_sum": "sum over the ids of trained documents and of training documents",
    "masked": "masked bytes in corpus and in training documents",
}


class ConservationError(Exception):
    """A file was lost, doubled or has no fate: a bug, and the corpus must not be used."""


def require_equal(pairs: Mapping[str, tuple[int | None, int | None]]) -> None:
    """Raise a ConservationError that says which pairs, named as in EQUAL, have different sides."""
    broken = [f"{EQUAL[name]}: {left} and {right}" for name, (left, right) in pairs.items() if left != right]
    if broken:
        raise ConservationError("conservation broken:\n" + "\n".join(broken))
