"""Hostile and broken clones: none runs a program, leaves its folder, or costs another file its row."""

import os
import stat
import zlib
from hashlib import sha1
from pathlib import Path

import pytest

from pipeline.config import Input
from pipeline.sources import read_source
from pipeline.sources.discover import discover
from tests.pipeline.sources.reading import blob, commit_tree, git, make_clone, problems, read

FILES = {"a.py": b"import b\n", "b/c.py": b"x = 1\n"}


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    return make_clone(tmp_path / "dump" / "r", FILES)


def source_problem(location: Path) -> tuple[str | None, str]:
    """Problem and words of a source that gives one row for the whole."""
    [row] = read(location, deadline_seconds=5).values()
    assert (row.path, row.size) == ("", -1)
    return row.problem, row.detail or ""


def loose(clone: Path, oid: str) -> Path:
    return clone / ".git" / "objects" / oid[:2] / oid[2:]


def test_settings_of_the_clone_start_nothing(clone: Path, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    command = tmp_path / "command"
    command.write_text(f"#!/bin/sh\ntouch {canary}\n")
    command.chmod(0o755)
    keys = ("core.fsmonitor", "core.sshCommand", "core.hooksPath", "core.pager", "core.editor", "core.gitProxy",
            "core.alternateRefsCommand", "remote.origin.uploadpack", "credential.helper", "filter.x.smudge",
            "diff.external", "alias.cat-file", "uploadpack.packObjectsHook")
    for key in keys:
        git(clone, "config", key, str(command))
    git(clone, "config", "alias.cat-file", f"!{command}")
    git(clone, "config", "include.path", str(tmp_path / "fifo"))
    os.mkfifo(tmp_path / "fifo")
    (clone / ".git" / "hooks").mkdir(exist_ok=True)
    for hook in ("post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman"):
        (clone / ".git" / "hooks" / hook).symlink_to(command)
    (clone / ".gitattributes").write_text("* filter=x\n")
    assert problems(read(clone, deadline_seconds=10)) == dict.fromkeys(FILES)
    assert not canary.exists()


def test_a_promised_blob_is_missing_and_not_fetched(clone: Path, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    loose(clone, git(clone, "rev-parse", "HEAD:a.py")).unlink()
    git(clone, "config", "core.repositoryformatversion", "1")
    git(clone, "config", "extensions.partialClone", "origin")
    git(clone, "config", "remote.origin.promisor", "true")
    git(clone, "config", "remote.origin.url", f"ext::sh -c touch% {canary}")
    git(clone, "config", "core.sshCommand", f"touch {canary};")
    git(clone, "config", "protocol.ext.allow", "always")
    assert problems(read(clone)) == {"a.py": "missing_object", "b/c.py": None}
    assert not canary.exists()


def test_replacements_and_grafts_are_not_followed(clone: Path) -> None:
    other = git(clone, "hash-object", "-w", "--stdin", stdin=b"replaced\n")
    git(clone, "replace", git(clone, "rev-parse", "HEAD:a.py"), other)
    assert read(clone)["a.py"].text == FILES["a.py"]


def test_forged_content_is_seen(clone: Path) -> None:
    path = loose(clone, git(clone, "rev-parse", "HEAD:a.py"))
    path.chmod(0o644)
    path.write_bytes(zlib.compress(b"blob 9\0import c\n"))
    rows = read(clone)
    assert problems(rows) == {"a.py": "bad_hash", "b/c.py": None}
    assert rows["a.py"].sha256 is None


def test_a_forged_folder_is_seen(clone: Path) -> None:
    path = loose(clone, git(clone, "rev-parse", "HEAD:b"))
    path.chmod(0o644)
    entry = b"100644 d.py\0" + bytes.fromhex(git(clone, "rev-parse", "HEAD:a.py"))
    path.write_bytes(zlib.compress(b"tree %d\0" % len(entry) + entry))
    assert problems(read(clone)) == {"a.py": None, "b": "bad_hash"}


def test_a_forged_commit_is_seen(clone: Path) -> None:
    path = loose(clone, git(clone, "rev-parse", "HEAD"))
    data = zlib.decompress(path.read_bytes())
    path.chmod(0o644)
    path.write_bytes(zlib.compress(data.replace(b"first", b"other")))
    assert source_problem(clone)[0] == "bad_hash"


def test_broken_objects_cost_only_themselves(tmp_path: Path) -> None:
    files = {f"{n:03}.py": b"x = %d\n" % n * 200 for n in range(300)}
    clone = make_clone(tmp_path / "r", files)
    broken = ["000.py", "017.py", "018.py", "150.py", "299.py"]
    for name in broken:
        path = loose(clone, git(clone, "rev-parse", f"HEAD:{name}"))
        data = path.read_bytes()
        path.chmod(0o644)
        path.write_bytes(data[: len(data) // 2])
    rows = read(clone)
    assert {p for p, f in rows.items() if f.problem} == set(broken)
    assert {rows[p].problem for p in broken} <= {"damaged", "missing_object"}
    assert all(rows[p].text == data for p, data in files.items() if p not in broken)


def test_a_damaged_pack_costs_only_what_it_holds(tmp_path: Path) -> None:
    files = {f"{n:03}.py": os.urandom(300).hex().encode() for n in range(200)}
    clone = make_clone(tmp_path / "r", files)
    git(clone, "repack", "-q", "-a", "-d")
    [pack] = (clone / ".git" / "objects" / "pack").glob("*.pack")
    data = bytearray(pack.read_bytes())
    data[len(data) // 2] ^= 0xFF
    pack.chmod(0o644)
    pack.write_bytes(data)
    rows = read(clone)
    assert rows.keys() == files.keys()
    wrong = [p for p, f in rows.items() if f.problem]
    assert 1 <= len(wrong) <= 2
    assert all(f.text == files[p] for p, f in rows.items() if not f.problem)


def test_names_in_trees(tmp_path: Path) -> None:
    clone = make_clone(tmp_path / "r", {"x": b"1\n"})
    one = blob(clone, b"1\n")
    tree = bytes.fromhex(git(clone, "hash-object", "-t", "tree", "-w", "--literally", "--stdin",
                             stdin=b"100644 inner\0" + one))
    names = [b"..", b"", b".", b".git", b"a/b", b"/abs", b"C:\\x", b"x" * 5000, b"good", b"good", b"\xff\xfe", b"nl\n",
             b"\x1b[2J"]
    commit_tree(clone, b"".join(b"100644 " + n + b"\0" + one for n in names)
                + b"40000 ..\0" + tree + b"40000 dir\0" + tree + b"040000 old\0" + tree)
    [ref] = discover([str(clone)], Input())
    rows = list(read_source(ref, Input()).files)
    assert len(rows) == len(names) + 3
    good = {f.path for f in rows if f.problem is None}
    assert good == {"good", r"\xff\xfe", r"nl\x0a", r"\x1b[2J", "dir/inner", "old/inner"}
    assert [f.path for f in rows if f.problem == "duplicate_path"] == ["good"]
    assert len([f for f in rows if f.problem == "bad_path"]) == len(names) + 3 - 7


def test_entries_that_are_no_files(tmp_path: Path) -> None:
    clone = make_clone(tmp_path / "r", {"x": b"1\n"})
    one = blob(clone, b"x")
    commit_tree(clone, b"120000 link\0" + one + b"160000 module\0" + b"\x11" * 20 + b"100664 old mode\0" + one
                + b"020000 device\0" + one + b"100644 no blob\0"
                + bytes.fromhex(git(clone, "rev-parse", "HEAD^{tree}")) + b"40000 no tree\0" + one
                + b"40000 gone\0" + b"\x22" * 20)
    rows = read(clone)
    assert problems(rows) == {
        "link": "symlink", "module": "submodule", "old mode": None, "device": "not_regular", "no blob": "damaged",
        "no tree": "damaged", "gone": "missing_object",
    }
    assert rows["module"].detail == "commit " + "11" * 20


def test_a_malformed_tree_gives_what_can_be_read(tmp_path: Path) -> None:
    clone = make_clone(tmp_path / "r", {"x": b"1\n"})
    commit_tree(clone, b"100644 a\0" + blob(clone, b"1\n") + b"100644 cut\0\x01\x02")
    assert problems(read(clone)) == {"a": None, "": "damaged"}


def test_a_tree_bomb_is_cut(tmp_path: Path) -> None:
    clone = make_clone(tmp_path / "r", {"x": b"1\n"})
    for leaf in (b"100644 f\0" + blob(clone, b"1\n"), b""):  # with files, and with empty folders only
        data = leaf
        for _ in range(10):
            tree = git(clone, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", stdin=data)
            data = b"".join(b"40000 %d\0" % n + bytes.fromhex(tree) for n in range(10))
        commit_tree(clone, data)
        rows = read(clone, max_repo_files=500)
        assert rows[""].problem == "too_many_files"
        assert len(rows) <= 501


def test_too_many_files_leave_the_first_ones(tmp_path: Path) -> None:
    clone = make_clone(tmp_path / "r", {f"{n}.py": b"%d\n" % n for n in range(9)})
    assert len(read(clone, max_repo_files=9)) == 9
    rows = read(clone, max_repo_files=5)
    assert problems(rows) == {**dict.fromkeys(f"{n}.py" for n in range(5)), "": "too_many_files"}


def test_deep_paths(tmp_path: Path) -> None:
    clone = make_clone(tmp_path / "r", {"x": b"1\n"})
    data = b"100644 f\0" + blob(clone, b"1\n")
    objects = []
    for _ in range(3000):  # 2 bytes a level: the path is longer than allowed below level 2048
        body = b"tree %d\0" % len(data) + data
        oid = sha1(body).digest()
        objects.append((oid.hex(), body))
        data = b"40000 d\0" + oid
    for oid_text, body in objects:
        path = loose(clone, oid_text)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(zlib.compress(body, 0))
    commit_tree(clone, data)
    [row] = read(clone).values()
    assert row.problem == "bad_path"


@pytest.mark.parametrize("path", ["HEAD", "packed-refs", "refs/heads/main"])
def test_a_pipe_in_the_place_of_a_ref_does_not_hang(clone: Path, path: str) -> None:
    place = clone / ".git" / path
    place.unlink(missing_ok=True)
    if path == "packed-refs":
        (clone / ".git" / "refs" / "heads" / "main").unlink()
    os.mkfifo(place)
    problem, words = source_problem(clone)
    assert (problem, "no regular file" in words) == ("unreadable_source", True)


def test_links_out_of_the_clone_are_refused(clone: Path, tmp_path: Path) -> None:
    secret = make_clone(tmp_path / "secret", {"secret.py": b"host token\n"})
    head = clone / ".git" / "HEAD"
    for place, target in (
        (head, secret / ".git" / "HEAD"), (clone / ".git" / "refs" / "heads" / "main", secret / ".git" / "HEAD"),
        (clone / ".git" / "refs" / "heads", secret / ".git" / "refs" / "heads"),
        (clone / ".git" / "objects" / "pack", secret / ".git" / "objects"),
        (clone / ".git" / "objects", secret / ".git" / "objects"), (clone / ".git", secret / ".git"),
    ):
        saved = place.rename(tmp_path / "saved")
        place.symlink_to(target)
        assert source_problem(clone)[0] == "unreadable_source", place
        place.unlink()
        saved.rename(place)
    assert problems(read(clone)) == dict.fromkeys(FILES)


def test_alternates_git_files_and_common_folders_are_refused(clone: Path, tmp_path: Path) -> None:
    git(clone, "worktree", "add", "-q", str(tmp_path / "worktree"))
    assert "leads to another folder" in source_problem(tmp_path / "worktree")[1]
    git(tmp_path, "clone", "-q", "--shared", str(clone), "shared")
    assert "alternates" in source_problem(tmp_path / "shared")[1]
    (clone / ".git" / "commondir").write_text("../other")
    assert "commondir" in source_problem(clone)[1]


@pytest.mark.parametrize(("head", "words"), [
    ("ref: refs/heads/../../../secret", "malformed"), ("ref: /etc/passwd", "malformed"), ("ref: HEAD", "malformed"),
    ("ref: refs/heads/--output=x;", "does not exist"), ("", "malformed"), ("0" * 39, "malformed"),
    ("ref: refs/heads/.invalid", "reftable"), ("0" * 40, "missing"), ("x" * 5000, "longer"),
    ("ref: refs/heads/nothing", "does not exist"), ("ref: refs/heads", "does not exist"),
])
def test_bad_heads(clone: Path, head: str, words: str) -> None:
    (clone / ".git" / "HEAD").write_text(head + "\n")
    problem, found = source_problem(clone)
    assert problem == "unreadable_source"
    assert words in found


def test_head_may_be_detached_symbolic_or_a_chain(clone: Path) -> None:
    commit = git(clone, "rev-parse", "HEAD")
    git(clone, "checkout", "-q", "--detach")
    assert (clone / ".git" / "HEAD").read_text().strip() == commit
    assert problems(read(clone)) == dict.fromkeys(FILES)
    git(clone, "symbolic-ref", "refs/heads/chain", "refs/heads/main")
    git(clone, "symbolic-ref", "HEAD", "refs/heads/chain")
    assert problems(read(clone)) == dict.fromkeys(FILES)
    git(clone, "symbolic-ref", "refs/heads/chain", "refs/heads/loop")
    (clone / ".git" / "refs" / "heads" / "loop").write_text("ref: refs/heads/chain\n")
    assert "too many symbolic refs" in source_problem(clone)[1]


def test_head_must_be_a_commit(clone: Path) -> None:
    (clone / ".git" / "HEAD").write_text(git(clone, "rev-parse", "HEAD^{tree}") + "\n")
    assert "tree" in source_problem(clone)[1]


def test_clones_without_content(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "unborn")
    make_clone(tmp_path / "empty", {})
    (tmp_path / "nothing" / ".git").mkdir(parents=True)
    assert source_problem(tmp_path / "unborn")[0] == "empty_source"
    assert source_problem(tmp_path / "empty")[0] == "empty_source"
    assert source_problem(tmp_path / "nothing")[0] == "unreadable_source"


def test_sizes_are_asked_before_content(tmp_path: Path) -> None:
    clone = make_clone(tmp_path / "r", {"line": b"x" * (32 << 20), "a.py": b"1\n"})
    rows = read(clone)
    assert (rows["line"].problem, rows["line"].size) == ("too_large", 32 << 20)
    assert rows["a.py"].text == b"1\n"


def test_a_header_that_lies_about_its_size(clone: Path) -> None:
    path = loose(clone, git(clone, "rev-parse", "HEAD:a.py"))
    path.chmod(0o644)
    answer = git(clone, "rev-parse", "HEAD:b/c.py").encode() + b" blob 6\ny = 2\n\n"
    for declared, content in ((1 << 62, b""), (5, b"import b\n"), (20, b"import b\n"), (1, b"i\n" + answer)):
        path.write_bytes(zlib.compress(b"blob %d\0" % declared + content))
        rows = read(clone)
        assert rows["a.py"].problem in ("too_large", "damaged")
        assert rows["b/c.py"].text == FILES["b/c.py"]


def test_a_git_that_stays_silent_is_given_up(clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(clone, "gc", "-q")
    silent = tmp_path / "bin" / "git"
    silent.parent.mkdir()
    silent.write_text("#!/bin/sh\nexec /bin/sleep 60\n")
    silent.chmod(silent.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(silent.parent))
    [row] = read(clone, deadline_seconds=0.3).values()
    assert (row.path, row.problem) == ("", "unreadable_source")


def test_a_repository_without_packs_needs_no_git(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    monkeypatch.setattr("pipeline.sources.git_objects.CatFile._start", started.append)
    assert problems(read(clone)) == dict.fromkeys(FILES)
    assert not started


@pytest.mark.parametrize("size", [1, 31, 100_000, 1 << 20])
def test_loose_objects_of_every_density(tmp_path: Path, size: int) -> None:
    files = {"zeros": b"0" * size, "noise": os.urandom(size // 2 + 1).hex().encode()[:size]}
    rows = read(make_clone(tmp_path / "r", files))
    assert {p: f.text for p, f in rows.items()} == files


@pytest.mark.slow
def test_many_small_files_in_a_pack(tmp_path: Path) -> None:
    """More than a window of questions, so that it is refilled."""
    files = {f"{n:04}/{n}.txt": b"%d\n" % n for n in range(1500)}
    clone = make_clone(tmp_path / "r", files)
    git(clone, "gc", "-q")
    assert {p: f.text for p, f in read(clone).items()} == files


def test_reading_may_stop_early(clone: Path) -> None:
    [ref] = discover([str(clone)], Input())
    files = read_source(ref, Input()).files
    assert next(files).path == "a.py"
    files.close()
    assert list(files) == []
