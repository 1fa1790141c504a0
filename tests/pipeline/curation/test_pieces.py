"""Where a repository is divided: within the limit, at folders, and nowhere when it fits."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.curation.examine import Examined
from pipeline.curation.pieces import LISTED_BYTES, borders, memory, room
from pipeline.parsing.parsed_file import ImportStatement, ParsedFile
from pipeline.sources.raw_file import RawFile

PATHS = st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map("/".join), max_size=40).map(sorted)


def test_what_fits_is_not_divided():
    assert borders(["a", "b"], [5, 5], 10) == []
    assert borders([], [], 10) == []


def test_a_border_is_where_the_fewest_folders_are_shared():
    paths = ["lib/a/1", "lib/a/2", "src/a/1", "src/a/2", "src/b/1", "src/b/2", "src/b/3"]
    assert borders(paths, [1] * 7, 4) == [2, 4]  # `src` begins at 2, and is too much itself


def test_rows_of_one_path_stay_together():
    assert borders(["a", "b", "b", "b", "c"], [4] * 5, 8) == [1, 4]


@given(PATHS, st.data(), st.integers(1, 30))
def test_pieces_are_within_the_limit_and_no_smaller_than_half_of_it(paths, data, limit):
    weights = data.draw(st.lists(st.integers(1, 12), min_size=len(paths), max_size=len(paths)))
    ends = [0, *borders(paths, weights, limit), len(paths)]
    assert ends == sorted(ends)
    for start, end in pairwise(ends):
        assert sum(weights[start:end]) <= limit or len({*paths[start:end]}) == 1
        assert not 0 < start < len(paths) or paths[start - 1] != paths[start]
        if end < len(paths) and max(weights) <= limit / 2 and len(set(paths)) == len(paths):
            assert sum(weights[start:end]) >= limit / 2


def test_memory_counts_what_a_parse_found_also_in_the_code_of_a_document():
    bare = Examined(RawFile("a", 1))
    code = ParsedFile("ok", imports=(ImportStatement("m", ("x", "y")),), defines=("d",))
    found = memory(Examined(RawFile("a", 1), parsed=ParsedFile("code", code=(("python", code),)))) - memory(bare)
    assert found == memory(Examined(RawFile("a", 1), parsed=code)) - memory(bare) > 0


def test_the_list_of_paths_takes_its_part_of_the_limit_and_no_more_than_half():
    assert room(1000 * LISTED_BYTES, 300) == 700 * LISTED_BYTES
    assert room(1000 * LISTED_BYTES, 800) == 500 * LISTED_BYTES
