from hypothesis import given
from hypothesis import strategies as st

from pipeline.plan import spread
from pipeline.sources.raw_file import SourceRef

SOURCES = st.lists(st.integers(0, 10_000), max_size=60).map(
    lambda sizes: [SourceRef("folder", f"/x/{n}", f"r{n}", size) for n, size in enumerate(sizes)]
)


@given(SOURCES, st.integers(1, 5_000), st.randoms(use_true_random=False))
def test_every_source_is_in_one_bin_whatever_their_order(sources, limit, random):
    bins = spread(sources, limit)
    assert sorted(s.repo for bin_ in bins for s in bin_) == sorted(s.repo for s in sources)
    shuffled = list(sources)
    random.shuffle(shuffled)
    assert spread(shuffled, limit) == bins


@given(SOURCES, st.integers(1, 5_000))
def test_no_bin_is_larger_than_its_share_by_more_than_one_source(sources, limit):
    loads = [sum(max(1, s.bytes) for s in bin_) for bin_ in spread(sources, limit)]
    if len(loads) > 1:
        assert max(loads) <= limit + len(sources) + max(max(1, s.bytes) for s in sources)


def test_the_last_tasks_are_small():
    sources = [SourceRef("tar", f"/{number:03}", f"r{number:03}", 2) for number in range(160)]
    sizes = [len(bin_) for bin_ in spread(sources, 16)]
    assert set(sizes[:18]) == {7, 8} and set(sizes[18:]) <= {1, 2} and sum(sizes) == 160
    assert [len(bin_) for bin_ in spread(sources[:16], 16)] == [8, 8]  # too little to be worth it


def test_no_sources_give_no_bins():
    assert spread([], 10) == []
