"""A small dump of real code in every form that is read, with planted files, and hostile neighbours beside it."""

import os
import shutil
import sysconfig
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import yaml

from pipeline.decontamination import Listed, build_index
from tests.pipeline.decontamination.items import INDEX, PROMPT, QUESTION, RENAMED, SOLUTION, items
from tests.pipeline.sources.reading import git, make_clone

PACKAGES = Path(sysconfig.get_paths()["purelib"])
REPOS = Path(__file__).parent / "repos"
ODD_NAME = "<img src=x onerror=alert(1)>\u202e[red]"
SCRIPT = "src/<script>alert(2)</script>.py"
DEADLINE = 0.5  # seconds of the parser's processor time

ADA = "ada@" + "lovelace-engines.co.uk"
MAIL = f"AUTHORS = ['{ADA}', '{ADA}', 'babbage@" + "analytical.io']\n"

GUIDE = """Templates of your own
==============
A template is a text file with places that are filled in when it is rendered. Most of the words in it stay as they
are; what stands between two curly brackets is replaced by the value that has this name. You can also have parts that
are repeated for each of many values, and parts that are left out when a value is missing. Begin with a template that
you know from another place, change one line of it, and look at what comes out before you change the next one.
"""
COPIED = (PACKAGES / "click" / "globals.py").read_bytes()  # of a repository with stars
NEARLY = (PACKAGES / "click" / "formatting.py").read_bytes().replace(b"wrap_text", b"wrapped")  # 0.95 similar to it

ROW = "$table[{0}] = array('identifier' => {0}, 'first1' => '{0}a', 'second2' => 'x{0}'); \n"
DULL = "<?php\n" + "".join(ROW.format(number) for number in range(4711, 4791))  # what a program writes

# What is planted into a clone: path, content, the rule that must drop it (None when it must be kept).
PLANTED: dict[str, tuple[bytes, str | None]] = {
    "data/picture.py": (b"\x89PNG\0\0" + b"\1" * 64, "binary"),
    "data/huge.py": (b"value = 1\n" * 110_000, "too_large"),
    "data/model.py": (b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"a" * 64 + b"\nsize 9\n",
                      "lfs_pointer"),
    "node_modules/left/index.js": (b"module.exports = 1\n" * 5, "vendored"),
    "src/blank.py": (b"  \n\n", "empty"),
    "notes.unknown": (b"Just a few words that nobody can run.\n", "language"),
    "src/long.py": (b"x = '" + b"a" * 1001 + b"'\n", "max_line_length"),
    "src/numbers.py": (b"a = [" + b"12345, 67890,\n" * 30 + b"]\n", "alphabetic_share"),
    "src/broken.py": (b"def :\n  class class = = if\n" * 20, "syntax_errors"),
    "src/conflict.py": (b"<<<<<<< HEAD\nvalue = 1\n=======\nvalue = 2\n>>>>>>> theirs\n", "conflict_markers"),
    "src/cut.py": (b"def cut(words):\n    return words\n\n\ndef half(wor", "truncated"),
    "src/bracket.js": (b"function half(a) {\n  return a.length;\n\n" + b"// words\n" * 20, "unbalanced_brackets"),
    "notes/kept.ipynb": (b'{"cells": [{"cell_type": "code", "source": ["import kept\\n", "%ls"]}]}\n', None),
    "notes/damaged.ipynb": (b'{"cells": [{"cell_type": "code", "source": ["import kept\\n"\n', "notebook"),
    "src/dull.php": (DULL.encode(), "low_quality"),
    "src/leak.py": (("\"\"\"Riddles.\"\"\"\n" + PROMPT + SOLUTION).encode(), "contaminated"),
    "src/renamed_leak.py": (b"# how deep a valley is\n" + RENAMED.encode(), "contaminated"),
    "docs/templates.rst": (GUIDE.encode(), None),
    "src/tiny.json": (b'{"name": "little"}\n', "data_size"),
    "src/secret.py": (MAIL.encode(), None),
    "src/soup.c": (b"<*" * 8192 + b"\n", "max_line_length"),
    "src/kept_caf\u00e9.py": ("# caf\u00e9\nimport kept\n".encode(), None),
    "src/copied.py": (COPIED, None),
    "src/copying.py": (b"import copied\n\n\ndef context():\n    return copied.get_current_context()\n", None),
    "src/nearly.py": (NEARLY, None),
    "src/using.py": (b"import nearly\n\n\ndef formatter():\n    return nearly.HelpFormatter()\n", None),
    "src/alone.py": ((PACKAGES / "click" / "exceptions.py").read_bytes(), None),
    "src/kept.py": (b"def kept():\n    return 'nothing here depends on another file'\n", None),
    "src/latin.py": ("# caf\u00e9 cr\u00e8me, written on an old machine\nname = 'one'\n".encode("cp1252"), None),
    SCRIPT: (b"def alert(words):\n    return words\n", None),
}

# What is planted into a clone under the MIT licence, for a run that keeps permissive licences and masks leaks: path,
# content, rule.
LICENSED: dict[str, tuple[bytes, str | None]] = {
    "src/free.js": (b"import './copyleft.js';\nexport const free = 'as in speech';\n", None),
    "src/copyleft.js": (b"// SPDX-License-Identifier: GPL-3.0-only\nexport const copyleft = 'to all';\n", "licence"),
    "src/choice.js": (b"// SPDX-License-Identifier: GPL-3.0-only OR ISC\nexport const choice = 'yours';\n", None),
    "src/both.js": (b"// SPDX-License-Identifier: GPL-3.0-only AND ISC\nexport const both = 'at once';\n", "licence"),
    "src/weak.js": (b"// SPDX-License-Identifier: MPL-2.0\nexport const weak = 'opted out by licence';\n", "opted_out"),
    "src/homework.js": (f"// Homework\n// {QUESTION}\nexport const work = 'is shown';\n".encode(), None),
    "lib/named.js": (b"export const named = 'a file that a benchmark names';\n", None),
    "private/keys.js": (b"export const keys = 'opted out by path';\n", "opted_out"),
}

# Some tokens whose repetition takes tree-sitter more than a minute.
SOUP = {"c": b"<*", "go": b"*}", "rs": b"}|", "java": b">1["}


@dataclass(frozen=True)
class Dump:
    """Where the inputs are, and what an independent look at them counted.

    Attributes:
        healthy: input paths without the hostile ones.
        hostile: an input path with sources that nobody can read or should.
        files: number of files by repository, for the healthy ones.
        root: the folder of everything.
    """

    healthy: tuple[str, ...]
    hostile: str
    files: dict[str, int]
    root: Path

    @property
    def paths(self) -> tuple[str, ...]:
        """All input paths."""
        return (*self.healthy, self.hostile)

    def run_file(self, name: str, out: Path, paths: tuple[str, ...] | None = None, **spark: object) -> Path:
        """A run file for these inputs, with Spark's options."""
        path = self.root / f"{name}.yaml"
        path.write_text(yaml.safe_dump({
            "input": {"paths": list(paths or self.paths), "metadata": str(self.root / "stars.jsonl"),
                      "max_archive_bytes": 4 << 20},
            "rules": {"notebooks": "script", "drop_conflicts": True, "drop_truncated": True, "drop_unbalanced": True},
            "decontamination": {"index": str(self.root / "benchmarks.parquet")},
            "quality": {"languages": {"php": 0.05}},
            "dedup": {"file_threshold": 0.8},
            "parsing": {"deadline_seconds": DEADLINE},
            "output": {"path": str(out), "row_group_bytes": 1 << 18, "training_file_bytes": 1 << 18},
            "spark": {"partition_bytes": 400_000, "conf": {"spark.sql.shuffle.partitions": "2"}, **spark},
        }))
        return path


def make_licensed(root: Path) -> Path:
    """A run file with a licence policy, an opt-out list and masked leaks; its input: three clones, one opted out."""
    package = {"package.json": b'{"license": "MIT"}\n'}
    clones = root / "clones"
    make_clone(clones / "acme" / "site", package | {path: data for path, (data, _) in LICENSED.items()})
    make_clone(clones / "acme" / "bare", {"a.js": b"export const words = 'nobody says under what';\n"})
    make_clone(clones / "gone" / "site", package | {"a.js": b"export const secret = 'opted out';\n"})
    named = Listed("sites", "site-1", "Acme/Site", (("patch", "lib/named.js"),))
    build_index([*items(), named]).write(root / "benchmarks.parquet")
    (root / "opt-out.txt").write_text("gone/*  # by mail\nacme/site:private\nlicence:MPL-2.0\n")
    path = root / "licensed.yaml"
    path.write_text(yaml.safe_dump({
        "input": {"paths": [str(clones)], "opt_out": str(root / "opt-out.txt")},
        "licences": {"policy": "permissive", "allow": ["MPL-2.0"], "unlicensed": "drop"},
        "decontamination": {"index": str(root / "benchmarks.parquet"), "action": "mask"},
        "output": {"path": str(root / "out"), "keep_raw_files": True},
        "spark": {"conf": {"spark.sql.shuffle.partitions": "2"}},
    }))
    return path


def make_dump(root: Path) -> Dump:
    """Build the dump below a folder."""
    forms, plain = root / "dump", root / "plain"
    forms.mkdir(parents=True)
    files: dict[str, int] = {}
    _clones(forms, files)
    _archives(forms, files)
    shutil.copytree(REPOS / "go" / "several_modules" / "repo", plain)
    (plain / "pipe").mkdir()
    os.mkfifo(plain / "pipe" / "fifo.go")
    files["plain"] = sum(len(names) for _, _, names in os.walk(plain))
    (root / "stars.jsonl").write_text('{"repo": "click-fork", "stars": 3}\n{"repo": "elsewhere", "stars": 9}\n')
    _hostile(root / "hostile")
    INDEX.write(root / "benchmarks.parquet")
    return Dump((str(forms), str(plain)), str(root / "hostile"), files, root)


def texts(package: str, prefix: str = "") -> dict[str, bytes]:
    """Python files of an installed package by path."""
    return {prefix + path.relative_to(PACKAGES).as_posix(): path.read_bytes()
            for path in sorted((PACKAGES / package).rglob("*.py"))}


def fixtures() -> dict[str, bytes]:
    """One fixture repository of some languages, each in a folder."""
    found = {}
    for case in ("java/cycle", "typescript/path-aliases", "rust/workspace", "c/include-directory", "ruby/load-path"):
        for path in sorted((REPOS / case / "repo").rglob("*")):
            if path.is_file():
                found[f"{case}/{path.relative_to(REPOS / case / 'repo').as_posix()}"] = path.read_bytes()
    return found


def _clones(forms: Path, files: dict[str, int]) -> None:
    clone = make_clone(forms / "jinja2", texts("jinja2") | {path: data for path, (data, _) in PLANTED.items()})
    (clone / "link.py").symlink_to("src/kept.py")
    (clone / "src" / os.fsdecode(b"\xff\n.py")).write_bytes(b"def odd():\n    return 'a name that is no text'\n")
    git(clone, "add", "-A")
    git(clone, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},third/party")
    git(clone, "commit", "-q", "-m", "planted")
    click = texts("click")
    make_clone(forms / "work" / "click", click)
    git(forms, "clone", "-q", "--bare", "--no-local", "work/click", "click.git")
    shutil.rmtree(forms / "work")
    fork = click | {"click/fork.py": b"from click import core\n\nVALUE = core.Command\n"}
    make_clone(forms / "click-fork", fork)
    make_clone(forms / "languages", fixtures())
    make_clone(forms / ODD_NAME, {"a.py": b"import b\n", "b.py": b"def b():\n    return 'second'\n"})
    for name, folder in (("jinja2", clone), ("click", forms / "click.git"), ("click-fork", forms / "click-fork"),
                         ("languages", forms / "languages"), (ODD_NAME, forms / ODD_NAME)):
        files[name] = len(git(folder, "ls-tree", "-r", "HEAD").splitlines())


def _archives(forms: Path, files: dict[str, int]) -> None:
    with tarfile.open(forms / "pluggy-1.0.tar.gz", "w:gz") as archive:
        archive.add(PACKAGES / "pluggy", "pluggy-1.0/src/pluggy", filter=_no_cache)
    with zipfile.ZipFile(forms / "click-copy.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for path, data in texts("click", "click-main/").items():
            packed.writestr(path, data)
    with zipfile.ZipFile(forms / "packaging-2.0-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as packed:
        for path, data in texts("packaging").items():
            packed.writestr(path, data)
        packed.writestr("packaging-2.0.dist-info/METADATA", "Name: packaging\nVersion: 2.0\nLicense: MIT\n")
    with tarfile.open(forms / "pluggy-1.0.tar.gz") as archive:
        files["pluggy-1.0"] = sum(not member.isdir() for member in archive)
    for name in ("click-copy.zip", "packaging-2.0-py3-none-any.whl"):
        with zipfile.ZipFile(forms / name) as packed:
            files[name.rpartition(".")[0]] = len(packed.namelist())


def _no_cache(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    return None if "__pycache__" in member.name else member


def _hostile(folder: Path) -> None:
    """Sources that are broken or attack: every one is a repository of its own."""
    words = b"words that are letters and nothing else\n"
    bombs = {f"soup.{end}": (token * 12 + b" // " + words) * 1400 for end, token in SOUP.items()}
    make_clone(folder / "bombs", bombs | {"deep.py": b"(\n" * 50_000, "nested.md": b"> " * 400 + words})
    corrupt = make_clone(folder / "corrupt", {"a.py": b"first = 1\n", "b.py": b"second = 2\n"})
    for path in (corrupt / ".git" / "objects").rglob("*"):
        if path.is_file():
            path.chmod(0o644)
            path.write_bytes(path.read_bytes()[:-7] + b"garbage")
    (folder / "no-head.git" / "refs").mkdir(parents=True)
    (folder / "no-head.git" / "objects").mkdir()
    (folder / "no-head.git" / "HEAD").write_bytes(b"ref: refs/heads/\xff\0nowhere")
    make_clone(folder / "no-files", {})
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(20):
            packed.writestr(f"bomb/zeros{number}.py", b"0\n" * (1 << 18))
    with tarfile.open(folder / "escape.tar", "w") as archive:
        for name in ("../../outside.py", "/etc/absolute.py", "inside.py", "inside.py"):
            member = tarfile.TarInfo(name)
            archive.addfile(member)
    whole = (folder / "escape.tar").read_bytes()
    (folder / "cut.tar").write_bytes(whole[: 512 + 100])
    (folder / "noise.tar.gz").write_bytes(bytes(range(256)) * 8)
