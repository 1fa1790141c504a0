"""The ablation harness on plain values: what it trains on, and when it speaks of a difference. Training is not run."""

from pathlib import Path

import numpy as np
import pytest

from bench.ablation.measure import ALL, LINE, NAMES, READINGS, measure
from bench.ablation.options import Ablation, Arm
from bench.ablation.stretches import Stretch, Text, chosen, near_share, rows, singles, stretches, texts, write
from bench.ablation.table import difference, lines, verdict
from pipeline.folder import CorpusFolder
from pipeline.option_files import checked, read_values
from pipeline.training_documents import TrainingDocuments, documents, files_of
from pipeline.writing import extended
from tests.pipeline.corpora import write as write_tables

FILES = {"pkg/a.py": "import pkg.b\n", "pkg/b.py": "import pkg.c\n", "pkg/c.py": "C = 1\n",
         "pkg/d.py": "import pkg.c\n"}
EDGES = (("pkg/a.py", "pkg/b.py"), ("pkg/b.py", "pkg/c.py"), ("pkg/d.py", "pkg/c.py"))
STRETCH = Stretch("repo", "id", tuple(FILES), EDGES, 60, False)
KNOWN = {"id": {path: Text("python", f"# {path}", text.encode(), ((0, len(text)),) if path == "pkg/d.py" else ())
                for path, text in FILES.items()}}


def paths(arm):
    [row] = rows([STRETCH], KNOWN, arm, 2048)
    return [span["path"] for span in row["spans"]]


def test_orders_of_the_same_files():
    orders = {order: paths(Arm(name="x", order=order)) for order in ("window", "deepseek", "random", "path")}
    assert all(sorted(found) == sorted(FILES) for found in orders.values())
    assert orders["path"] == sorted(FILES) and orders["random"] == paths(Arm(name="y", order="random"))
    for order in ("window", "deepseek"):
        assert all(orders[order].index(dst) < orders[order].index(src) for src, dst in EDGES)


def test_the_share_of_dependencies_in_a_window():
    assert near_share([STRETCH], KNOWN, "window", 2048) == 1
    assert near_share([STRETCH], KNOWN, "path", 8) == pytest.approx(2 / 3)  # 24 bytes: not a.py with b.py
    assert near_share([], KNOWN, "path", 9) == 0


def test_headers_and_masks():
    with_all, bare, whole = (next(rows([STRETCH], KNOWN, arm, 2048)) for arm in (
        Arm(name="x"), Arm(name="x", headers=False), Arm(name="x", dedup="repositories")))
    assert with_all["text"].count("# pkg/") == 4 and "#" not in bare["text"]
    assert with_all["document_id"] == bare["document_id"]
    [mask], span = with_all["masks"], next(span for span in with_all["spans"] if span["path"] == "pkg/d.py")
    assert (mask["start"], mask["end"]) == (span["start"], span["end"]) and not span["trained"]
    assert whole["masks"] == [] and all(span["trained"] for span in whole["spans"])


def test_written_and_read_again(tmp_path):
    write(tmp_path / "corpus", rows([STRETCH], KNOWN, Arm(name="x"), 2048))
    [document] = documents(TrainingDocuments(files_of(tmp_path / "corpus")))
    raw = document.text.encode()
    assert {span.path: raw[span.start : span.end].decode() for span in document.spans} == FILES


def test_turn_by_turn_of_each_repository():
    pool = [Stretch(repo, repo, (f"{number}.py", "x.py"), (), 10, False) for repo in "ab" for number in range(5)]
    assert sorted(one.repo for one in chosen(pool, 45)) == ["a", "a", "b", "b"]
    assert chosen(pool, 45) == chosen(pool[::-1], 45) and len(chosen(pool, 10**6)) == 10 and chosen(pool, 5) == []


def test_stretches_of_a_corpus(tmp_path):
    header, text, spans = 0, b"", []
    for path, own in FILES.items():
        header = len(text)
        text += f"# {path}\n{own}".encode()
        spans.append({"path": path, "language": "python", "licence": None, "sha256": "", "header": header,
                      "start": header + len(path) + 3, "end": len(text)})
        text += b"\n"
    common = {"repo": "repo", "key": "k"}
    document = dict.fromkeys(("component", "part", "parts", "cut_edges", "bytes"), 0) | {
        **common, "document_id": "id", "commit": None, "domain": "code", "order": "window", "language": "python",
        "text": text.decode(), "text_sha256": "", "spans": spans}
    edges = [{**common, "src": src, "dst": dst, "kind": "import", "line": 1} for src, dst in EDGES]
    mask = {"start": spans[3]["header"], "end": spans[3]["end"], "rule": "duplicate_file", "of": "other:d.py"}
    member = {"document_id": "id", "repo": "repo", "fate": "trained", "rule": None, "survivor": None,
              "similarity": None, "masks": [mask]}
    source = {"repo": "repo", "source": "folder:repo", "stamp": None, "stars": None, "forks": None, "key": "k",
              "part": "part-1", "current": True}
    with extended(CorpusFolder(tmp_path)) as draft:
        write_tables(draft, "curate", [("documents", document), ("sources", source), *(("edges", e) for e in edges)])
        write_tables(draft, "dedup", [("corpus", member)])
        draft.publish("build")
    [found] = stretches(tmp_path, lambda repo: False, 1000, 1000)
    assert found.paths == tuple(FILES) and sorted(found.edges) == sorted(EDGES) and not found.dropped
    assert texts(tmp_path, [found]) == KNOWN
    assert stretches(tmp_path, lambda repo: True, 1000, 1000) == stretches(tmp_path, lambda repo: False, 1, 1000) == []
    [small] = stretches(tmp_path, lambda repo: False, 1000, 27)
    assert small.paths == tuple(path for path in FILES if len(path) + 3 + len(FILES[path]) <= 27)
    assert [one.paths for one in singles(tmp_path, lambda repo: False)] == [(path,) for path in FILES]
    assert singles(tmp_path, lambda repo: True) == []


def answers(*nats):
    """The same losses of one file in each repository, in every measure."""
    by_file = {(f"r{number}", "a.py"): (value, 100.0) for number, value in enumerate(nats)}
    of_files = [measure(what, reading) for what in (NAMES, ALL) for reading in READINGS]
    return dict.fromkeys((LINE, *of_files), by_file)


def test_no_difference_is_said_where_there_is_none():
    random = np.random.default_rng(1)
    base = answers(*(300 + random.normal(0, 30, 20)))
    better, noise = (answers(*(pair[0] + random.normal(shift, 3) for pair in base[LINE].values()))
                     for shift in (-20, 0.3))
    found = difference([better[LINE]], [base[LINE]])
    assert found[0] == pytest.approx(-0.2, abs=0.03) and found[1] < found[0] < found[2] < 0
    other = -found[0], -found[2], -found[1]
    assert verdict([found, found]) == "better" and verdict([other]) == "worse"
    assert verdict([found, other]) == "no difference"  # one seed says so, another the opposite
    assert verdict([difference([noise[LINE]], [base[LINE]])]) == "no difference"
    assert difference([better[LINE], base[LINE]], [base[LINE], base[LINE]])[0] == pytest.approx(found[0] / 2)
    table = lines({"base": [base, base], "chance": [better, noise], "better": [better, better]},
                  {"base": 0.5, "chance": 0.25, "better": 1.0})
    assert table[2].startswith("| **base**: loss with each seed | 50.0% |")
    assert table[3].startswith("| chance | 25.0% |") and table[3].count("no difference |") == 3
    assert table[4].count(") better |") == 3


def test_the_difference_is_of_files_and_the_interval_of_repositories():
    base = {("a", "1"): (10.0, 10.0), ("a", "2"): (20.0, 10.0), ("b", "1"): (5.0, 20.0)}
    one = {("a", "1"): (9.0, 10.0), ("a", "2"): (21.0, 10.0), ("b", "1"): (1.0, 20.0)}
    mean, low, high = difference([one], [base])
    assert mean == pytest.approx(-0.1) and (low, high) == pytest.approx((-0.2, 0))
    assert difference([one], [dict(reversed(base.items()))]) == (mean, low, high)


def test_the_run_file():
    place = "conf/training/ablation.yaml"
    run = checked(Ablation, read_values(Path(place), Ablation), place)
    assert len({arm.name for arm in run.arms}) == len(run.arms) == 9
