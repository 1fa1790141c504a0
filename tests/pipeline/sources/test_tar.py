"""Hostile and broken tar archives."""

import gzip
import io
import lzma
import tarfile
from pathlib import Path

import pytest

from tests.pipeline.sources.reading import problems, read

BLOCK = 512


def member(name: str, data: bytes = b"", **fields: object) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.size = len(data)
    for field, value in fields.items():
        setattr(info, field, value)
    return info, data


def tar_bytes(*members: tuple[tarfile.TarInfo, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=form, encoding="utf-8", errors="surrogateescape") as archive:
        for info, data in members:
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def write(folder: Path, data: bytes, name: str = "r.tar") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def header(name: bytes, size_field: bytes, kind: bytes = b"0") -> bytes:
    """A header with a size field of the test's own, and the right checksum."""
    block = bytearray(tarfile.TarInfo(name.decode()).tobuf(tarfile.USTAR_FORMAT))
    block[124:136] = size_field
    block[156:157] = kind
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def test_entries_that_are_no_files(tmp_path: Path) -> None:
    rows = read(write(tmp_path, tar_bytes(
        member("r/a.py", b"1\n"), member("r", type=tarfile.DIRTYPE),
        member("r/link", type=tarfile.SYMTYPE, linkname="/etc/passwd"),
        member("r/hard", type=tarfile.LNKTYPE, linkname="r/a.py"), member("r/pipe", type=tarfile.FIFOTYPE),
        member("r/device", type=tarfile.CHRTYPE), member("r/big", b"x" * 300), member("r/.git/config", b"x"),
    )), max_file_bytes=200)
    assert problems(rows) == {
        "a.py": None, "link": "symlink", "hard": "not_regular", "pipe": "not_regular", "device": "not_regular",
        "big": "too_large",
    }
    assert rows["link"].detail == "/etc/passwd"


def test_bad_and_odd_names(tmp_path: Path) -> None:
    names = ["../../up", "/abs", "r/../../x", "./r/good", "r/good", "r/nl\n", "r/\udcff\udcfe", "r/" + "x" * 5000]
    rows = read(write(tmp_path, tar_bytes(*(member(n, b"1\n") for n in names), form=tarfile.GNU_FORMAT)))
    assert rows["good"].problem == "duplicate_path"
    assert rows[r"nl\x0a"].text == rows[r"\xff\xfe"].text == b"1\n"
    assert [f.problem for f in rows.values()].count("bad_path") == 4
    assert not (tmp_path.parent / "up").exists()


def test_files_outside_one_folder_keep_their_paths(tmp_path: Path) -> None:
    assert set(read(write(tmp_path, tar_bytes(member("r/a", b"1"), member("s/a", b"2"))))) == {"r/a", "s/a"}
    assert set(read(write(tmp_path, tar_bytes(member("r/a", b"1"), member("r", b"2"))))) == {"r/a", "r"}
    assert set(read(write(tmp_path, tar_bytes(member("./r/a", b"1"), member("r/b/c", b"2"))))) == {"a", "b/c"}


@pytest.mark.parametrize("size_field", [
    b"\xff" * 12, b"\xff" * 11 + b"\x00", b"-0000000512\0", b"\x80" + b"\x7f" * 11, b"77777777777\0",
])
def test_negative_and_absurd_sizes_do_not_loop(tmp_path: Path, size_field: bytes) -> None:
    data = header(b"r/a", b"00000000000\0") + header(b"r/b", size_field) + bytes(BLOCK * 4)
    [row] = read(write(tmp_path, data)).values()
    assert row.path == ""
    assert row.problem in ("damaged", "bomb")


@pytest.mark.parametrize("pax", [{"size": "-512"}, {"size": "9" * 30}, {"size": "x"}, {"mtime": "nan"},
                                 {"GNU.sparse.map": "1,x", "GNU.sparse.size": "5"}])
def test_odd_extended_headers_give_rows(tmp_path: Path, pax: dict[str, str]) -> None:
    rows = read(write(tmp_path, tar_bytes(member("r/a", b"1\n", pax_headers=pax), member("r/b", b"2\n"))))
    assert rows
    assert all(f.problem in (None, "damaged", "too_large", "bomb") for f in rows.values())


@pytest.mark.parametrize("kind", [b"L", b"K", b"x", b"g"])
def test_headers_that_are_attacks_on_memory(tmp_path: Path, kind: bytes) -> None:
    data = header(b"long", b"%011o\0" % (600 << 20), kind) + bytes(BLOCK * 8)
    [row] = read(write(tmp_path, data)).values()
    assert row.problem == "bomb"


@pytest.mark.slow
@pytest.mark.parametrize("compress", [gzip.compress, lambda data: lzma.compress(data, preset=0)])
def test_bombs_are_refused_whole(tmp_path: Path, compress: object) -> None:
    data = tar_bytes(member("r/a.py", b"1\n"), member("r/zeros", bytes(70 << 20)))
    [row] = read(write(tmp_path, compress(data), "r.tar.gz"), max_archive_ratio=2).values()
    assert row.problem == "bomb"
    [row] = read(write(tmp_path, compress(data), "r.tar.gz"), max_archive_bytes=1 << 20).values()
    assert row.problem == "bomb"


def test_cut_and_flipped_archives_give_no_wrong_text(tmp_path: Path) -> None:
    files = [member(f"r/{n}", str(n).encode() * 300) for n in range(30)]
    plain = tar_bytes(*files)
    packed = gzip.compress(plain, mtime=0)
    for cut in range(0, len(packed), 37):
        [row] = read(write(tmp_path, packed[:cut], "r.tar.gz")).values()
        assert (row.path, row.text) == ("", None)
        assert row.problem in ("damaged", "unreadable_source")
    texts = {f"{n}": str(n).encode() * 300 for n in range(30)}
    for place in range(10, len(packed), 41):
        flipped = bytearray(packed)
        flipped[place] ^= 4
        rows = read(write(tmp_path, bytes(flipped), "r.tar.gz"))
        assert list(rows) == [""] or {p: f.text for p, f in rows.items()} == texts
    assert "" in read(write(tmp_path, plain[: BLOCK * 5]))


def test_a_broken_header_in_the_middle_is_not_the_end(tmp_path: Path) -> None:
    data = bytearray(tar_bytes(member("r/a", b"1\n"), member("r/b", b"2\n"), form=tarfile.USTAR_FORMAT))
    data[BLOCK * 2] ^= 1
    [row] = read(write(tmp_path, bytes(data))).values()
    assert row.problem == "damaged"


@pytest.mark.parametrize("data", [
    b"", b"not an archive\n" * 100, b"\x1f\x8b", b"BZh9", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd", gzip.compress(b"no tar"),
])
def test_what_is_no_archive(tmp_path: Path, data: bytes) -> None:
    [row] = read(write(tmp_path, data, "r.tar.gz")).values()
    assert row.problem in ("damaged", "unreadable_source")


def test_an_archive_without_files(tmp_path: Path) -> None:
    [row] = read(write(tmp_path, tar_bytes(member("r", type=tarfile.DIRTYPE)))).values()
    assert row.problem == "empty_source"


def test_too_many_members(tmp_path: Path) -> None:
    rows = read(write(tmp_path, tar_bytes(*(member(f"r/{n}", b"1") for n in range(8)))), max_repo_files=5)
    assert problems(rows) == {**dict.fromkeys("01234"), "": "too_many_files"}
    folders = (member(f"r/{n}", type=tarfile.DIRTYPE) for n in range(20))
    [row] = read(write(tmp_path, tar_bytes(*folders)), max_repo_files=5).values()
    assert row.problem == "too_many_files"


def test_zstd(tmp_path: Path) -> None:
    import pyarrow as pa

    data = pa.compress(tar_bytes(member("r/a", b"1\n")), "zstd", asbytes=True)
    assert read(write(tmp_path, data, "r.tar.zst"))["a"].text == b"1\n"
    for cut in (len(data) - 1, len(data) // 2):
        [row] = read(write(tmp_path, data[:cut], "r.tar.zst")).values()
        assert row.problem == "damaged"
