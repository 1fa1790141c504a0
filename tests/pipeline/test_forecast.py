"""What `repomill plan` says of a listing: ranges that hold, and warnings where something is out of line."""

import os
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.config import MIB, Run, build_run
from pipeline.forecast import TEXT, forecast, lines, warnings
from pipeline.sources.raw_file import SourceRef

SOURCES = st.lists(st.tuples(st.sampled_from([*TEXT, "table"]), st.integers(0, 10**12)), min_size=1, max_size=30).map(
    lambda found: [SourceRef(kind, f"/x/{n}", f"r{n}", size) for n, (kind, size) in enumerate(found)])


def refs(*sizes):
    return [SourceRef("folder", "/", f"r{n}", size) for n, size in enumerate(sizes)]


@given(SOURCES, st.integers(1, 1000))
def test_ranges_are_ranges_and_nothing_is_left_out(sources, cores):
    found = forecast(sources, Run(), cores)
    for name in ("text", "seconds", "slowest", "worker", "output"):
        low, high = getattr(found, name)
        assert 0 <= low <= high, name
    assert sum(count for count, _ in found.kinds.values()) == found.repositories == len(sources)
    assert sum(size for _, size in found.kinds.values()) == found.bytes
    assert found.seconds[0] >= found.slowest[0] and found.seconds[1] >= found.slowest[1]
    assert all(isinstance(line, str) and line.isprintable() for line in lines(found, Run()))


@given(SOURCES, st.integers(1, 500))
def test_more_cores_never_take_longer_and_the_listing_may_come_in_any_order(sources, cores):
    found, more = forecast(sources, Run(), cores), forecast(sources, Run(), cores + 1)
    assert more.seconds[0] <= found.seconds[0] and more.seconds[1] <= found.seconds[1]
    assert forecast(sources[::-1], Run(), cores) == found


def test_a_cluster_and_much_input_need_spark():
    little, much = refs(30 * MIB, 30 * MIB), refs(*[2**30] * 9)
    here = forecast(little, Run(), 2)
    assert here.is_here and "time on 2 cores without Spark: " in "\n".join(lines(here, Run()))
    in_spark = [forecast(little, Run(), 2, is_cluster=True), forecast(much, Run(), 2),
                forecast(little, build_run({"spark": {"master": "local[2]"}}, "test"), 2)]
    assert not any(found.is_here for found in in_spark)
    assert in_spark[0].seconds[0] > here.seconds[0]


def test_equal_repositories_give_no_warning():
    assert warnings(forecast(refs(*[30 * MIB] * 100), Run(), 8), Run()) == []


def test_one_repository_far_larger_than_the_others_is_named():
    found = forecast(refs(10_000 * MIB, *[MIB] * 100), Run(), 8)
    said = "\n".join(warnings(found, Run()))
    assert "r0 is 99% of the input: one task reads it, begun first, and more than 1 cores" in said
    assert "r0 may be too large for one graph (graph.max_bytes, 1.1 GB): it is divided between folders then" in said


def test_the_memory_of_a_worker_is_bounded_by_that_of_the_graph():
    bound = build_run({"graph": {"max_bytes": 200 * MIB}}, "test")
    assert forecast(refs(10**12), bound, 1).worker[1] == 1125 * MIB
    assert not any("may need" in line for line in warnings(forecast(refs(10**12), Run(), 1), Run()))
    large = build_run({"graph": {"max_bytes": 8192 * MIB}}, "test")
    assert any("r0 may need" in line and "spark.executor.memoryOverhead" in line
               for line in warnings(forecast(refs(10**12), large, 1), large))


def test_a_single_repository_is_not_skew():
    assert warnings(forecast(refs(100 * MIB), Run(), 1), Run()) == []


def test_few_tasks_for_many_cores_are_told():
    found = forecast(refs(*[MIB] * 64), Run(), 64)
    assert "6 tasks for 64 cores: a smaller spark.partition_bytes" in "\n".join(warnings(found, Run()))
    small = build_run({"spark": {"partition_bytes": 1}}, "test")
    assert forecast(refs(*[MIB] * 64), small, 4).tasks == 64


@pytest.mark.skipif(os.getuid() == 0, reason="root may read everything")
def test_places_that_may_not_be_read_are_told(tmp_path):
    place = tmp_path / "closed"
    place.mkdir(mode=0)
    found = forecast([SourceRef("folder", str(place), "closed", 1)], Run(), 1)
    assert f"{place}: may not be read by this user" in warnings(found, Run())[0]


def test_a_place_that_went_away_is_told():
    (said,) = warnings(forecast([SourceRef("tar", "/nowhere/a.tar", "a", 1)], Run(), 1), Run())
    assert said.startswith("/nowhere/a.tar: may not be read by this user")


def test_objects_of_a_store_are_counted_and_not_looked_at():
    assert warnings(forecast([SourceRef("zip", "s3://dump/a.zip", "a", 9, etag="e")], Run(), 1), Run()) == []


def test_the_command_lists_and_does_not_read(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name / ".git").mkdir(parents=True)
        (tmp_path / name / "a.py").write_text("x = 1\n" * 1000)
    (tmp_path / "broken.zip").write_bytes(b"PK, and no more")  # which only reading would find
    done = CliRunner().invoke(app, ["plan", str(tmp_path), "--cores", "4"])
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[0] == "3 repositories, 12.0 kB on disk, 1 tasks of 16.8 MB (spark.partition_bytes)"
    assert "  git: 2, 12.0 kB" in done.output and "  zip: 1, 15 bytes" in done.output
    assert re.search("^time on 4 cores( without Spark)?: ", done.output, re.MULTILINE)


def test_the_command_says_what_is_wrong(tmp_path):
    done = CliRunner().invoke(app, ["plan", str(tmp_path / "no")])
    assert (done.exit_code, done.stdout) == (2, "") and "there is no such file or folder" in done.stderr
