"""Which licence covers a file: its own SPDX tag, else the nearest licence file or manifest up the folder tree."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from posixpath import basename, dirname
from typing import Any

HEAD_BYTES = 4096
LICENCE_BYTES = 64 << 10
EXPRESSION_CHARS = 500
STUB_CHARS = 500
KEY_DOTS = 200  # in a line of TOML; tomllib takes time with the square of the parts of a key, 10 s for 60 KB
# The line of a tag, up to what ends a comment.
TAG = re.compile(rb"SPDX-License-Identifier:[ \t]*([A-Za-z0-9.+\-() \t]+)")
LICENCE_FILE = re.compile(
    r"((mit|apache|[al]?gpl|bsd)[-_.])?(licen[cs]es?|copying|unlicen[cs]e)([.\-_].*)?", re.IGNORECASE
)
NOT_A_LICENCE = re.compile(
    r"(3rd|third).?part|external|vendor|bundled|dependenc"
    r"|\.(py|pyi|[jt]sx?|mjs|c|h|cc|cpp|hpp|cs|java|kt|scala|go|rs|rb|php|swift|lua|sh|pl|dart|sql|proto|vue"
    r"|html?|css|json|xml|ya?ml|toml|ini|cfg|csv|tmpl|in|header|svg|png|rtf|pdf)$",
    re.IGNORECASE,
)
# A licence outside SPDX's list, as an expression may name it.
CUSTOM = re.compile(r"LicenseRef-[A-Za-z0-9.\-]+")
METADATA = ("METADATA", "PKG-INFO")
# Other names of licences in package manifests, as `_plain` leaves them. None is here that fits several licences, as
# "BSD" and "Apache Software License" do.
SPELLINGS = {
    "mit": "MIT", "mit mit": "MIT", "apache 2.0": "Apache-2.0", "apache v2.0": "Apache-2.0", "apache 2": "Apache-2.0",
    "apache v2": "Apache-2.0", "apache-2": "Apache-2.0", "apache2": "Apache-2.0", "apache2.0": "Apache-2.0",
    "bsd 3-clause": "BSD-3-Clause", "3-clause bsd": "BSD-3-Clause", "bsd 3 clause": "BSD-3-Clause",
    "bsd-3": "BSD-3-Clause", "new bsd": "BSD-3-Clause", "modified bsd": "BSD-3-Clause",
    "bsd 2-clause": "BSD-2-Clause", "2-clause bsd": "BSD-2-Clause", "bsd 2 clause": "BSD-2-Clause",
    "bsd-2": "BSD-2-Clause", "simplified bsd": "BSD-2-Clause", "isc iscl": "ISC", "unlicense unlicense": "Unlicense",
    "mpl 2.0": "MPL-2.0", "mozilla public 2.0": "MPL-2.0", "mozilla public 2.0 mpl 2.0": "MPL-2.0",
    "boost 1.0 bsl-1.0": "BSL-1.0", "zlib/libpng": "Zlib", "mit no attribution mit-0": "MIT-0",
    "gnu general public v2 gplv2": "GPL-2.0-only", "gnu general public v2 or later gplv2+": "GPL-2.0-or-later",
    "gnu general public v3 gplv3": "GPL-3.0-only", "gnu general public v3 or later gplv3+": "GPL-3.0-or-later",
    "gnu lesser general public v3 lgplv3": "LGPL-3.0-only",
    "gnu lesser general public v3 or later lgplv3+": "LGPL-3.0-or-later",
    "gnu affero general public v3": "AGPL-3.0-only",
    "gnu affero general public v3 or later agplv3+": "AGPL-3.0-or-later",
}


def declared(text: bytes) -> str | None:
    """SPDX expression that a file declares for itself in its first 4 KiB, normalised; None when there is none."""
    # A tag that begins in the head is read to its end: cut off, `GPL-2.0-or-later` would be another licence.
    place = text.find(b"SPDX-License-Identifier:", 0, HEAD_BYTES)
    tag = TAG.match(text, place) if place >= 0 else None
    return expression(tag[1].decode("ascii").rstrip(" \t-.")) if tag else None  # `-->` ends a comment too


def expression(spelled: str) -> str | None:
    """An SPDX expression in its normal form.

    None for what is none, is longer than EXPRESSION_CHARS, or names a licence that SPDX does not know other than as
    `LicenseRef-...`.
    """
    # Asked before the cache, which would hold whatever long strings it is given.
    return _expression(spelled.strip()) if len(spelled) <= EXPRESSION_CHARS else None


@lru_cache(maxsize=4096)
def _expression(spelled: str) -> str | None:
    found = parsed(spelled) if spelled else None
    return None if found is None else str(found)


def parsed(spelled: str) -> Any:
    """The tree of license_expression for an SPDX expression; None for what `expression` takes for none."""
    try:
        found = _spdx().parse(spelled, strict=True)
        unknown = _spdx().unknown_license_symbols(found)
    except Exception:  # untrusted: on malformed expressions the library also fails its own assertions
        return None
    if found is None or not all(CUSTOM.fullmatch(symbol.key) for symbol in unknown):
        return None
    return found


@cache
def _spdx() -> Any:
    from license_expression import get_spdx_licensing

    return get_spdx_licensing()  # reads its list each time


def is_licence_file(path: str) -> bool:
    """Whether a file is the licence text of what is beside it by its name: LICENSE, LICENCE.md, COPYING.LIB, ..."""
    name = basename(path)
    return LICENCE_FILE.fullmatch(name) is not None and NOT_A_LICENCE.search(name) is None


def classify(text: bytes) -> str | None:
    """SPDX expression of a licence text: the licences found in it, sorted and joined by AND.

    Licences that have a name but none in SPDX's list are `LicenseRef-NAME`. None when no licence is recognised in most
    of the first LICENCE_BYTES. The text of a GNU licence does not say what holds for later versions: it is `-only`.
    """
    return _classify(text[:LICENCE_BYTES])


@lru_cache(maxsize=64)  # many repositories hold one text many times
def _classify(text: bytes) -> str | None:
    from licenseclassifier import identify_license

    # Without its tags, which licenseclassifier takes for OpenPBS. In long prose a tag speaks of something quoted.
    prose = TAG.sub(b"", text).decode("utf-8", "replace")
    if names := {result.id for result in identify_license(prose)}:
        return _all_of(expression(name) or f"LicenseRef-{name}" for name in names)
    return declared(text) if len(prose) < STUB_CHARS else None


def manifest_licence(path: str, text: bytes) -> str | None:
    """SPDX expression that a package manifest states; None for other files and for words that name no licence."""
    name = basename(path)
    if name not in MANIFESTS or (len(text) > LICENCE_BYTES and name not in METADATA):
        return None
    try:
        spelled = MANIFESTS[name](text[:LICENCE_BYTES])
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError):  # untrusted: anything may stand there
        return None
    return _named(spelled) if isinstance(spelled, str) else None


def stated(value: Any) -> str | None:
    """SPDX expression for what a source says of a licence beside the file: a name, an expression, or a list of these.

    All licences of a list hold together. Words that name no licence of SPDX's list become `LicenseRef-...` made of
    them, so that a policy sees that there is one; None for no words at all.
    """
    values = [one.strip() for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
    found = [_stated(one[:EXPRESSION_CHARS]) for one in values if one]
    return _all_of(found) if found else None


def _stated(spelled: str) -> str:
    # Creative Commons are often written `CC BY-SA 4.0`.
    known = _named(spelled) or expression("-".join(spelled.split()))
    return known or f"LicenseRef-{re.sub(r'[^A-Za-z0-9.]+', '-', spelled).strip('-.') or 'unknown'}"


def folder_covered(path: str) -> str:
    """Folder whose files a licence file or manifest at `path` covers (empty string: the whole repository).

    Licences below `NAME-VERSION.dist-info` or `NAME.egg-info` cover the installed package, not that folder: everything
    when it is at the top, else the folder NAME beside it, since others may be installed there. Those in a folder named
    `LICENSES` cover what is beside it.
    """
    parts = path.split("/")[:-1]
    for number, part in enumerate(parts):
        if part.endswith((".dist-info", ".egg-info")):
            return "/".join([*parts[:number], part.rpartition(".")[0].split("-")[0]]) if number else ""
    return "/".join(parts[:-1] if parts and parts[-1].lower() in ("licenses", "licences") else parts)


def by_folder(stated: Mapping[str, str]) -> dict[str, str]:
    """Licence of each folder that has one, from what licence files and manifests state, by their paths.

    A manifest decides when it agrees with the licence files in at least one licence: it knows whether several are a
    choice, and the files may quote those of bundled parts. Else the files nearest to the folder decide, all together.
    """
    folders: dict[str, dict[str, str]] = {}
    for path in sorted(stated, key=lambda path: (path.count("/"), path)):
        folders.setdefault(folder_covered(path), {})[path] = stated[path]
    return {folder: _decide(found) for folder, found in folders.items()}


def licence_of(path: str, by_folder: Mapping[str, str]) -> str | None:
    """The licence of the nearest folder above a path that has one."""
    folder = dirname(path)
    while folder not in by_folder:
        if folder == dirname(folder):  # the top, also that of an absolute path
            return None
        folder = dirname(folder)
    return by_folder[folder]


def _decide(found: Mapping[str, str]) -> str:
    """Licence of one folder from its statements, those nearest to it first."""
    manifests = [path for path in found if basename(path) in MANIFESTS]
    files = [path for path in found if basename(path) not in MANIFESTS]
    nearest = [found[path] for path in files if path.count("/") == files[0].count("/")]
    if manifests and (not files or _licences(found[manifests[0]]) & _licences(" ".join(nearest))):
        return found[manifests[0]]
    return _all_of(nearest)


def _all_of(expressions: Iterable[str]) -> str:
    """All licences together; the parts of `A AND B` are taken apart, choices are kept in brackets."""
    parts: set[str] = set()
    for found in expressions:
        parts.update([found] if " OR " in found else found.split(" AND "))
    if len(parts) == 1:
        return parts.pop()
    return " AND ".join(f"({part})" if " OR " in part else part for part in sorted(parts))


def _licences(found: str) -> set[str]:
    """The licences in an expression, whatever they say of later versions."""
    names = set(re.findall(r"[\w.+:\-]+", found)) - {"AND", "OR", "WITH"}
    return {re.sub(r"-(only|or-later)$", "", name) for name in names}


def _named(spelled: str) -> str | None:
    return expression(spelled) or SPELLINGS.get(_plain(spelled[:EXPRESSION_CHARS]))


def _plain(spelled: str) -> str:
    bare = re.sub(r"\b(the|licen[cs]e|version|software)\b|[,()\"']", " ", spelled.casefold())
    return " ".join(bare.split())


def _classified(classifiers: Iterable[str]) -> str | None:
    """The licence that Trove classifiers name when it is just one: of several they do not say how they combine."""
    names = [line.split("::")[-1].strip() for line in classifiers if line.startswith("License ::")]
    return names[0] if len(names) == 1 else None


def _package_json(text: bytes) -> Any:
    package = json.loads(text)
    licence = package.get("license")
    if licence is None and len(package.get("licenses", ())) == 1:  # before npm 2
        licence = package["licenses"][0]
    return licence.get("type") if isinstance(licence, dict) else licence


def _pyproject(text: bytes) -> Any:
    tables = _toml(text)
    project, poetry = tables.get("project", {}), tables.get("tool", {}).get("poetry", {})
    licence = project.get("license", poetry.get("license"))
    named = licence.get("text") if isinstance(licence, dict) else licence
    return named or _classified(project.get("classifiers", poetry.get("classifiers", ())))


def _cargo(text: bytes) -> Any:
    tables = _toml(text)
    package = tables.get("package") or tables.get("workspace", {}).get("package", {})
    licence = package.get("license")
    return licence.replace("/", " OR ") if isinstance(licence, str) else None


def _toml(text: bytes) -> dict[str, Any]:
    if any(line.count(b".") > KEY_DOTS for line in text.split(b"\n")):
        raise ValueError("a key may have too many parts")
    return tomllib.loads(text.decode())


def _composer(text: bytes) -> Any:
    licence = json.loads(text).get("license")
    return " OR ".join(licence) if isinstance(licence, list) else licence


def _metadata(text: bytes) -> Any:
    head = re.split(rb"\r?\n\r?\n", text, maxsplit=1)[0].decode("utf-8", "replace")
    fields = re.findall(r"^(License-Expression|License|Classifier):[ \t]*(\S[^\r\n]*)", head, re.MULTILINE)
    for field in ("License-Expression", "License"):
        named = next((value for name, value in fields if name == field), None)
        if named is not None and _named(named) is not None:
            return named
    return _classified(value for name, value in fields if name == "Classifier")


MANIFESTS = {
    "package.json": _package_json,
    "pyproject.toml": _pyproject,
    "Cargo.toml": _cargo,
    "composer.json": _composer,
    **dict.fromkeys(METADATA, _metadata),
}
