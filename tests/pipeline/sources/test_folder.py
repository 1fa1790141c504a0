import os
import socket
import subprocess
from pathlib import Path

from tests.pipeline.sources.reading import problems, read


def test_everything_that_is_no_file(tmp_path: Path) -> None:
    root = tmp_path / "r"
    (root / "sub").mkdir(parents=True)
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "token").write_text("host token")
    (root / "a.py").write_text("1\n")
    (root / "link").symlink_to("/etc/passwd")
    (root / "folder link").symlink_to(tmp_path / "secret")
    (root / "sub" / "broken link").symlink_to("nowhere")
    os.mkfifo(root / "sub" / "pipe")
    previous = Path.cwd()
    with socket.socket(socket.AF_UNIX) as end:
        os.chdir(root)
        end.bind("socket")
        os.chdir(previous)
        rows = read(root)
    assert problems(rows) == {
        "a.py": None, "link": "symlink", "folder link": "symlink", "sub/broken link": "symlink",
        "sub/pipe": "not_regular", "socket": "not_regular",
    }


def test_git_folders_are_left_out_at_every_level(tmp_path: Path) -> None:
    root = tmp_path / "r"
    for name in ("x/y/z/.git/config", "x/y/w/.git", "x/.gitignore"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("1\n")
    assert problems(read(root)) == {"x/.gitignore": None}


def test_deep_folders(tmp_path: Path) -> None:
    descriptor = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1200):  # deeper than Python's own stack allows, within the length the system allows
        os.mkdir("d", dir_fd=descriptor)
        inner = os.open("d", os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = inner
    os.close(os.open("f", os.O_CREAT | os.O_WRONLY, dir_fd=descriptor))
    os.close(descriptor)
    try:
        assert problems(read(tmp_path)) == {"d/" * 1200 + "f": None}
    finally:  # what pytest removes old folders with is recursive
        subprocess.run(["rm", "-r", str(tmp_path / "d")], check=True)


def test_large_files_are_not_read(tmp_path: Path) -> None:
    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(1 << 40)
    rows = read(tmp_path)
    assert (rows["sparse"].problem, rows["sparse"].size, rows["sparse"].sha256) == ("too_large", 1 << 40, None)
