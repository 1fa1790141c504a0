"""Lua: what the compiler's listing of a file's instructions calls `require`, `dofile` and `loadfile` with.

luac (or LuaJIT, where a file is in its dialect) compiles each file; a call of the global function with a text is a
dependency. The text is looked up as `package.searchpath` does with `?.lua` and `?/init.lua`, below the directories
that rockspecs, `package.path` and Neovim's run-time path would name: lua, src, lib, the root; else below a directory
above the importer; else, for names of several parts, below any. Of several the nearest is taken.
"""

import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path, PurePosixPath

_LUAC = re.compile(r'\[\d+\]\s+(\w+)\s+(\d+)[^;]*(?:;\s*(.*))?$')
_JIT = re.compile(r'^\d{4}\s+(?:=>\s*)?(\w+)\s+(\d+)[^;]*(?:;\s*(.*))?$')
_CALLED = ("require", "dofile", "loadfile")
_CALLS = frozenset({"CALL", "TAILCALL", "CALLT", "CALLM", "CALLMT"})
_ROOTS = ("lua", "src", "lib", "")


def needs() -> str | None:
    """What must be installed first."""
    return None if shutil.which("luac5.4") and shutil.which("luajit") else "apt: lua5.4 luajit"


def edges(folder: Path) -> set[tuple[str, str]]:
    """A file depends on those that it requires or runs."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    known, ends = set(files), defaultdict(list)
    for file in files:
        ends[PurePosixPath(file).name].append(file)
    found = set()
    for file in filter(lambda name: _is_lua(folder / name), files):
        for function, text in _calls(folder / file):
            target = _required(file, text, ends) if function == "require" else _run(file, text, known)
            if target is not None and target != file:
                found.add((file, target))
    return found


def unread(folder: Path) -> set[str]:
    """Files that neither compiler takes."""
    files = (path for path in folder.rglob("*") if path.is_file() and _is_lua(path))
    return {path.relative_to(folder).as_posix() for path in files if _listing(path) is None}


def _is_lua(path: Path) -> bool:
    if path.suffix:
        return path.suffix in {".lua", ".nse", ".rockspec", ".wlua"}
    with path.open("rb") as opened:
        return re.match(rb"#!.*\blua", opened.read(60)) is not None


def _listing(path: Path) -> tuple[re.Pattern[str], list[str]] | None:
    for pattern, command in ((_LUAC, ["luac5.4", "-l", "-p"]), (_JIT, ["luajit", "-bl"])):
        done = subprocess.run([*command, str(path)], capture_output=True, text=True, errors="replace", check=False)
        if done.returncode == 0:
            return pattern, done.stdout.splitlines()
    return None


def _calls(path: Path) -> list[tuple[str, str]]:
    """Global functions and the text they are called with, directly or by pcall; of a joined text its end.

    Follows the registers of the virtual machine through one listing, function after function: which hold one of the
    functions and which a text.
    """
    listing = _listing(path)
    if listing is None:
        return []
    pattern, lines = listing
    found: list[tuple[str, str]] = []
    held: dict[int, str] = {}
    texts: dict[int, str] = {}
    for match in filter(None, (pattern.search(line.strip()) for line in lines)):
        code, where, note = match[1], int(match[2]), (match[3] or "").strip()
        numbers = [int(number) for number in re.findall(r"-?\d+", match[0].split(";")[0].split(code, 1)[1])]
        name = note.removeprefix("_ENV ").strip('"')
        if code in _CALLS:
            function = next((held[at] for at in (where, where + 1, where + 2) if at in held), None)
            text = next((texts[at] for at in range(where + 1, where + 5) if at in texts), None)
            if function and text:
                found.append((function, text))
        source = numbers[1] if code in ("MOVE", "MOV") and len(numbers) > 1 else -1
        before = held.get(source), texts.get(source)
        joined = [texts[at] for at in sorted(texts) if at >= where] if code in ("CONCAT", "CAT") else []
        if code in {*_CALLS, "CONCAT", "CAT", "VARARGPREP"}:  # these use up what stands above
            held = {at: one for at, one in held.items() if at < where}
            texts = {at: one for at, one in texts.items() if at < where}
        held.pop(where, None)
        texts.pop(where, None)
        if code in ("GETTABUP", "GGET", "GETUPVAL", "UGET") and name in _CALLED:
            held[where] = name
        elif code in ("LOADK", "KSTR") and note[:1] == '"':
            texts[where] = note.strip('"')
        elif joined:
            texts[where] = joined[-1].lstrip("/")
        elif before[0]:
            held[where] = before[0]
        elif before[1]:
            texts[where] = before[1]
    return found


def _required(importer: str, module: str, ends: dict[str, list[str]]) -> str | None:
    tail = module.replace(".", "/")
    for spelled in (f"{tail}.lua", f"{tail}/init.lua"):
        names = ends[PurePosixPath(spelled).name]
        roots = {file.removesuffix(spelled).rstrip("/"): file for file in names if f"/{file}".endswith(f"/{spelled}")}
        for told in (
            [root for root in roots if PurePosixPath(root).name in _ROOTS],
            [root for root in roots if importer.startswith(root + "/")],
            list(roots) if "/" in tail else [],
        ):
            if told:
                return roots[min(told, key=lambda root: (_steps(importer, root), len(root), root))]
    return None


def _steps(importer: str, root: str) -> int:
    home, there = PurePosixPath(importer).parent.parts, PurePosixPath(root).parts
    shared = 0
    while shared < min(len(home), len(there)) and home[shared] == there[shared]:
        shared += 1
    return len(home) + len(there) - 2 * shared


def _run(importer: str, text: str, known: set[str]) -> str | None:
    """What dofile and loadfile from the working directory: some directory above the file."""
    for above in PurePosixPath(importer).parents:
        path = (above / text).as_posix()
        if path in known:
            return path
    return None
