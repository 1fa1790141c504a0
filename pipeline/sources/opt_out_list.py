"""Reading the opt-out list: one entry a line, or YAML or JSON lines that say the same.

    owner/name              a repository, as the dump names it
    name                    a repository that the dump names without its owner
    owner/*                 all repositories of an owner
    owner/name:docs/*.md    paths in a repository; a folder stands for all below it
    licence:GPL-3.0-only    every file under a licence
    sha256:64 hex digits    every file of this content

Text: an entry a line, `#` starts a comment. YAML (.yaml, .yml): a list of entries, or lists under `repositories`,
`owners`, `paths`, `licences` and `hashes`. JSON lines (.jsonl): an entry as a string, or an object with one of the keys
`repository`, `owner`, `path`, `licence`, `hash`.
"""

import json
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import PurePath

import yaml

from pipeline.config import AMAZON, S3
from pipeline.errors import InputError
from pipeline.licence_policy import single_id
from pipeline.sources.beside import read_beside
from pipeline.sources.opt_out import NOTHING, Entry, OptOut, path_pattern

LICENCE, HASH = "licence:", "sha256:"
KEYS = {"repositories": "repository", "owners": "owner", "paths": "path", "licences": "licence", "hashes": "hash"}
MOST_TOLD = 20  # bad lines in one message


class _BadEntryError(Exception):
    """An entry that says nothing; the message says why."""


def read_opt_out(path: str | None, revoked: Sequence[str] = (), store: S3 = AMAZON) -> OptOut:
    """Read the list; without a path nothing is opted out, but for entries that were `revoked`.

    Args:
        path: the file, or s3://bucket/key; None for none.
        revoked: entries like those of the list.
        store: how to reach objects of S3.

    Raises:
        InputError: the file cannot be read, or lines of it are no entries; names them as file:line.
        StoreError: the store does not give it.
    """
    if path is None and not revoked:
        return NOTHING
    found, licences, wrong = OptOut(), set[str](), list[str]()
    for text in revoked:
        _add(0, text, found, licences)
    if path is not None:
        for line, entry in entries(path, store):
            try:
                if isinstance(entry, _BadEntryError):
                    raise entry
                _add(line, entry, found, licences)
            except _BadEntryError as error:
                wrong.append(f"{path}:{line}: {error}")
    if wrong:
        more = [f"and {len(wrong) - MOST_TOLD} more"] if len(wrong) > MOST_TOLD else []
        raise InputError("\n".join(wrong[:MOST_TOLD] + more))
    return OptOut(found.repositories, found.folders, frozenset(licences), found.hashes)


def entries(path: str, store: S3 = AMAZON) -> list[tuple[int, str | _BadEntryError]]:
    """Lines of a list with their numbers, each as text or with what is wrong with it.

    Raises:
        InputError: the file cannot be read.
        StoreError: the store does not give it.
    """
    try:
        text = read_beside(path, "an opt-out list", store).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: cannot be read as an opt-out list: {error}") from None
    read = {".yaml": _yaml, ".yml": _yaml, ".jsonl": _json_lines}.get(PurePath(path).suffix.lower(), _text_lines)
    return list(read(StringIO(text, newline=None).getvalue()))


def _add(line: int, entry: str, found: OptOut, licences: set[str]) -> None:
    if not entry.isprintable():
        raise _BadEntryError("has control characters")
    if entry.startswith(LICENCE):
        name = single_id(entry.removeprefix(LICENCE))
        if name is None:
            raise _BadEntryError(f"no SPDX licence id: {entry.removeprefix(LICENCE).strip() or 'nothing'}")
        licences.add(name)
        return
    if entry.startswith(HASH):
        digest = entry.removeprefix(HASH).strip().lower()
        if not re.fullmatch("[0-9a-f]{64}", digest):
            raise _BadEntryError(f"no SHA-256, which has 64 hex digits: {digest or 'nothing'}")
        found.hashes.setdefault(digest, Entry(line, entry))
        return
    if "://" in entry or "@" in entry.partition(":")[0]:
        raise _BadEntryError(f"an address; write owner/name: {entry}")
    repo, colon, glob = entry.partition(":")
    if not all(repo.split("/")) or re.search(r"\s", repo) or not repo.strip("*?/"):
        raise _BadEntryError(f"names no repository; write owner/name, owner/* or owner/name:path: {entry}")
    if not colon:
        found.repositories.add(repo, Entry(line, entry))
        return
    if not glob.strip("/ ") or glob.startswith(("/", "./", "../")):
        raise _BadEntryError(f"the path after the colon is relative to the repository, like docs/*: {entry}")
    found.folders.add(repo, (path_pattern(glob), Entry(line, entry)))


def _keyed(kind: str, value: object) -> str | _BadEntryError:
    """An entry as a line of text would say it, from its kind and its value."""
    if not isinstance(value, str) or not value.strip():
        return _BadEntryError(f"the {kind} is no text")
    value = value.strip()
    if kind == "licence":
        return LICENCE + value
    if (":" in value) != (kind == "path"):
        return _BadEntryError(f"no {kind}: {value}")
    if kind == "hash":
        return HASH + value
    return f"{value}/*" if kind == "owner" else value


def _text_lines(text: str) -> Iterator[tuple[int, str | _BadEntryError]]:
    for number, line in enumerate(text.split("\n"), 1):
        entry = re.split(r"(?:^|\s)#", line, maxsplit=1)[0].strip()
        if entry:
            yield number, entry


def _json_lines(text: str) -> Iterator[tuple[int, str | _BadEntryError]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, _json_entry(line)


def _json_entry(line: str) -> str | _BadEntryError:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return _BadEntryError(f"not JSON: {error}")
    if isinstance(value, str) and value.strip():
        return value.strip()
    if isinstance(value, dict) and len(value) == 1:
        ((kind, text),) = value.items()
        if kind in KEYS.values():
            return _keyed(kind, text)
    return _BadEntryError('neither a string nor an object like {"repository": "owner/name"}; keys are '
                          + ", ".join(KEYS.values()))


def _yaml(text: str) -> Iterator[tuple[int, str | _BadEntryError]]:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        yield (mark.line + 1 if mark else 1), _BadEntryError(f"not valid YAML: {getattr(error, 'problem', error)}")
        return
    if isinstance(root, yaml.MappingNode):
        for key, values in root.value:
            kind = KEYS.get(key.value) if isinstance(key.value, str) else None
            if kind is None:
                yield key.start_mark.line + 1, _BadEntryError(f"no such list; valid are {', '.join(KEYS)}")
            else:
                yield from _yaml_list(values, kind)
    elif root is not None:
        yield from _yaml_list(root, None)


def _yaml_list(node: yaml.Node, kind: str | None) -> Iterator[tuple[int, str | _BadEntryError]]:
    if not isinstance(node, yaml.SequenceNode):
        yield node.start_mark.line + 1, _BadEntryError("not a list of entries")
        return
    for item in node.value:
        value = item.value.strip() if isinstance(item, yaml.ScalarNode) else ""
        line = item.start_mark.line + 1
        if not value:
            yield line, _BadEntryError("not an entry; put text with a colon and a blank in quotes")
        else:
            yield line, value if kind is None else _keyed(kind, value)
