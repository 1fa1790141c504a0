"""One repository gives the same rows in whatever form it comes."""

import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.pipeline.sources.reading import commit_id, git, make_clone, read

FILES = {
    "README.md": b"# r\n",
    "src/a.py": b"import b\n",
    "src/b.py": "# Gr\u00fc\u00dfe\n".encode(),
    "src/deep/er/c.c": "/* caf\u00e9 */\n".encode("cp1252"),
    "data/utf16.txt": "na\u00efve".encode("utf-16"),
    "data/marked.txt": b"\xef\xbb\xbfmarked\n",
    "data/image.bin": b"\x89PNG\0\0",
    "data/large.txt": b"x" * 5000,
    "data/empty": b"",
    "src.txt": b"sorts between a folder and its files\n",
    "odd/new\nline": b"1\n",
    "odd/\x1b[31mred": b"2\n",
    "odd/caf\u00e9": b"3\n",
    "odd/back\\slash": b"4\n",
    "odd/literal\\x0aescape": b"5\n",
    "lfs.bin": b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"a" * 64 + b"\nsize 12\n",
}


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("forms")
    clone = make_clone(root / "clone" / "r", FILES)
    (clone / "link").symlink_to("README.md")
    git(clone, "add", "-A")
    git(clone, "commit", "-q", "-m", "second")
    made = {"work tree": clone}
    for name, arguments in {"bare": ["--bare"], "bare with packed refs": ["--mirror"]}.items():
        made[name] = root / name / "r.git"
        made[name].parent.mkdir()
        git(root, "clone", "-q", "--no-local", *arguments, str(clone), str(made[name]))
    git(made["bare with packed refs"], "pack-refs", "--all")
    git(made["bare with packed refs"], "gc", "-q")
    made["sha256"] = make_clone(root / "sha256" / "r", FILES, "--object-format=sha256")
    (made["sha256"] / "link").symlink_to("README.md")
    git(made["sha256"], "add", "-A")
    git(made["sha256"], "commit", "-q", "-m", "second")
    for suffix in ("tar", "tar.gz", "zip"):
        made[suffix] = root / f"r-1.0.{suffix}"
        git(clone, "archive", "--prefix=r-1.0/", "-o", str(made[suffix]), "HEAD")
    for suffix, mode in {"tar.bz2": "w:bz2", "tar.xz": "w:xz"}.items():
        made[suffix] = root / f"r-1.0.{suffix}"
        with tarfile.open(made[suffix], mode) as archive:
            archive.add(clone, "./")
    made["folder"] = root / "plain" / "r"
    made["folder"].parent.mkdir()
    with tarfile.open(made["tar"]) as archive:
        archive.extractall(root / "plain", filter="data")
    (root / "plain" / "r-1.0").rename(made["folder"])
    return made


def test_every_form_gives_the_rows_of_the_work_tree(forms: dict[str, Path]) -> None:
    rows = {form: read(path, max_file_bytes=4096) for form, path in forms.items()}
    seen = {
        form: {path: (f.size, f.sha256, f.encoding, f.text, f.problem) for path, f in found.items()}
        for form, found in rows.items()
    }
    assert len(seen["work tree"]) == len(FILES) + 1
    for form, found in seen.items():
        assert found == seen["work tree"], form


def test_each_file_has_the_row_its_content_calls_for(forms: dict[str, Path]) -> None:
    rows = read(forms["work tree"], max_file_bytes=4096)
    assert {p: f.problem for p, f in rows.items() if f.problem} == {
        "data/image.bin": "binary", "data/large.txt": "too_large", "lfs.bin": "lfs_pointer", "link": "symlink",
    }
    assert rows["data/large.txt"].size == 5000
    assert rows["data/large.txt"].sha256 is None
    assert rows["src/deep/er/c.c"].encoding == "cp1252"
    assert rows["src/deep/er/c.c"].text == "/* caf\u00e9 */\n".encode()
    assert rows["data/utf16.txt"].text == "na\u00efve".encode()
    assert rows["data/marked.txt"].text == b"marked\n"
    assert rows["data/empty"].text == b""
    assert {p for p in rows if p.startswith("odd/")} == {
        r"odd/new\x0aline", r"odd/\x1b[31mred", "odd/caf\u00e9", r"odd/back\slash", r"odd/literal\x5cx0aescape",
    }


def test_sources_in_path_order_have_the_same_order(forms: dict[str, Path]) -> None:
    orders = {form: list(read(forms[form])) for form in ("work tree", "bare", "zip", "folder", "tar")}
    assert all(order == orders["work tree"] for order in orders.values()), orders
    assert orders["work tree"].index("src.txt") < orders["work tree"].index("src/a.py")


def test_the_commit_is_known_where_the_form_has_it(forms: dict[str, Path]) -> None:
    head = git(forms["work tree"], "rev-parse", "HEAD")
    commits = {form: commit_id(path) for form, path in forms.items()}
    assert commits == {
        "work tree": head, "bare": head, "bare with packed refs": head, "tar": head, "tar.gz": head, "zip": head,
        "sha256": git(forms["sha256"], "rev-parse", "HEAD"), "tar.bz2": "1.0", "tar.xz": "1.0", "folder": None,
    }


def test_a_clone_is_read_at_head_not_as_its_folder_is(tmp_path: Path) -> None:
    clone = make_clone(tmp_path / "r", {"a.py": b"committed\n"})
    (clone / "a.py").write_bytes(b"changed\n")
    (clone / "untracked.py").write_bytes(b"new\n")
    assert {p: f.text for p, f in read(clone).items()} == {"a.py": b"committed\n"}


def test_zip_made_elsewhere_than_unix(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "r.zip", "w") as archive:
        info = zipfile.ZipInfo("r/a.py")
        info.create_system, info.external_attr = 0, 0o120777 << 16
        archive.writestr(info, b"1\n")
    assert read(tmp_path / "r.zip")["a.py"].text == b"1\n"
