"""The page: foreign names stay text, nothing is fetched, and what it shows are the figures of the JSON beside it."""

import json
import re
from html.parser import HTMLParser

import pytest

from pipeline.fates import DUPLICATE_RULES, MASK_RULES, PROBLEMS, RULES
from pipeline.report import write_report
from pipeline.report.page import render_page
from pipeline.report.summary import print_summary

EVIL = "<script>alert(1)</script>\u202e\x1b[2J\"'><img src=http://example.org/x onerror=alert(2)>"


class Page(HTMLParser):
    """Tags, attributes and text cells of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.rows = set(), [], []
        self._cell = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self._cell = []

    def handle_data(self, data):
        if self._cell is not None:
            self._cell.append(data)

    def handle_endtag(self, tag):
        if tag in ("td", "th") and self._cell is not None:
            self.rows[-1].append("".join(self._cell).strip())
            self._cell = None

    def row(self, name):
        """Cells of the first row that starts with a name."""
        return next(row for row in self.rows if row and row[0] == name)


@pytest.fixture
def figures():
    """Figures with a foreign name wherever a foreign name can be."""
    member = {"cluster": EVIL, "survivor": EVIL, "similarity": 0.75, "containment": 1.0, "kept_files": 2, "stars": None,
              "members": 2}
    amounts = {"imports": 4, "imports_resolved": 3, "files_with_imports": 2, "files_with_resolved": 1}
    return {
        "summary": {"repositories": 3, "repositories_with_documents": 2, "texts": 5,
                    "texts_with_documents": 4, "documents": 4, "document_bytes": 9000,
                    "trained_documents": 3, "files": 1100, "bytes": 12_000_000, "trained_files": 995,
                    "trained_bytes": 8_000_000, "context_files": 5, "context_bytes": 3_000_000, "languages": 1},
        "funnel": [{"rule": None, "files": 995, "bytes": 8_000_000}, {"rule": "binary", "files": 60, "bytes": 3},
                   {"rule": "language", "files": 30, "bytes": 2}, {"rule": "near_duplicate", "files": 10, "bytes": 1},
                   {"rule": "duplicate_file", "files": 5, "bytes": 3_000_000}],
        "funnel_by_language": [{"language": None, "rule": "binary", "files": 60, "bytes": 3},
                               {"language": "python", "rule": None, "files": 1000, "bytes": 8_000_000},
                               {"language": "python", "rule": "near_duplicate", "files": 10, "bytes": 1}],
        "languages": [{"language": "python", "files": 1010, "bytes": 8_000_001, "trained_files": 1000,
                       "trained_bytes": 8_000_000, **amounts}],
        "mix": {"domains": [{"domain": EVIL, "part": "code", "files": 1100, "bytes": 12_000_000, "trained_files": 1000,
                             "trained_bytes": 8_000_000}],
                "parts": [{"part": "code", "bytes": 8_000_000, "wanted": 0.87, "reads": 1.0},
                          {"part": "Chinese text", "bytes": 0, "wanted": 0.03, "reads": None}]},
        "licences": [{"licence": EVIL, "files": 5, "bytes": 1}, {"licence": None, "files": 995, "bytes": 2}],
        "refused": {"licences": [{"rule": "licence", "licence": EVIL, "files": 6, "bytes": 5_000_000},
                                 {"rule": "unlicensed", "licence": None, "files": 1, "bytes": 1}],
                    "opted_out_repositories": 2, "opted_out_files": 3},
        "not_listed_languages": [{"language": EVIL, "files": 30, "bytes": 2}],
        "parse": [{"parse": "ok", "files": 1010, "bytes": 8_000_001}],
        "file_bytes": [{"from": 0, "rows": 2}, {"from": 1024, "rows": 7}],
        "document_tokens": [{"from": 16384, "rows": 4}],
        "graph": {"edges": 7, "components": 4, "cycles": 1, "cut_edges": 1, "lost_edges": 3, "near_window": 6,
                  "near_deepseek": 5, "near_random": 2, "divided": [{"repo": EVIL, "pieces": 2, "lost_edges": 3}],
                  "largest_component": 9, "kinds": [{"kind": "import", "edges": 7}],
                  "files_with_imports": 2, "files_with_resolved": 1, "files_per_document": [{"from": 1, "rows": 4}]},
        "masks": [{"rule": "duplicate_file", "documents": 2, "masks": 6, "bytes": 3_300_000}],
        "contamination": {
            "benchmarks": [{"benchmark": EVIL, "method": "words", "files": 1, "found_items": 1, "places": 1}],
            "places": [{"repo": EVIL, "path": EVIL, "benchmark": EVIL, "item": EVIL, "field": EVIL, "method": "words",
                        "start": 0, "end": 9}]},
        "duplicates": {"clusters": 1, "kinds": [{"kind": "near", "repositories": 1}],
                       "dropped": [{"rule": "near_duplicate", "documents": 1, "repositories": 1, "texts": 2}],
                       "members": [{**member, "repo": EVIL, "kind": "survivor", "source": f"git:/src/{EVIL}"},
                                   {**member, "repo": "javascript:x", "kind": "near", "source": "javascript:alert(3)"},
                                   {**member, "repo": "gone", "kind": "near", "source": None}]},
        "redacted": [{"kind": "email", "files": 21, "places": 34}],
        "quality": [{"language": "python", "files": 1000, "mean": 0.8126, "dropped": 12,
                     "tenths": [20, 0, 0, 30, 0, 0, 0, 50, 400, 500]}],
        "slowest": [{"repo": EVIL, "files": 2, "bytes": 3, "seconds": 1.5, "parse_seconds": 0.5, "paths": 1}],
        "run": {"seconds": 61.0, "versions": {"repomill": "1"}, "config_hash": "0" * 64, "inputs": [EVIL, "/in\udcff"],
                "config": {"order": {"mode": "window", "window_tokens": 16384, "bytes_per_token": 3.0},
                           "input": {"paths": ["</pre><script>alert(4)</script>"]}}},
    }


def test_foreign_names_are_text(figures):
    text = render_page(figures)
    page = Page(text)
    assert not page.tags & {"script", "img", "iframe", "object", "embed", "link", "form", "base"}
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f]", text)
    assert page.row("<script>alert(1)</script>\\u202e\\x1b[2J\"'><img src=http://example.org/x onerror=alert(2)>")
    text.encode("utf-8")


def test_nothing_is_fetched_and_links_are_to_local_files(figures):
    page = Page(render_page(figures))
    addresses = [value for _, name, value in page.attributes if name in ("href", "src", "xlink:href", "data", "action")]
    assert addresses
    assert all(address.startswith(("file:///src/", "#")) for address in addresses)
    assert ("meta", "content", "default-src 'none'; style-src 'unsafe-inline'; img-src data:") in page.attributes
    figures["duplicates"]["members"][0]["source"] = "zip:s3://dump/a.zip"
    assert "file://" not in render_page(figures)
    styles = [value for _, name, value in page.attributes if name == "style"]
    assert not [value for value in styles if "url(" in value and "url(#" not in value]


def test_the_funnel_adds_up_in_the_order_of_the_rules(figures):
    page = Page(render_page(figures))
    names = [*PROBLEMS, *RULES, *DUPLICATE_RULES, *MASK_RULES]
    rows = [row for row in page.rows if row and row[0] in names and len(row) == 7]
    assert [row[0] for row in rows] == ["binary", "language", "near_duplicate", "duplicate_file"]
    assert [row[6] for row in rows] == ["1,040", "1,010", "1,000", "995"]
    assert page.row("trained")[2] == "995"


def test_quality_is_told_by_language_in_tenths(figures):
    row = next(row for row in Page(render_page(figures)).rows if row[:3] == ["python", "1,000", "0.81"])
    assert row[3:] == ["2.0%", "", "", "3.0%", "", "", "", "5.0%", "40.0%", "50.0%", "12"]
    figures["quality"] = []
    assert "<h2>Quality" not in render_page(figures)


def test_context_only_text_is_told_by_rule(figures):
    text = render_page(figures)
    assert "5 files (3.0 MB) are context only as a whole" in text
    assert ["duplicate_file", MASK_RULES["duplicate_file"], "2", "6", "3.3"] in Page(text).rows
    figures["masks"][0]["rule"] = "contaminated_lines"
    text = render_page(figures)
    assert ["contaminated_lines", MASK_RULES["contaminated_lines"], "2", "6", "3.3"] in Page(text).rows
    figures["masks"] = []
    assert "Context only" not in render_page(figures)


def test_tokens_are_counted_as_the_run_was_told(figures):
    assert "tokens of a document (bytes / 3)" in render_page(figures)


def test_the_same_figures_are_the_same_bytes(figures):
    assert render_page(figures) == render_page(figures)


def test_the_json_has_the_figures(figures, tmp_path):
    write_report(figures, tmp_path)
    assert json.loads((tmp_path / "report.json").read_text()) == figures
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == render_page(figures)


def test_a_corpus_of_nothing_has_a_page(figures):
    figures["summary"] = dict.fromkeys(figures["summary"], 0) | {"document_bytes": None}
    figures["graph"] |= dict.fromkeys(("edges", "components", "cycles", "near_window", "files_with_imports"), 0)
    figures["graph"] |= {"largest_component": None, "kinds": [], "files_per_document": []}
    for name in ("funnel", "funnel_by_language", "languages", "licences", "not_listed_languages", "slowest", "parse",
                 "file_bytes", "document_tokens", "masks"):
        figures[name] = []
    figures["mix"] = {"domains": [], "parts": []}
    figures["duplicates"] = {"clusters": 0, "kinds": [], "dropped": [], "members": []}
    assert "None found among 0 repositories" in render_page(figures)


def test_the_summary_has_counts_fates_and_places(figures, capsys):
    print_summary(figures, "/out/[bold]a:smile:\x1b[2J")
    said = capsys.readouterr().out
    lines = [line.split() for line in said.splitlines()]
    assert ["repositories", "3", "1"] in lines
    assert ["texts", "5", "2"] in lines
    assert ["files", "1,100", "995"] in lines
    assert ["dropped:", "binary", "60", "0.0"] in lines
    assert ["dropped:", "near_duplicate", "repository", "10", "0.0"] in lines
    assert ["context", "only:", "duplicate_file", "5", "3.0"] in lines
    assert ["trained", "995", "8.0"] in lines
    assert ["seconds", "61"] in lines
    assert said.splitlines()[-2:] == [r"corpus: /out/[bold]a:smile:\x1b[2J",
                                      r"report: /out/[bold]a:smile:\x1b[2J/report.html"]
