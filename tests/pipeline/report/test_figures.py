"""The report's figures beside the same sums taken in plain Python over the rows of the corpus."""

import json
from collections import Counter
from math import floor, log2

import pytest

from pipeline.fates import CONTEXT_ONLY, MASK_RULES
from pipeline.masks import by_file
from pipeline.report.sums import by_language, summed
from tests.pipeline.corpora import rows
from tests.pipeline.report.test_page import Page

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def report(corpus):
    return json.loads((corpus / "report.json").read_text())


@pytest.fixture(scope="module")
def ledger(corpus):
    """Rows of files with the rule that decided in the end, duplicates and masks included."""
    members = {row["document_id"]: row | {"rule": None if row["rule"] == CONTEXT_ONLY else row["rule"]}
               for row in rows(corpus, "corpus")}
    masked = {}
    for document in rows(corpus, "documents"):
        masks = by_file(document["spans"], members[document["document_id"]]["masks"])
        masked |= {(document["document_id"], place): found[0].rule for place, found in enumerate(masks)
                   if found and sum(mask.end - mask.start for mask in found) == length(document["spans"][place])}
    return [{**row, "rule": row["rule"] or (row["document_id"] and members[row["document_id"]]["rule"]) or masked.get(
        (row["document_id"], row["position"]))} for row in rows(corpus, "files")]


def length(span):
    return span["end"] - span["start"]


def sums(found, *keys):
    """Files and bytes by some columns."""
    files, size = Counter(), Counter()
    for row in found:
        key = tuple(row[name] for name in keys)
        files[key] += 1
        size[key] += max(0, row["size"])
    return {key: (files[key], size[key]) for key in files}


def listed(found, *keys):
    assert len({tuple(row[name] for name in keys) for row in found}) == len(found)
    return {tuple(row[name] for name in keys): (row["files"], row["bytes"]) for row in found}


def bucket(value):
    return 0 if value < 1 else 1 << floor(log2(value))


def histogram(values):
    return [{"from": start, "rows": count} for start, count in sorted(Counter(map(bucket, values)).items())]


def test_the_funnel_adds_up_to_all_files(report, ledger):
    assert listed(report["funnel"], "rule") == sums(ledger, "rule")
    assert listed(report["funnel_by_language"], "language", "rule") == sums(ledger, "language", "rule")
    assert sum(row["files"] for row in report["funnel"]) == report["summary"]["files"] == len(ledger)


def test_the_summary(report, ledger, corpus):
    trained = [row for row in ledger if row["rule"] is None]
    context = [row for row in ledger if row["rule"] in MASK_RULES]
    documents = rows(corpus, "documents")
    assert report["summary"] == {
        "repositories": len(rows(corpus, "repos")),
        "repositories_with_documents": len({row["repo"] for row in documents}), "texts": 0, "texts_with_documents": 0,
        "documents": len(documents), "document_bytes": sum(row["bytes"] for row in documents),
        "trained_documents": len(rows(corpus, "training_documents")),
        "files": len(ledger), "bytes": sum(max(0, row["size"]) for row in ledger),
        "trained_files": len(trained), "trained_bytes": sum(row["size"] for row in trained),
        "context_files": len(context), "context_bytes": sum(row["size"] for row in context),
        "languages": len({row["language"] for row in ledger} - {None}),
    }


def test_languages_and_licences(report, ledger):
    by_name = {row["language"]: row for row in report["languages"]}
    assert set(by_name) == {row["language"] for row in ledger} - {None}
    for name, row in by_name.items():
        mine = [one for one in ledger if one["language"] == name]
        assert row["imports"] == sum(one["imports"] or 0 for one in mine)
        assert row["files_with_resolved"] == sum((one["imports_resolved"] or 0) > 0 for one in mine)
        assert row["trained_files"] == sum(one["rule"] is None for one in mine)
    trained = [row for row in ledger if row["rule"] is None]
    assert listed(report["licences"], "licence") == sums(trained, "licence")


def test_domains_add_up(report, ledger, corpus):
    domains = {row["domain"]: row for row in report["mix"]["domains"]}
    assert listed(domains.values(), "domain") == sums(ledger, "domain")
    trained = sums((row for row in ledger if row["rule"] is None), "domain")
    assert {(name,): (row["trained_files"], row["trained_bytes"]) for name, row in domains.items()} == trained
    assert {row["domain"] for row in rows(corpus, "training_documents")} == {"code", "docs"}
    assert sum(row["bytes"] for row in report["mix"]["parts"]) == report["summary"]["trained_bytes"]


def test_histograms(report, ledger, corpus):
    documents = rows(corpus, "documents")
    assert report["file_bytes"] == histogram(row["size"] for row in ledger if row["size"] >= 0)
    assert report["document_tokens"] == histogram(row["bytes"] / 3.5 for row in documents)
    assert report["graph"]["files_per_document"] == histogram(len(row["spans"]) for row in documents)


def test_graph_and_duplicates(report, corpus):
    repos, edges = rows(corpus, "repos"), rows(corpus, "edges")
    graph = report["graph"]
    for name in ("edges", "components", "cycles", "cut_edges", "lost_edges", "near_window", "near_deepseek",
                 "near_random"):
        assert graph[name] == sum(row[name] for row in repos)
    assert {row["kind"]: row["edges"] for row in graph["kinds"]} == Counter(row["kind"] for row in edges)
    duplicates = rows(corpus, "duplicates")
    assert report["duplicates"]["clusters"] == len({row["cluster"] for row in duplicates})
    assert {row["repo"] for row in report["duplicates"]["members"]} == {row["repo"] for row in duplicates}


def test_the_page_shows_the_figures_of_the_json(report, corpus):
    text = (corpus / "report.html").read_text(encoding="utf-8")
    page = Page(text)
    for row in report["funnel"]:
        assert page.row(row["rule"] or "trained")[2] == f"{row['files']:,}"
    for row in report["languages"]:
        found = next(cells for cells in page.rows if len(cells) == 8 and cells[0] == row["language"])
        assert found[1] == f"{row['files']:,}"
    assert page.row("dependencies")[1] == f"{report['graph']['edges']:,}"
    for mode in ("deepseek", "random"):
        assert page.row(mode)[1] == f"{report['graph'][f'near_{mode}']:,}"
    assert "<script" not in text and "\u202e" not in text and "<img" not in text
    assert not [value for _, name, value in page.attributes if name in ("href", "src") and not value.startswith(
        ("file:///", "#"))]


def test_groups_are_summed_with_null_first():
    groups = [{"language": "b", "rule": None, "files": 1, "bytes": 2}, {"language": None, "rule": "x", "files": 3,
              "bytes": 4}, {"language": "b", "rule": "x", "files": 5, "bytes": 6}]
    assert summed(groups, "language") == [{"language": None, "files": 3, "bytes": 4},
                                          {"language": "b", "files": 6, "bytes": 8}]
    amounts = dict.fromkeys(("imports", "imports_resolved", "files_with_imports", "files_with_resolved"), 0)
    assert by_language([{**group, **amounts} for group in groups]) == [
        {"language": "b", **amounts, "files": 6, "bytes": 8, "trained_files": 1, "trained_bytes": 2}]
