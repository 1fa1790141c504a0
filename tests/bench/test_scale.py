"""The bench of scaling, small: its input, what it reads off a log and off points, and what it says of them."""

import os
import subprocess
import sys
import tarfile

import pytest

from bench.bench_scale import COLUMNS, Point, archives, judged, peak_mib, seconds_of, table
from bench.machine import two_against_one
from bench.scale_page import line, plot
from pipeline.config import MIB


def points(engine="local", two=51.0, cpu=101.0, worker=400.0):
    stages = {"curate": 40.0, "dedup": 1.0, "export": 3.0}
    return [
        Point(engine, 1, 64.0, 20.0, stages, 21.0, 390.0, 390.0, 0.1),
        Point(engine, 2, 64.0, 11.0, stages, 21.0, 390.0, 390.0, 0.1),
        Point(engine, 1, 320.0, 100.0, stages, 101.0, 400.0, 400.0, 0.1),
        Point(engine, 2, 320.0, two, stages, cpu, 400.0, worker, 0.1),
    ]


def test_archives_hold_neighbours_and_a_fifth_of_them_is_the_same_mix(tmp_path):
    sources = tmp_path / "sources"
    for package in "abcdef":
        (sources / package).mkdir(parents=True)
        for number in range(4):
            (sources / package / f"{number}.py").write_bytes(b"x" * (MIB // 2))
    (sources / "a" / "huge.py").write_bytes(b"x" * (2 * MIB))
    (sources / "a" / "other.txt").write_bytes(b"x")
    sizes = archives(tmp_path, 100 * MIB, [(sources, ("*.py",))])
    assert sizes == {"part": 4.0, "all": 12.0}
    names = {folder: sorted(path.name for path in (tmp_path / folder).iterdir()) for folder in ("all", "part", "few")}
    assert names == {"all": [f"r000{number}.tar" for number in range(6)], "part": ["r0000.tar", "r0005.tar"],
                     "few": ["r0000.tar"]}
    with tarfile.open(tmp_path / "all" / "r0001.tar") as archive:
        assert archive.getnames() == [f"r/b/{number}.py" for number in range(4)]


def test_no_more_is_taken_than_asked_for(tmp_path):
    (tmp_path / "sources").mkdir()
    for number in range(8):
        (tmp_path / "sources" / f"{number}.py").write_bytes(b"x" * MIB)
    assert archives(tmp_path, 4 * MIB, [(tmp_path / "sources", ("*.py",))])["all"] == 4.0


def test_without_sources_it_says_where_it_looked(tmp_path):
    with pytest.raises(SystemExit, match=f"no sources below {tmp_path}"):
        archives(tmp_path, MIB, [(tmp_path, ("*.py",))])


def test_seconds_of_stages_are_in_the_log():
    log = 'a note\n{"stage": "curate", "seconds": 2.5, "rows": {}}\n{"other": 1}\n3\n{"stage": "dedup", "seconds": 1}'
    assert seconds_of(log) == {"curate": 2.5, "dedup": 1.0}


def test_a_line_through_two_sizes():
    found = line([(64.0, 21.0), (320.0, 101.0)])
    assert (found.fixed, found.slope) == (pytest.approx(1.0), pytest.approx(0.3125))


def test_what_the_points_say():
    said, broken = judged([*points(), *points("spark", two=60.0)], [1.9, 2.0])
    assert said == [
        "This machine: two pure Python processes on a core each do 1.95 times as much as one (1.90, 2.00 before and "
        "after).",
        "local: 1 to 2 cores: 1.96 times as fast with 320 MiB (wanted 1.9), 101% of what the machine gains; 2.00 in "
        "what grows with the data; 1.00 times the CPU seconds.",
        "local: 5.00 times the data: 4.81 times the CPU seconds (at most 5.3), largest worker 1.03 times (at most "
        "1.25).",
        "local: 1.0 CPU s fixed, 0.312 per MiB, that is 83 CPU hours per TB; on the clock 0.0 s fixed on one core, 1.0 "
        "on two.",
        *said[4:]]
    assert said[4].startswith("spark: 1 to 2 cores: 1.67 times as fast") and broken


@pytest.mark.parametrize("changed", [{"two": 60.0}, {"cpu": 120.0}, {"worker": 500.0}])
def test_each_limit_can_be_broken(changed):
    assert not judged(points(), [1.9])[1]
    assert judged(points(**changed), [1.9])[1]


def test_on_a_machine_that_gains_less_its_own_gain_is_the_measure():
    assert judged(points(two=58.0), [1.9])[1]
    assert not judged(points(two=58.0), [1.8])[1]


def test_table_and_plot_hold_every_point(tmp_path):
    made = table(points())
    assert len(made) == 2 + 4 and {text.count("|") for text in made} == {len(COLUMNS) + 1}
    assert made[2] == "| local | 1 | 64 | 20.0 | 40.0 | 1.0 | 3.0 | -24.0 | 21.0 | 390 | 390 | 0.1 |"
    plot(points(), tmp_path / "scale.png")
    assert (tmp_path / "scale.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system pins no process")
def test_a_pinned_run_has_no_other_core_and_is_looked_at():
    """In a process of its own, as `counted` waits for all children of the one that it is called in."""
    core = min(os.sched_getaffinity(0))
    asked = "import os, time; time.sleep(0.2); print(os.sched_getaffinity(0))"
    run = f"""
import sys
from bench.machine import pinned
from bench.tree_cpu import counted
seen = []
_, said = counted([sys.executable, "-S", "-c", {asked!r}], 0.01, seen.extend, preexec_fn=pinned([{core}]))
print(said, len(seen) > 0, sep="")
"""
    assert subprocess.run([sys.executable, "-c", run], check=True, capture_output=True, text=True).stdout == \
        f"{{{core}}}\nTrue\n"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_is_that_of_python_processes():
    assert peak_mib(os.getpid())[1] > 10
    assert peak_mib(2 ** 30) == (False, 0.0)


@pytest.mark.skipif(len(getattr(os, "sched_getaffinity", lambda _: ())(0)) < 2, reason="needs two cores")
def test_the_machine_is_measured():
    assert two_against_one(steps=1000, repeats=1) > 0
