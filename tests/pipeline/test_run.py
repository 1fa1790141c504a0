"""The whole run on a small real dump: nothing lost, the same bytes however it is run, deaf to hostile neighbours."""

import json
import os
import runpy
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

import networkx as nx
import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable

from pipeline.build import build
from pipeline.config import build_run, load_run
from pipeline.draft import Draft
from pipeline.errors import ConfigError, InputError
from pipeline.fates import MASK_RULES, PROBLEMS, RULES
from pipeline.folder import KEYED, STAGES, CorpusFolder
from pipeline.questions import why
from pipeline.run import WORK
from schemas import TABLES
from tests.dump import COPIED, LICENSED, NEARLY, ODD_NAME, PLANTED, SOUP, make_licensed, texts
from tests.pipeline.corpora import CONTENT, digests, make_corpus, rows, sorted_rows
from tests.pipeline.decontamination.items import QUESTION
from tests.pipeline.sources.reading import git

pytestmark = pytest.mark.slow
REPOMILL = Path(sys.executable).parent / "repomill"
ROOT = Path(__file__).parents[2]


def fates(corpus, repo):
    return {row["path"]: row["rule"] for row in rows(corpus, "files") if row["repo"] == repo}


def test_every_input_file_has_exactly_one_fate(dump, corpus):
    ledger = rows(corpus, "files")
    counted = Counter(row["repo"] for row in ledger)
    assert {repo: counted[repo] for repo in dump.files} == dump.files
    assert all(count >= 1 for count in counted.values())
    unique = Counter((row["repo"], row["path"]) for row in ledger if row["rule"] != "duplicate_path")
    assert set(unique.values()) == {1}
    for row in ledger:
        assert (row["fate"] == "kept") == (row["rule"] is None) == (row["document_id"] is not None)
        assert row["rule"] is None or row["rule"] in PROBLEMS or row["rule"] in RULES


def test_planted_files_meet_their_rules(corpus):
    found = fates(corpus, "jinja2")
    assert {path: found[path] for path in PLANTED} == {path: rule for path, (_, rule) in PLANTED.items()}
    assert (found["link.py"], found["third/party"]) == ("symlink", "submodule")
    assert found[r"src/\xff\x0a.py"] is None
    row = next(row for row in rows(corpus, "files") if row["path"] == "src/latin.py")
    assert row["encoding"] == "cp1252"


def test_places_of_benchmark_items_are_told(corpus):
    hits = rows(corpus, "contamination")
    assert {(hit["path"], hit["method"], hit["item"]) for hit in hits} == {
        ("src/leak.py", "words", "Python/0"), ("src/leak.py", "structure", "Python/0"),
        ("src/renamed_leak.py", "structure", "Python/0"),
    }
    for hit in hits:
        text = PLANTED[hit["path"]][0]
        assert 0 <= hit["start"] < hit["end"] <= len(text)
    report = json.loads((corpus / "report.json").read_text())
    assert len(report["contamination"]["places"]) == len(hits)
    assert "Python/0" in (corpus / "report.html").read_text()
    assert CorpusFolder(corpus).manifest()["stages"]["curate"]["contamination_index"] is not None


def test_secrets_are_replaced_counted_and_nowhere(corpus):
    ledger = {(row["repo"], row["path"]): row for row in rows(corpus, "files")}
    assert ledger["jinja2", "src/secret.py"]["redacted"] == [{"kind": "email", "places": 3}]
    report = json.loads((corpus / "report.json").read_text())
    places = Counter()
    for row in rows(corpus, "files"):
        places.update({one["kind"]: one["places"] for one in row["redacted"] or []})
    assert {row["kind"]: row["places"] for row in report["redacted"]}.items() <= places.items()
    assert places["email"] >= 3
    for table in CONTENT:
        assert "lovelace" not in repr(rows(corpus, table)).replace("sha256", "")
    assert "lovelace" not in (corpus / "report.html").read_text()


def test_documents_hold_every_kept_file_byte_by_byte(dump, corpus):
    ledger = {(row["repo"], row["path"]): row for row in rows(corpus, "files")}
    seen = Counter()
    for document in rows(corpus, "documents"):
        text = document["text"].encode()
        assert document["text_sha256"] == sha256(text).hexdigest()
        assert document["bytes"] == len(text)
        end = 0
        for position, span in enumerate(document["spans"]):
            row = ledger[document["repo"], span["path"]]
            assert (row["document_id"], row["position"]) == (document["document_id"], position)
            assert (row["language"], row["licence"]) == (span["language"], span["licence"])
            assert end <= span["header"] < span["start"] <= span["end"]
            assert not text[end:span["header"]].strip()
            assert b"\n" not in text[span["header"]:span["start"] - 1]
            assert sha256(text[span["start"]:span["end"]]).hexdigest() == span["sha256"]
            seen[document["repo"], span["path"]] += 1
            end = span["end"]
    assert seen == Counter(key for key, row in ledger.items() if row["fate"] == "kept")
    folder = Path(dump.healthy[0]) / "jinja2"
    core = next(row for row in rows(corpus, "documents") if row["repo"] == "jinja2"
                and any(span["path"] == "jinja2/environment.py" for span in row["spans"]))
    span = next(span for span in core["spans"] if span["path"] == "jinja2/environment.py")
    assert core["text"].encode()[span["start"]:span["end"]] == (folder / "jinja2" / "environment.py").read_bytes()
    assert core["commit"] == git(folder, "rev-parse", "HEAD")


def test_dependencies_come_first(corpus):
    place = {(row["repo"], row["path"]): (row["document_id"], row["position"]) for row in rows(corpus, "files")}
    graph = nx.DiGraph()
    graph.add_edges_from(((row["repo"], row["src"]), (row["repo"], row["dst"])) for row in rows(corpus, "edges"))
    assert graph.number_of_edges() > 150
    cycle_of = {node: number for number, nodes in enumerate(nx.strongly_connected_components(graph)) for node in nodes}
    for src, dst in graph.edges:
        if cycle_of[src] != cycle_of[dst] and place[src][0] == place[dst][0]:
            assert place[dst][1] < place[src][1]


def test_copies_and_forks_are_dropped_for_the_one_with_stars(corpus):
    found = {row["repo"]: (row["survivor"], row["kind"]) for row in rows(corpus, "duplicates")}
    assert {repo: found[repo] for repo in ("click", "click-copy", "click-fork")} == {
        "click": ("click-fork", "near"), "click-copy": ("click-fork", "near"), "click-fork": ("click-fork", "survivor")}
    trained = {row["repo"] for row in rows(corpus, "training_documents")}
    assert {"click-fork", "jinja2", "languages", "plain", ODD_NAME} <= trained
    assert not {"click", "click-copy"} & trained
    members = {row["document_id"] for row in rows(corpus, "corpus") if row["fate"] == "trained"}
    exported = rows(corpus, "training_documents")
    assert sorted(row["document_id"] for row in exported) == sorted(members)


def test_copied_files_are_context_in_their_documents(corpus):
    """Beside what uses it a copy stays, masked with its header; a document of nothing else is left out."""
    place = {row["path"]: row["document_id"] for row in rows(corpus, "files") if row["repo"] == "jinja2"}
    members = {row["document_id"]: row for row in rows(corpus, "corpus")}
    alone, copied = members[place["src/alone.py"]], members[place["src/copied.py"]]
    assert (alone["fate"], alone["rule"], copied["fate"]) == ("dropped", "context_only", "trained")
    assert [mask["of"] for mask in (*alone["masks"], *copied["masks"])] == [
        "click-fork:click/exceptions.py", "click-fork:click/globals.py"]
    exported = {row["document_id"]: row for row in rows(corpus, "training_documents")}
    assert place["src/alone.py"] not in exported
    row = exported[place["src/copied.py"]]
    assert {span["path"]: span["trained"] for span in row["spans"]} == {"src/copied.py": False, "src/copying.py": True}
    (mask,) = row["masks"]
    masked = row["text"].encode()[mask["start"]:mask["end"]]
    assert masked.partition(b"\n")[2] == COPIED and b"src/copied.py" in masked.partition(b"\n")[0]
    report = json.loads((corpus / "report.json").read_text())
    assert report["summary"]["context_files"] >= 3


def test_nearly_copied_files_are_context_in_their_documents(corpus):
    place = {row["path"]: row for row in rows(corpus, "files") if row["repo"] == "jinja2"}
    assert len(place["src/nearly.py"]["signature"]) == 256
    assert place["src/kept.py"]["signature"] is None, "too few shingles"
    assert place["src/broken.py"]["signature"] is None, "dropped"
    document = place["src/nearly.py"]["document_id"]
    (row,) = [row for row in rows(corpus, "training_documents") if row["document_id"] == document]
    assert {span["path"]: span["trained"] for span in row["spans"]} == {"src/nearly.py": False, "src/using.py": True}
    (member,) = [row for row in rows(corpus, "corpus") if row["document_id"] == document]
    assert [(mask["rule"], mask["of"]) for mask in member["masks"]] == [
        ("near_duplicate_file", "click-fork:click/formatting.py")]
    assert row["text"].encode()[member["masks"][0]["start"]:member["masks"][0]["end"]].endswith(NEARLY)
    report = json.loads((corpus / "report.json").read_text())
    assert [row["masks"] for row in report["masks"] if row["rule"] == "near_duplicate_file"] == [1]
    assert "near_duplicate_file" in (corpus / "report.html").read_text()


def test_the_version_tells_what_is_in_the_tables(corpus):
    manifest = CorpusFolder(corpus).manifest()
    assert (CorpusFolder(corpus).latest(), manifest["kind"]) == (0, "build")
    assert set(manifest["tables"]) == {name for stage, names in STAGES.items() if stage != "ingest" for name in names}
    for name, entry in manifest["tables"].items():
        files = CorpusFolder(corpus).table(name)
        assert files == sorted((corpus / name).glob("*.parquet"))
        assert entry["rows"] == len(rows(corpus, name)) == sum(pq.read_metadata(file).num_rows for file in files)
        assert entry["bytes"] == sum(file.stat().st_size for file in files)
        for file in files:
            assert file.stem.endswith(f"-{sha256(file.read_bytes()).hexdigest()[:32]}") or not entry["rows"]
            assert pq.read_schema(file).equals(TABLES[name].arrow)
    assert sorted(path.name for path in corpus.iterdir()) == sorted(
        [*manifest["tables"], "report.html", "report.json"])
    assert [path.name for path in corpus.parent.iterdir() if path.is_dir()] == ["corpus"]


def test_other_readers_of_delta_tables_and_of_parquet_see_the_same(corpus):
    for name in CONTENT:
        table = DeltaTable(corpus / name).to_pyarrow_table()
        assert table.column_names == TABLES[name].names
        assert sorted(table.to_pylist(), key=repr) == sorted(rows(corpus, name), key=repr)
        assert pq.read_table(corpus / name).num_rows == table.num_rows


def test_keys_tell_which_rows_are_of_which_reading(corpus):
    listed = rows(corpus, "sources")
    assert all(row["current"] for row in listed)
    keys = {row["repo"]: row["key"] for row in listed}
    assert len(set(keys.values())) == len(keys) == len(rows(corpus, "repos"))
    for name in KEYED - {"raw_files"}:
        assert all(row["key"] == keys[row["repo"]] for row in rows(corpus, name)), name
    parts = {row["repo"]: row["part"] for row in listed}
    for file in CorpusFolder(corpus).table("repos"):
        assert {row["key"] for row in pq.read_table(file, columns=["key"]).to_pylist()} == {
            keys[repo] for repo, part in parts.items() if file.name.startswith(part + "-")}


@pytest.mark.spark
@pytest.mark.timeout(600)
def test_the_same_bytes_in_spark_on_one_core_and_with_inputs_in_another_order(dump, corpus, tmp_path):
    """The real command, in a process of its own."""
    config = dump.run_file("second", tmp_path / "nowhere")
    done = subprocess.run(
        [REPOMILL, "curate", *reversed(dump.paths), "--config", config, "--out", tmp_path / "out",
         "--master", "local[1]"],
        capture_output=True, text=True, timeout=580, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert f"corpus: {tmp_path / 'out'}" in done.stdout
    assert digests(tmp_path / "out", *CONTENT) == digests(corpus, *CONTENT)
    report, same = (json.loads((folder / "report.json").read_text()) for folder in (tmp_path / "out", corpus))
    left_out = {"run": None, "slowest": None}
    assert report | left_out == same | left_out


@pytest.mark.spark
def test_stage_by_stage_in_other_tasks_gives_the_same_rows(dump, corpus, tmp_path, monkeypatch):
    """jobs/*.py with a task per repository: the rows are the same, and where files hold the whole, the bytes."""
    run_file = dump.run_file("third", tmp_path / "out", partition_bytes=1)
    for stage in STAGES:
        monkeypatch.setattr(sys, "argv", [f"jobs/{stage}.py", str(run_file)])
        with pytest.raises(SystemExit) as ended:
            runpy.run_path(str(ROOT / "jobs" / f"{stage}.py"), run_name="__main__")
        assert ended.value.code == 0
    for table in CONTENT:
        assert sorted_rows(tmp_path / "out", table) == sorted_rows(corpus, table), table
    whole = ("duplicates", "corpus", "training_documents")
    assert digests(tmp_path / "out", *whole) == digests(corpus, *whole)
    counted = Counter(row["repo"] for row in rows(tmp_path / "out", "raw_files"))
    assert {repo: counted[repo] for repo in dump.files} == dump.files


def test_healthy_repositories_are_the_same_without_hostile_neighbours(dump, corpus, tmp_path, quiet):
    build(load_run(dump.run_file("fourth", tmp_path / "out", dump.healthy)), quiet)
    for table in CONTENT:
        alone = sorted_rows(tmp_path / "out", table)
        assert alone == [row for row in sorted_rows(corpus, table) if row["repo"] in dump.files], table


def test_hostile_sources_have_fates(dump, corpus):
    found = {}
    for row in rows(corpus, "files"):
        if row["repo"] not in dump.files:
            found.setdefault(row["repo"], {})[row["path"]] = row["rule"]
    assert found["no-files"] == {"": "empty_source"}
    assert found["no-head"] == {"": "unreadable_source"}
    assert "bomb" in found["bomb"].values()
    assert found["noise"] == found["cut"] == {"": "damaged"}
    assert found["corrupt"] == {"": "bad_hash"}
    assert found["escape"] == {"../../outside.py": "bad_path", "/etc/absolute.py": "bad_path",
                               "inside.py": "duplicate_path"}
    assert {found["bombs"][f"soup.{end}"] for end in SOUP} == {"parse_timeout"}
    assert set(found) == {"no-files", "no-head", "bomb", "noise", "corrupt", "escape", "cut", "bombs"}


def test_report_and_run_agree(dump, corpus):
    report = json.loads((corpus / "report.json").read_text())
    assert report["summary"]["files"] == len(rows(corpus, "files"))
    assert report["run"]["inputs"] == list(dump.paths)
    assert report["run"]["config_hash"] == CorpusFolder(corpus).manifest()["stages"]["curate"]["config_hash"]
    assert len(texts("click")) * 2 <= sum(
        row["files"] for row in report["funnel"] if row["rule"] in ("near_duplicate", "exact_duplicate"))


def test_what_the_policy_or_the_list_keeps_out_has_fates_and_no_text(licensed):
    found = fates(licensed, "acme/site")
    assert {path: found[path] for path in LICENSED} == {path: rule for path, (_, rule) in LICENSED.items()}
    assert fates(licensed, "acme/bare") == {"a.js": "unlicensed"}
    assert fates(licensed, "gone/site") == {"": "opted_out"}
    assert rows(licensed, "edges") == []
    texts = {row["path"]: row["text"] for row in rows(licensed, "raw_files")}
    assert texts["private/keys.js"] is None and texts[""] is None
    trained = "".join(row["text"] for row in rows(licensed, "training_documents"))
    assert "as in speech" in trained and "yours" in trained
    assert not [words for words in ("to all", "at once", "opted out", "nobody says") if words in trained]


def test_the_report_and_why_tell_what_was_kept_out(licensed):
    report = json.loads((licensed / "report.json").read_text())
    assert [(row["rule"], row["licence"], row["files"]) for row in report["refused"]["licences"]] == [
        ("unlicensed", None, 1), ("licence", "GPL-3.0-only", 1), ("licence", "GPL-3.0-only AND ISC", 1),
        ("opted_out", "MPL-2.0", 1)]
    assert (report["refused"]["opted_out_repositories"], report["refused"]["opted_out_files"]) == (1, 1)
    page = (licensed / "report.html").read_text()
    assert "took out 1 whole repositories and 1 files" in page and "GPL-3.0-only AND ISC" in page
    assert why(licensed, "acme/site", "src/copyleft.js").splitlines()[1:] == ["  GPL-3.0-only"]
    assert "  line 2 of the list: acme/site:private" in why(licensed, "acme/site", "private/keys.js")
    assert why(licensed, "gone/site", "a.js") == (
        f"gone/site: (the whole source): dropped by opted_out: {PROBLEMS['opted_out']}\n  line 1 of the list: gone/*")
    stages = CorpusFolder(licensed).manifest()["stages"]
    listed = sha256((licensed.parent / "opt-out.txt").read_bytes()).hexdigest()
    assert stages["ingest"]["opt_out"] == stages["curate"]["opt_out"] == listed


def test_leaks_are_masked_where_the_run_file_says_so(licensed):
    """Whole lines of the file are context only, and whole files that a benchmark of repositories names."""
    documents = {row["document_id"]: row for row in rows(licensed, "documents")}
    masked = {}
    for member in rows(licensed, "corpus"):
        text = documents[member["document_id"]]["text"].encode()
        masked |= {mask["of"]: text[mask["start"] : mask["end"]] for mask in member["masks"]}
        assert {mask["rule"] for mask in member["masks"]} <= {"contaminated_lines"}
    assert masked == {"pears 7": f"// {QUESTION}\n".encode(), "sites site-1": LICENSED["lib/named.js"][0]}
    exported = "".join(row["text"] for row in rows(licensed, "training_documents"))
    assert QUESTION in exported
    assert "work = 'is shown'" in exported
    start, end = (len(part.encode()) for part in ("// Homework\n", f"// Homework\n// {QUESTION}\n"))
    assert f"  bytes {start} to {end} are masked by contaminated_lines of pears 7" in why(
        licensed, "acme/site", "src/homework.js").splitlines()
    told = f"context only by contaminated_lines: {MASK_RULES['contaminated_lines']}"
    assert told in why(licensed, "acme/site", "lib/named.js")
    report = json.loads((licensed / "report.json").read_text())
    assert [(row["rule"], row["masks"]) for row in report["masks"]] == [("contaminated_lines", 2)]
    assert {row["method"] for row in report["contamination"]["benchmarks"]} == {"file", "words"}


def test_similar_files_are_not_looked_for_without_signatures(tmp_path, quiet):
    """Stages one by one: what was curated without the option cannot be deduplicated with it."""
    draft = Draft(make_corpus(tmp_path / "out"))
    run = build_run({"dedup": {"file_threshold": 0.8}}, "run.yaml")
    with pytest.raises(ConfigError, match=r"dedup\.file_threshold: .* curate it again"):
        WORK["dedup"](None, run, draft, [], quiet)


def test_a_bad_list_or_licence_stops_a_run_before_its_work(tmp_path, quiet):
    run_file = make_licensed(tmp_path)
    (tmp_path / "opt-out.txt").write_text("gone/*\nlicence:free\n")
    with pytest.raises(InputError, match=r"opt-out\.txt:2: no SPDX licence id: free"):
        build(load_run(run_file), quiet)
    assert not (tmp_path / "out").exists()
