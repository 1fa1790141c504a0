"""Conservation: what must be equal between the tables of a version. A run that breaks one of these fails.

Sums over hashes of names and places differ when a row is lost and another doubled in its place.
"""

from collections.abc import Callable, Mapping
from hashlib import md5
from typing import Any

from pipeline.database import Database, opened, row
from pipeline.draft import Draft
from pipeline.fates import CONTEXT_ONLY, COPY_RULES, DROPPED, KEPT, MASK_RULES, PROBLEMS, RULES

NUMBER_BYTES = 4  # of a path's number: sums of very many fit in 63 bits


class ConservationError(Exception):
    """A file was lost, doubled or has no fate: a bug, and the corpus must not be used."""


def check(stage: str, draft: Draft) -> None:
    """Hold what a stage has put into a draft against what it was made of.

    Raises:
        ConservationError: with all rules that are broken.
        CorpusError: a file is damaged.
    """
    with opened(draft) as database:
        for each in CHECKS[stage]:
            each(database)
        if stage == "curate" and draft.has("raw_files"):
            check_raw_files(database)


def path_number(path: str) -> int:
    """A number that stands for a path where paths are counted: the one of `_LEDGER`."""
    return int.from_bytes(md5(path.encode(), usedforsecurity=False).digest()[8:8 + NUMBER_BYTES], "little")


_LEDGER = f"""
    select count(*) as rows, sum(md5_number_lower(path) & {(1 << 8 * NUMBER_BYTES) - 1}) as paths,
        sum(hash(document_id, "position"::bigint, path)) filter (fate = '{KEPT}') as places,
        count(*) filter (fate = '{KEPT}') as kept, count(*) filter (fate = '{DROPPED}') as dropped,
        count(*) filter (fate = '{KEPT}' and document_id is not null and rule is null) as placed,
        count(*) filter (fate = '{DROPPED}' and document_id is null and rule in $ruling) as ruled
    from new_files"""
_SPANS = """
    select count(*) as rows, sum(hash(document_id, "position"::bigint, span.path)) as places
    from (select document_id, unnest(spans) as span, generate_subscripts(spans, 1) - 1 as "position" from new_documents)
"""


def check_curated(database: Database) -> None:
    """Every file that was curated has exactly one fate, and exactly the kept ones are in documents."""
    ledger, spans = row(database, _LEDGER, ruling=[*PROBLEMS, *RULES]), row(database, _SPANS)
    entered = row(database, "select sum(files) as files, sum(paths) as paths from new_timings")
    documents = row(database, "select count(*) as rows, count(distinct document_id) as ids from new_documents")
    repos = row(database, """
        select count(*) as rows, count(distinct repo) as names, sum(files) as files, sum(kept_files) as kept,
            sum(documents) as documents from new_repos""")
    _require_equal({
        "rows of files and input rows counted before curation": (ledger["rows"], entered["files"]),
        "rows of files and files counted in repos": (ledger["rows"], repos["files"]),
        "kept plus dropped files and all files": (ledger["kept"] + ledger["dropped"], ledger["rows"]),
        "kept files and those with a document and no rule": (ledger["kept"], ledger["placed"]),
        "dropped files and those with a known rule and no document": (ledger["dropped"], ledger["ruled"]),
        "sum over the paths of files and of input rows": (ledger["paths"], entered["paths"]),
        "kept files and spans of documents": (ledger["kept"], spans["rows"]),
        "sum over the places of kept files and of spans": (ledger["places"], spans["places"]),
        "kept files and kept files counted in repos": (ledger["kept"], repos["kept"]),
        "documents and documents counted in repos": (documents["rows"], repos["documents"]),
        "documents and different document ids": (documents["rows"], documents["ids"]),
        "rows of repos and different repositories (rows of one must be next to each other)":
            (repos["rows"], repos["names"]),
    })


def check_raw_files(database: Database) -> None:
    """Every file that ingest wrote went into curation."""
    counts = row(database, """
        select (select count(*) from raw_files) as read, (select sum(files) from new_timings) as entered""")
    _require_equal({"rows of raw_files and input rows of curation": (counts["read"], counts["entered"])})


def check_readings(database: Database) -> None:
    """Every current reading of a repository has one row in repos, and there are no others."""
    current = row(database, "select count(*) as rows, sum(hash(repo)) as names from sources where current")
    found = row(database, "select count(*) as rows, count(distinct repo) as repos, sum(hash(repo)) as names from repos")
    _require_equal({
        "current readings and rows of repos": (current["rows"], found["rows"]),
        "current readings and different repositories": (current["rows"], found["repos"]),
        "sum over the names of current readings and of repos": (current["names"], found["names"]),
    })


# Files that stand for others, and are masked as copies themselves or are in no repository that is kept.
_WITHOUT_OWNER = f"""
    with members as (select document_id, masks from corpus where fate = 'trained' or rule = '{CONTEXT_ONLY}'),
    copies as (
        select document_id, mask."end" as "end", mask.of as of
        from (select document_id, unnest(masks) as mask from members) where mask.rule in $copies),
    files as (
        select document_id, repo || ':' || span.path as of, span."end" as "end"
        from (select document_id, repo, unnest(spans) as span from documents semi join members using (document_id))),
    owners as (from files anti join copies using (document_id, "end"))
    select count(distinct of) as files from copies anti join owners using (of)"""
_BAD_MASKS = f"""
    select count(*) as documents from corpus join documents using (document_id)
    where len(masks) > 0 and (
        fate = '{DROPPED}' and corpus.rule <> '{CONTEXT_ONLY}'
        or len(list_filter(masks, lambda mask, number: mask."start" >= mask."end" or mask."end" > bytes
            or not list_contains($masking, mask.rule)
            or mask."start" < if(number = 1, 0, masks[number - 1]."end"))) > 0)"""


def check_membership(database: Database) -> None:
    """Every document has exactly one fate, what is left out names what is kept in its place, and masks are in order."""
    documents, members = (row(database, f"""
        select count(*) as rows, count(distinct document_id) as ids, sum(hash(document_id)) as ids_sum from {table}
    """) for table in ("documents", "corpus"))
    lost = row(database, """
        with kept as (select repo as survivor from duplicates where survivor = repo)
        select count(*) as repos from duplicates anti join kept using (survivor)""")
    _require_equal({
        "files masked as duplicates of one that is not trained on, and none":
            (row(database, _WITHOUT_OWNER, copies=list(COPY_RULES))["files"], 0),
        "documents and rows of corpus": (documents["rows"], members["rows"]),
        "documents and different documents in corpus": (documents["rows"], members["ids"]),
        "sum over the ids of documents and of corpus": (documents["ids_sum"], members["ids_sum"]),
        "dropped repositories without a kept survivor and none": (lost["repos"], 0),
        "documents whose masks overlap, leave the text, have no known rule or are of a dropped one, and none":
            (row(database, _BAD_MASKS, masking=list(MASK_RULES))["documents"], 0),
    })


def check_exported(database: Database) -> None:
    """Exactly the trained documents of the membership list are exported, each once, and with their masks."""
    wanted, found = (row(database, f"""
        select count(*) as rows, sum(hash(document_id)) as sum,
            sum(list_sum(list_transform(masks, lambda mask: mask."end" - mask."start"))) as masked from {table}
    """) for table in ("(from corpus where fate = 'trained')", "training_documents"))
    _require_equal({
        "trained documents in corpus and training documents": (wanted["rows"], found["rows"]),
        "sum over the ids of trained documents and of training documents": (wanted["sum"], found["sum"]),
        "masked bytes in corpus and in training documents": (wanted["masked"], found["masked"]),
    })


def _require_equal(pairs: Mapping[str, tuple[Any, Any]]) -> None:
    broken = [f"{sides}: {left or 0} and {right or 0}" for sides, (left, right) in pairs.items()
              if (left or 0) != (right or 0)]  # sums over nothing are null
    if broken:
        raise ConservationError("conservation broken:\n" + "\n".join(broken))


CHECKS: dict[str, tuple[Callable[[Database], None], ...]] = {
    "ingest": (), "curate": (check_curated, check_readings), "dedup": (check_membership,),
    "export": (check_exported,),
}
