"""Which licence covers a file: its own SPDX tag, else the nearest licence file or manifest up the folder tree."""

import json
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from posixpath import basename, dirname
from typing import Any

HEAD_BYTES = 4096
LICENCE_BYTES = 64 << 10
# The line of a tag, up to what ends a comment.
TAG = re.compile(rb"SPDX-License-Identifier:[ \t]*([A-Za-z0-9.+\-() \t]{1,200})")
LICENCE_FILE = re.compile(r"(licen[cs]es?|copying|unlicen[cs]e)([.\-_].*)?", re.IGNORECASE)
NOT_PROSE = re.compile(r"\.(py|js|ts|c|h|cc|cpp|java|go|rs|rb|php|html?|css|json|xml|ya?ml|svg|png)$", re.IGNORECASE)
METADATA = ("METADATA", "PKG-INFO")


def declared(text: bytes) -> str | None:
    """SPDX expression that a file declares for itself in its first 4 KiB, normalised; None when there is none."""
    tag = TAG.search(text, 0, HEAD_BYTES) if b"SPDX" in text[:HEAD_BYTES] else None
    return expression(tag[1].decode("ascii")) if tag else None


@cache
def expression(spelled: str) -> str | None:
    """An SPDX expression in its normal form; None when it is none or names licences that SPDX does not know."""
    from license_expression import ExpressionError, get_spdx_licensing

    try:
        parsed = get_spdx_licensing().parse(spelled.strip(), validate=True)
    except (ExpressionError, AttributeError, IndexError, TypeError, ValueError):
        return None
    return str(parsed) if parsed is not None else None


def is_licence_file(path: str) -> bool:
    """Whether a file is a licence text by its name: LICENSE, LICENCE.md, COPYING.LIB, UNLICENSE, ..."""
    name = basename(path)
    return LICENCE_FILE.fullmatch(name) is not None and NOT_PROSE.search(name) is None


def classify(text: bytes) -> str | None:
    """SPDX expression of a licence text: the licences found in it joined by AND; None when none is recognised."""
    from licenseclassifier import identify_license

    if (tag := declared(text)) is not None:
        return tag
    found = identify_license(text[:LICENCE_BYTES].decode("utf-8", "replace"))
    names = sorted({result.id for result in found})
    return expression(" AND ".join(names)) if names else None


def manifest_licence(path: str, text: bytes) -> str | None:
    """SPDX expression that a package manifest states; None for other files and for words that are no expression."""
    read = MANIFESTS.get(basename(path))
    if read is None or len(text) > LICENCE_BYTES:
        return None
    try:
        spelled = read(text)
    except (ValueError, RecursionError, AttributeError, TypeError):  # untrusted: anything may stand there
        return None
    return expression(spelled) if isinstance(spelled, str) else None


def folder_covered(path: str) -> str:
    """Folder whose files a licence file or manifest at `path` covers (empty string: the whole repository).

    Licences below an installed package's `*.dist-info` cover the package, not that folder; those in a folder named
    `LICENSES` cover what is beside it.
    """
    parts = path.split("/")[:-1]
    for number, part in enumerate(parts):
        if part.endswith((".dist-info", ".egg-info")):
            return "/".join(parts[:number])
    return "/".join(parts[:-1] if parts and parts[-1].lower() in ("licenses", "licences") else parts)


def licence_of(path: str, by_folder: Mapping[str, str]) -> str | None:
    """The licence of the nearest folder above a path that has one."""
    folder = dirname(path)
    while True:
        if folder in by_folder:
            return by_folder[folder]
        if not folder:
            return None
        folder = dirname(folder)


def _package_json(text: bytes) -> Any:
    licence = json.loads(text).get("license")
    return licence.get("type") if isinstance(licence, dict) else licence


def _pyproject(text: bytes) -> Any:
    licence = tomllib.loads(text.decode()).get("project", {}).get("license")
    return licence.get("text") if isinstance(licence, dict) else licence


def _cargo(text: bytes) -> Any:
    licence = tomllib.loads(text.decode()).get("package", {}).get("license")
    return licence.replace("/", " OR ") if isinstance(licence, str) else None


def _composer(text: bytes) -> Any:
    licence = json.loads(text).get("license")
    return " OR ".join(licence) if isinstance(licence, list) else licence


def _metadata(text: bytes) -> Any:
    head = text.split(b"\n\n", 1)[0].decode("utf-8", "replace")
    for field in ("License-Expression", "License"):
        if found := re.search(rf"^{field}: (\S.*)$", head, re.MULTILINE):
            return found[1].strip()
    return None


MANIFESTS = {
    "package.json": _package_json,
    "pyproject.toml": _pyproject,
    "Cargo.toml": _cargo,
    "composer.json": _composer,
    **dict.fromkeys(METADATA, _metadata),
}
