"""A reader sees a file as it was or as it is, whole; nothing else stays in its folder."""

import pytest

from pipeline.whole_file import whole_file


def test_the_file_is_replaced_when_all_is_there(tmp_path):
    place = tmp_path / "a.json"
    place.write_text("before")
    with whole_file(place) as beside:
        beside.write_text("after")
        assert place.read_text() == "before"
        assert beside.parent == tmp_path  # on the same file system, so that a rename will do
    assert place.read_text() == "after"
    assert list(tmp_path.iterdir()) == [place]


def test_after_an_error_it_is_as_it_was(tmp_path):
    place = tmp_path / "a.json"
    place.write_text("before")
    with pytest.raises(ZeroDivisionError), whole_file(place) as beside:
        beside.write_text("half")
        raise ZeroDivisionError
    assert place.read_text() == "before"
    assert list(tmp_path.iterdir()) == [place]


def test_where_it_cannot_be_renamed_nothing_is_left(tmp_path):
    place = tmp_path / "a.json"
    (place / "in the way").mkdir(parents=True)
    with pytest.raises(OSError), whole_file(place) as beside:
        beside.write_text("after")
    assert list(tmp_path.iterdir()) == [place]


def test_without_a_folder_the_error_is_that_of_writing(tmp_path):
    with pytest.raises(FileNotFoundError), whole_file(tmp_path / "none" / "a.json") as beside:
        beside.write_text("x")
