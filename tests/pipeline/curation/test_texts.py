"""Texts and documentation through curation: their own rules, one document each, no header."""

from dataclasses import replace
from hashlib import sha256

import pytest

from pipeline.config import Licences, Parsing, Run, build_run
from pipeline.curation.info import RepositoryInfo
from pipeline.curation.repository import curate_repository
from pipeline.languages.catalogue import languages
from pipeline.licence_policy import licence_policy
from pipeline.parsing.leash import Parser
from pipeline.sources.raw_file import RawFile
from schemas import TABLES
from tests.dump import GUIDE
from tests.pipeline.curation.reading import INFO, curated, raw, tools
from tests.pipeline.decontamination.items import INDEX, PROMPT, SOLUTION
from tests.pipeline.rules.test_prose import CHINESE, ENGLISH

TEXT_INFO = RepositoryInfo("qa/a.jsonl:7", "texts:/in/a.jsonl", None, None, domain="qa")


@pytest.fixture(scope="module")
def parser():
    with Parser(Parsing(), languages()) as parser:
        yield parser


def text(words, path="17", **more):
    return replace(raw(path, words.encode()), **more)


def through(file, tools, run=None):
    """Rows of a text by table, one of each."""
    found = {}
    for table, row in curate_repository(TEXT_INFO, iter([file]), tools, run or Run()):
        assert (table not in found or table == "contamination") and set(row) | {"key"} == set(TABLES[table].names)
        found[table] = row
    return found


def test_a_text_is_one_document_as_it_is(parser):
    found = through(text(ENGLISH, licence="CC-BY-SA-4.0", language="en"), tools(parser))
    document, ledger, repo = found["documents"], found["files"], found["repos"]
    assert document["text"] == ENGLISH.encode()
    assert (document["domain"], document["language"], document["parts"]) == ("qa", "en", 1)
    assert document["spans"] == [{"path": "17", "language": "en", "licence": "CC-BY-SA-4.0", "header": 0, "start": 0,
                                  "sha256": sha256(ENGLISH.encode()).hexdigest(), "end": len(ENGLISH)}]
    assert (ledger["fate"], ledger["domain"], ledger["document_id"]) == ("kept", "qa", document["document_id"])
    assert (repo["domain"], repo["licence"], repo["kept_files"], repo["edges"]) == ("qa", "CC-BY-SA-4.0", 1, 0)
    assert repo["signature"] is not None


def test_names_of_files_mean_nothing_for_texts(parser):
    for path in ("LICENSE", "package.json", "node_modules/a.js", "README.md", "a/../b", "http://x//y"):
        found = through(text(ENGLISH, path), tools(parser))
        assert (found["files"]["rule"], found["files"]["language"], found["files"]["licence"]) == (None, "text", None)


@pytest.mark.parametrize(("words", "rule"), [
    ("too short", "text_words"), (" \n", "empty"), (ENGLISH + ENGLISH, "duplicate_lines"), (CHINESE, None),
    (CHINESE.replace("\n", ""), None)])  # a line of hundreds of characters is no matter in prose
def test_texts_meet_the_rules_for_prose(parser, words, rule):
    found = through(text(words), tools(parser))
    assert (found["files"]["rule"], found["files"]["domain"]) == (rule, "qa")
    assert ("documents" in found) == (rule is None)


def test_rules_can_differ_by_domain(parser):
    lax = replace(tools(parser), prose_limits={"qa": {"text_words": (1, None)}})
    assert through(text("two words"), lax)["files"]["rule"] is None
    other = replace(lax, prose_limits={"other": {"text_words": (1, None)}})
    assert through(text("two words"), other)["files"]["rule"] == "text_words"


def test_texts_are_decontaminated_redacted_and_judged_by_their_licence(parser):
    finder = replace(tools(parser), finder=lambda repo, commit: lambda path, words, comment: find(words))
    found = through(text(ENGLISH + PROMPT + SOLUTION), finder)
    assert (found["files"]["rule"], found["contamination"]["repo"]) == ("contaminated", TEXT_INFO.repo)
    address = "ada@" + "lovelace-engines.co.uk"
    found = through(text(f"{ENGLISH}\nWrite to {address}.\n"), tools(parser))
    assert found["files"]["redacted"] == [{"kind": "email", "places": 1}] and address not in repr(found)
    policy = licence_policy(Licences(policy="permissive", unlicensed="drop"), frozenset())
    strict = replace(tools(parser), judge_licence=policy.verdict)
    rules = [through(text(ENGLISH, licence=licence), strict)["files"]["rule"]
             for licence in ("MIT", "CC-BY-SA-4.0", "LicenseRef-own", None)]
    assert rules == [None, "licence", "licence", "unlicensed"]


def find(words):
    from pipeline.decontamination import find_hits

    return find_hits(words, INDEX)


def test_a_text_with_a_problem_keeps_its_domain(parser):
    found = through(RawFile("row 3", -1, problem="bad_row", detail="not JSON"), tools(parser))
    assert (found["files"]["rule"], found["files"]["domain"], found["files"]["detail"]) == ("bad_row", "qa", "not JSON")


def test_chinese_texts_can_be_near_duplicates(parser):
    from pipeline.minhash import similarity

    changed = CHINESE.replace("小螃蟹", "小海蟹")
    first, second, other = (through(text(words), tools(parser))["repos"] for words in (
        CHINESE.replace("\n", ""), changed, "".join(sorted(CHINESE)) + CHINESE[::-1]))
    share = similarity(first["sketch"], second["sketch"], 16384)[0]
    assert 0.8 < share < 1.0
    assert other["sketch"] is None or similarity(first["sketch"], other["sketch"], 16384)[0] < 0.05


DOCS = [
    raw("README.md", b"# Few words\n"),
    raw("docs/stub.md", b"# Few words\n\nSee [the guide](guide.rst).\n"),
    raw("docs/alone.md", b"# Few words\n"),
    raw("docs/guide.rst", GUIDE.encode()),
    raw("docs/code.md", b"See [it](../a.py).\n"),
    raw("a.py", b"import b\n"),
    raw("b.py", b"VALUE = 'some words'\n"),
]


def test_documentation_that_no_code_is_tied_to_meets_the_rules_for_prose(parser):
    run = build_run({"graph": {"kinds": {"import": 1, "docs": 1}}}, "")
    found = {row["path"]: row["rule"] for row in curated(DOCS, parser, run)["files"]}
    assert {path for path, rule in found.items() if rule == "text_words"} == {"docs/alone.md", "docs/stub.md"}
    assert set(found.values()) == {"text_words", None}  # not the README of the root, nor what leads to code
    kept = curated([file for file in DOCS if found[file.path] is None], parser, run)["documents"]
    assert curated(DOCS, parser, run)["documents"] == kept


def test_rules_for_prose_can_be_left_out_for_repositories(parser):
    run = build_run({"rules": {"docs_as_prose": False}}, "")
    assert {row["rule"] for row in curated(DOCS, parser, run)["files"]} == {None}
    assert INFO.domain == "code" and not INFO.is_text
