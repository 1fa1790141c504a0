"""What the report shows of a version, as plain values, computed from its tables."""

from typing import Any

from duckdb.func import PythonUDFType

from pipeline.database import Database, Rows, row, rows
from pipeline.domains import CODE, OWN
from pipeline.fates import CONTEXT_ONLY, DROPPED, DUPLICATE_RULES, KEPT
from pipeline.masks import context_rules
from pipeline.report.mix import mix
from pipeline.report.sums import (
    FILE,
    GRAPH,
    LICENCE_RULES,
    MOST_ROWS,
    SOURCE,
    Figures,
    by_domain,
    by_language,
    counted,
    most,
    refused,
    sum_of,
    summed,
    totals,
)

SLOWEST = 20
# Lower bound of a value's bucket: 2^k for [2^k, 2^(k+1)), 0 for values below 1.
_BUCKET = "create temp macro bucket(v) as if(v < 1, 0, 1::bigint << (len(bin(floor(v)::bigint)) - 1))"
_FATES = f"""
    create temp view fates as
    select files.* exclude (fate, rule), coalesce(files.rule, left_out.rule, context_files.rule) as rule,
        case when files.fate <> '{KEPT}' or left_out.rule is not null then '{DROPPED}'
            when context_files.rule is not null then 'context' else 'trained' end as fate
    from files left join left_out using (document_id) left join context_files using (document_id, "position")"""
_GROUPS = """
    select domain, language, rule, parse, count(*) as files, sum(greatest(size, 0)) as bytes,
        coalesce(sum(imports), 0) as imports, coalesce(sum(imports_resolved), 0) as imports_resolved,
        count(*) filter (imports > 0) as files_with_imports,
        count(*) filter (imports_resolved > 0) as files_with_resolved
    from fates group by all"""
# What files of one fate are told apart by: licence, language; opted-out sources and files by which they are.
_NAMES = f"""
    select fate, rule, count(*) as files, sum(greatest(size, 0)) as bytes,
        case when rule = 'language' then detail when licence is not null then licence
            when rule = 'opted_out' then if(path = '', '{SOURCE}', '{FILE}') end as name
    from fates where rule is null or rule = 'language' or rule in $licences
    group by all order by files desc, name nulls first, rule nulls first"""


def figures(database: Database, bytes_per_token: float) -> Figures:
    """Everything the report shows about a corpus except how the run went.

    The ledger is grouped once, by domain, language, rule and parser outcome; what the report shows of it is summed up
    from these few rows.

    Args:
        database: pipeline.database.opened.
        bytes_per_token: for document lengths in tokens.
    """
    _with_fates(database)
    groups, names = rows(database, _GROUPS), rows(database, _NAMES, licences=list(LICENCE_RULES))
    lengths = rows(database, """
        select bucket(bytes / $size) as tokens, bucket(len(spans)) as files, count(*) as rows
        from documents group by all""", size=bytes_per_token)
    return {
        "summary": _summary(database) | totals(groups),
        "funnel": summed(groups, "rule"),
        "funnel_by_language": summed(map(by_domain, groups), "language", "rule"),
        "languages": by_language(group for group in groups if group["domain"] in OWN),
        "mix": mix(groups),
        "licences": most([name for name in names if name["fate"] == "trained"], "licence"),
        "refused": refused(names),
        "not_listed_languages": most([name for name in names if name["rule"] == "language"], "language"),
        "parse": summed([group for group in groups if group["parse"] is not None], "parse"),
        "file_bytes": rows(database, """
            select bucket(size) as "from", count(*) as rows from fates
            where size >= 0 group by all order by "from" """),
        "document_tokens": counted(lengths, "tokens"),
        "graph": {**_graph(database, groups), "files_per_document": counted(lengths, "files")},
        "duplicates": _duplicates(database),
        "masks": _masks(database),
        "contamination": _contamination(database),
        "redacted": _redacted(database),
        "quality": _quality(database),
        "slowest": rows(database, "from timings order by seconds desc, repo limit $most", most=SLOWEST),
    }


def _with_fates(database: Database) -> None:
    """Add the view `fates`: the ledger with deduplication in it.

    Its `fate` is `trained`, `context` or `dropped`; its `rule` the one that decided.
    """
    database.execute(_BUCKET)
    # A document that is left out because all of it is context only: its files are told by why they are that.
    database.execute(f"""create temp view left_out as
        select document_id, rule from corpus where fate = '{DROPPED}' and rule <> '{CONTEXT_ONLY}'""")
    types: list[Any] = database.sql("select spans, masks from documents, corpus").types
    database.create_function("context_rules", _context_rules, types, "varchar[]", type=PythonUDFType.ARROW)
    database.execute("""
        create temp table context_files as
        select document_id, generate_subscripts(rules, 1) - 1 as "position", unnest(rules) as rule
        from (select document_id, context_rules(spans, masks) as rules
              from corpus join documents using (document_id) where len(masks) > 0)""")
    database.execute(_FATES)


def _context_rules(spans: Any, masks: Any) -> Any:
    return context_rules(spans.combine_chunks(), masks.combine_chunks())


def _summary(database: Database) -> Figures:
    return row(database, """
        select count(*) filter (domain = $code) as repositories,
            count(*) filter (domain = $code and kept_files > 0) as repositories_with_documents,
            count(*) filter (domain <> $code) as texts,
            count(*) filter (domain <> $code and kept_files > 0) as texts_with_documents
        from repos""", code=CODE) | row(database, """
        select count(*) as documents, sum(bytes) as document_bytes from documents""") | row(database, """
        select count(*) filter (fate = 'trained') as trained_documents from corpus""")


def _graph(database: Database, groups: Rows) -> Figures:
    amounts = ", ".join(f"coalesce(sum({name}), 0) as {name}" for name in GRAPH)
    return {
        **row(database, f"select {amounts}, max(largest_component) as largest_component from repos"),
        "kinds": rows(database, "select kind, count(*) as edges from edges group by kind order by kind"),
        "divided": rows(database, """
            select repo, len(cuts) + 1 as pieces, lost_edges from repos where len(cuts) > 0
            order by pieces desc, repo limit $rows""", rows=MOST_ROWS),
        **{name: sum_of(groups, name) for name in ("files_with_imports", "files_with_resolved")},
    }


def _duplicates(database: Database) -> Figures:
    return {
        "clusters": row(database, "select count(distinct cluster) as n from duplicates")["n"],
        "kinds": rows(database, "select kind, count(*) as repositories from duplicates group by kind order by kind"),
        "dropped": rows(database, """
            select rule, count(*) as documents, count(distinct repo) filter (domain = $code) as repositories,
                count(distinct repo) filter (domain <> $code) as texts
            from (select repo, rule from corpus where rule in $ruling)
                join (select repo, domain from repos) using (repo)
            group by rule order by rule""", code=CODE, ruling=list(DUPLICATE_RULES)),
        "members": rows(database, """
            with clusters as (select cluster, count(*) as members from duplicates group by cluster
                              order by members desc, cluster limit $clusters)
            select duplicates.*, source, kept_files, stars, members
            from duplicates join clusters using (cluster) left join repos using (repo)
            order by members desc, cluster, similarity desc, repo limit $rows
        """, clusters=MOST_ROWS, rows=10 * MOST_ROWS),
    }


def _masks(database: Database) -> Rows:
    """Documents, masks and bytes that are context only, by rule."""
    return rows(database, """
        select mask.rule as rule, count(distinct document_id) as documents, count(*) as masks,
            sum(mask."end" - mask."start") as bytes
        from (select document_id, unnest(masks) as mask from corpus) group by all order by rule""")


def _contamination(database: Database) -> Figures:
    """Files, items and places by benchmark and method, and the first places."""
    return {
        "benchmarks": rows(database, """
            select benchmark, method, count(distinct (repo, path)) as files, count(distinct item) as found_items,
                count(*) as places
            from contamination group by all order by benchmark, method"""),
        "places": rows(database, "from contamination order by all nulls first limit $most", most=MOST_ROWS),
    }


def _redacted(database: Database) -> Rows:
    """Files and places by kind of what was replaced in them."""
    return rows(database, """
        select one.kind as kind, count(*) as files, sum(one.places) as places
        from (select unnest(redacted) as one from fates where fate = 'trained') group by all order by kind""")


def _quality(database: Database) -> Rows:
    """By language the files with a score, the tenths they fall into, their mean, and those dropped for it."""
    found: dict[str | None, dict[str, Any]] = {}
    for tenth in rows(database, """
            select language, least(floor(quality * 10::float)::int, 9) as tenth, count(*) as files,
                sum(quality::double) as sum, count(*) filter (rule = 'low_quality') as dropped
            from files where quality is not null group by all"""):
        one = found.setdefault(tenth["language"], {
            "language": tenth["language"], "files": 0, "mean": 0.0, "dropped": 0, "tenths": [0] * 10})
        one["files"] += tenth["files"]
        one["mean"] += tenth["sum"]
        one["dropped"] += tenth["dropped"]
        one["tenths"][tenth["tenth"]] += tenth["files"]
    order = sorted(found.values(), key=lambda one: (-one["files"], one["language"] or ""))
    return [one | {"mean": round(one["mean"] / one["files"], 3)} for one in order]
