"""Files that a run file names beside its input."""

import pytest

from pipeline.errors import InputError
from pipeline.sources.metadata import read_metadata
from pipeline.sources.opt_out_list import read_opt_out


@pytest.mark.parametrize("read", [read_metadata, read_opt_out])
@pytest.mark.parametrize(("path", "words"), [
    ("/nowhere/list", "/nowhere/list: cannot be read as "), ("s3a://bucket/list", "write s3://bucket/prefix"),
    ("s3://key:secret@bucket/list", "credentials do not belong in an input")])
def test_what_cannot_be_read_is_told(read, path, words):
    with pytest.raises(InputError, match=words) as raised:
        read(path)
    assert "secret" not in str(raised.value)


def test_line_ends_of_any_system_are_line_ends(tmp_path):
    (tmp_path / "list").write_bytes(b"\xef\xbb\xbfo/a\r\no/b # no more\ro/c\n")
    found = read_opt_out(str(tmp_path / "list"))
    assert [found.repository(name).line for name in ("o/a", "o/b", "o/c")] == [1, 2, 3]
