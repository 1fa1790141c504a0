"""Files wait in memory or on disk, and come back whole and in one order."""

from itertools import chain
from random import Random

from pipeline.curation.examine import Examined
from pipeline.curation.pieces import memory
from pipeline.curation.shelf import Shelf
from pipeline.fates import Verdict
from pipeline.sources.raw_file import RawFile

FILES = [Examined(RawFile(f"d{number % 7}/f{number}", number), text_bytes=number) for number in range(60)]
FILES.append(Examined(RawFile("d0/f0", 9, problem="duplicate_path")))
WHOLE = sum(map(memory, FILES))


def pieces(files, limit):
    with Shelf(limit) as shelf:
        for file in files:
            shelf.put(file)
        return list(shelf.pieces()), shelf._disk is not None


def test_a_repository_that_fits_is_one_piece_and_never_on_disk():
    (whole,), on_disk = pieces(FILES, WHOLE)
    assert whole == sorted(FILES, key=lambda file: (file.path, file.file.size))
    assert not on_disk


def test_a_repository_above_the_limit_comes_from_disk_the_same_in_any_order():
    whole, _ = pieces(FILES, WHOLE)
    found, on_disk = pieces(FILES, WHOLE // 4)
    assert on_disk
    assert len(found) > 3
    assert list(chain(*found)) == whole[0]
    assert pieces(Random(1).sample(FILES, len(FILES)), WHOLE // 4)[0] == found


def test_without_files_there_is_one_empty_piece():
    assert pieces([], 10) == ([[]], False)


def test_above_the_limit_all_paths_and_those_that_are_kept_are_known_before_the_first_piece():
    with Shelf(WHOLE // 4) as shelf:
        for file in [*FILES, Examined(RawFile("dropped", 1), Verdict("binary"))]:
            shelf.put(file)
        assert shelf.paths.all == {file.path for file in FILES} | {"dropped"}
        assert set(shelf.kept) == {file.path for file in FILES}
    with Shelf(WHOLE) as shelf:
        shelf.put(FILES[0])
        assert shelf.paths is None
