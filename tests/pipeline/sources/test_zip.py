"""Hostile and broken zip archives."""

import io
import os
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.pipeline.sources.reading import commit_id, problems, read


def zip_bytes(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytearray:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return bytearray(buffer.getvalue())


def write(folder: Path, data: bytes, name: str = "r.zip") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def entry(name: bytes, size: int, packed: int, offset: int, crc: int = 0, flags: int = 0, method: int = 8) -> bytes:
    """An entry of the central directory."""
    return struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", 20, 3, 20, 0, flags, method, 0, 0, crc, packed, size, len(name),
                       0, 0, 0, 0, 0, offset) + name


def local(name: bytes, size: int, packed: int, crc: int) -> bytes:
    return struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, crc, packed, size, len(name), 0) + name


def finish(body: bytes, entries: list[bytes]) -> bytes:
    directory = b"".join(entries)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(entries) & 0xFFFF, len(entries) & 0xFFFF, len(directory),
                      len(body), 0)
    return body + directory + end


def deflated(data: bytes) -> bytes:
    return zlib.compress(data, 9)[2:-4]


def test_members_that_share_their_data_are_a_bomb(tmp_path: Path) -> None:
    data = bytes(1 << 20)
    packed = deflated(data)
    body = local(b"r/0", len(data), len(packed), zlib.crc32(data)) + packed
    entries = [entry(b"r/%d" % n, len(data), len(packed), 0, zlib.crc32(data)) for n in range(60)]
    rows = read(write(tmp_path, finish(body, entries)))
    assert sorted(filter(None, problems(rows).values())) == ["binary"] + ["bomb"] * 59
    [row] = read(write(tmp_path, finish(body, entries * 10))).values()
    assert row.problem == "bomb"


def test_quoted_overlap(tmp_path: Path) -> None:
    """Each member's data holds the local headers of those after it."""
    inner = deflated(b"1\n")
    second = local(b"r/b", 2, len(inner), zlib.crc32(b"1\n")) + inner
    stored = struct.pack("<BHH", 0, len(second), len(second) ^ 0xFFFF) + second + deflated(b"")
    first = local(b"r/a", len(second), len(stored), zlib.crc32(second))
    offset = len(first) + 5
    rows = read(write(tmp_path, finish(first + stored, [
        entry(b"r/a", len(second), len(stored), 0, zlib.crc32(second)),
        entry(b"r/b", 2, len(inner), offset, zlib.crc32(b"1\n")),
    ])))
    assert problems(rows) == {"a": "bomb", "b": None}


@pytest.mark.parametrize("declared", [0, 10, 1 << 19])
def test_lying_sizes(tmp_path: Path, declared: int) -> None:
    data = bytes(8 << 20)
    packed = deflated(data)
    body = local(b"r/a", declared, len(packed), zlib.crc32(data)) + packed
    rows = read(write(tmp_path, finish(body, [entry(b"r/a", declared, len(packed), 0, zlib.crc32(data))])))
    assert problems(rows) == {"a": "damaged"}


def test_entries_that_are_no_files(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, mode in {"link": 0o120777, "pipe": 0o010644, "device": 0o060644, "a.py": 0o100644}.items():
            info = zipfile.ZipInfo(f"r/{name}")
            info.create_system, info.external_attr = 3, mode << 16
            archive.writestr(info, b"1\n")
        archive.writestr("r/folder/", b"")
        archive.writestr("r/.git/HEAD", b"x")
        archive.writestr("r/big", b"x" * 300)
    assert problems(read(write(tmp_path, buffer.getvalue()), max_file_bytes=200)) == {
        "link": "symlink", "pipe": "not_regular", "device": "not_regular", "a.py": None, "big": "too_large",
    }


def test_encrypted_members_and_unknown_methods(tmp_path: Path) -> None:
    packed = deflated(b"1\n")
    body = b"".join(local(name, 2, len(packed), zlib.crc32(b"1\n")) + packed for name in (b"r/a", b"r/b", b"r/c"))
    step = len(body) // 3
    rows = read(write(tmp_path, finish(body, [
        entry(b"r/a", 2, len(packed), 0, zlib.crc32(b"1\n"), flags=1),
        entry(b"r/b", 2, len(packed), step, zlib.crc32(b"1\n"), method=99),
        entry(b"r/c", 2, len(packed), step * 2, zlib.crc32(b"1\n")),
    ])))
    assert problems(rows) == {"a": "encrypted", "b": "damaged", "c": None}


def test_bad_and_odd_names(tmp_path: Path) -> None:
    names = [b"../up", b"/abs", b"C:\\x", b"..\\up", b"r/nul\0.py", b"r/\xff\xfe", b"r/good", b"r/good", b"r/\x1b[2J"]
    packed = deflated(b"1\n")
    body, entries = b"", []
    for name in names:
        entries.append(entry(name, 2, len(packed), len(body), zlib.crc32(b"1\n"), flags=0x800))
        body += local(name, 2, len(packed), zlib.crc32(b"1\n")) + packed
    rows = read(write(tmp_path, finish(body, entries)))
    found = problems(rows)
    assert list(found.values()).count("bad_path") == 5
    assert list(found.values()).count("duplicate_path") == 1
    assert {path for path, problem in found.items() if problem is None} == {r"\xff\xfe", r"\x1b[2J"}


def test_flipped_bytes_give_no_wrong_text(tmp_path: Path) -> None:
    files = {f"r/{n}": os.urandom(100).hex().encode() for n in range(10)}
    texts = {name[2:]: data for name, data in files.items()}
    for method in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
        good = zip_bytes(files, method)
        for place in range(0, len(good), 17):
            data = bytearray(good)
            data[place] ^= 16
            for path, row in read(write(tmp_path, data)).items():
                assert row.text is None or row.text in texts.values(), (place, path)
        for cut in range(0, len(good), 101):
            [row] = read(write(tmp_path, good[:cut])).values()
            assert row.problem in ("damaged", "unreadable_source")


def test_zip64_and_bytes_in_front(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, archive.open("r/a.py", "w", force_zip64=True) as file:
        file.write(b"1\n")
    assert read(write(tmp_path, buffer.getvalue()))["a.py"].text == b"1\n"
    assert read(write(tmp_path, b"#!/bin/sh\n" + buffer.getvalue()))["a.py"].text == b"1\n"
    data = b"2\n"
    extra = struct.pack("<HHQQ", 1, 16, 2, 2)
    wide = bytearray(entry(b"r/b", 0xFFFFFFFF, 0xFFFFFFFF, 0, zlib.crc32(data), method=0) + extra)
    struct.pack_into("<H", wide, 30, len(extra))
    body = local(b"r/b", 2, 2, zlib.crc32(data)) + data
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, len(wide), len(body))
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, len(body) + len(wide), 1)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert read(write(tmp_path, body + wide + end64 + locator + end))["b"].text == data


def test_a_directory_of_absurd_length_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "r.zip").open("wb") as file:
        file.truncate(100 << 20)
        file.seek(0, os.SEEK_END)
        file.write(struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, 90 << 20, 10 << 20, 0))
    [row] = read(tmp_path / "r.zip").values()
    assert row.problem == "too_many_files"


def test_what_is_no_archive(tmp_path: Path) -> None:
    for data in (b"", b"PK\3\4", b"x" * 1000, b"PK\5\6" + b"\xff" * 18):
        [row] = read(write(tmp_path, data)).values()
        assert row.problem in ("damaged", "unreadable_source")
    [row] = read(write(tmp_path, zip_bytes({}))).values()
    assert row.problem == "empty_source"


def test_versions_from_names(tmp_path: Path) -> None:
    sha = "0123456789abcdef0123456789abcdef01234567"
    for name, commit in {
        "flask-3.0.1-py3-none-any.whl": "3.0.1", "pkg-2.0rc1.zip": "2.0rc1", f"owner-repo-{sha}.zip": sha,
        "name.zip": None, "name-main.zip": None, "pkg-1.0-py3.11.egg": "1.0",
    }.items():
        assert commit_id(write(tmp_path, zip_bytes({"a/x": b"1", "b/y": b"2"}), name)) == commit
