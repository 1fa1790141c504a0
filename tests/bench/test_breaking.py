"""Ways to break a file: each does what it says, the same for the same seed."""

from random import Random

import pytest

from bench.bench_broken import HELD_OUT, Tally, packages, row
from bench.breaking import HEADERS, WAYS
from bench.scoreboard.packages import HALVES

TEXT = "".join(f"def function_{n}(words):\n    return [words, '(', {n}]  # a (comment)\n\n\n" for n in range(20))


def broken(way, seed=1, text=TEXT):
    return WAYS[way](text, "python", "#", Random(seed))


@pytest.mark.parametrize("way", WAYS)
def test_the_same_seed_breaks_the_same(way):
    assert broken(way) == broken(way) != TEXT
    assert len({broken(way, seed) for seed in range(20)}) > 2


def test_what_is_done_to_the_text():
    for seed in range(30):
        assert TEXT.startswith(broken("truncated", seed))
        assert 0.19 < len(broken("truncated", seed)) / len(TEXT) < 0.9
        less = broken("bracket", seed)
        place = next(n for n, (one, other) in enumerate(zip(TEXT, less + " ", strict=True)) if one != other)
        assert TEXT[:place] + TEXT[place + 1 :] == less
        assert TEXT[place] in "()[]{}"
        assert not TEXT[TEXT.rfind("\n", 0, place) + 1 : place].count("#")
        lines = broken("conflict", seed).split("\n")
        marks = [next(n for n, line in enumerate(lines) if line.startswith(mark * 7)) for mark in "<=>"]
        assert marks == sorted(marks)
        assert max(map(len, broken("minified", seed).split("\n"))) >= 200
        assert len(broken("base64", seed)) > 1.5 * len(TEXT)
        assert any(f"# {header}\n" in broken("generated", seed) for header in HEADERS)
    assert broken("bracket", text="x = 1\n") is None


def test_a_row_tells_shares_and_does_not_count_generated_files_as_lost():
    counts = Tally(files=12)
    counts.lost.update({"generated": 2, "truncated": 1})
    counts.broken.update(dict.fromkeys(WAYS, 4))
    counts.caught.update({"truncated": 3})
    counts.valid = 1
    assert row("ada", counts) == "| ada | 10 | 10.0 | truncated 1 | 75.0 | 0.0 | 0.0 | 0.0 | 0.0 | 0.0 | 12.5 | 25.0 |"


def test_no_package_is_in_two_sets():
    names = [package.name for of in (*HALVES, HELD_OUT) for package in packages(of)]
    halves = [{package.name for package in packages(of)} for of in (*HALVES, HELD_OUT)]
    assert all(halves)
    assert sum(map(len, halves)) == len(set(names))
