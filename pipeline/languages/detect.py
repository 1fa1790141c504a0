"""Which language a file is in, and whether it is third-party or generated code."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import translate
from functools import cache
from posixpath import basename

from pipeline.languages.catalogue import languages
from pipeline.languages.language import Language

# enry's classifier costs 0.7 ms at 4 KB and 16 ms at 100 KB; what a file is shows in its head.
HEAD_BYTES = 16 * 1024

# Linguist also calls vendored what a project wrote itself but does not count as its code. These parts of a path and
# names of files do not make a file third-party.
_OWN_PARTS = frozenset(
    [
        *(".github", ".gitattributes", ".gitignore", ".gitmodules", ".vscode", "Jenkinsfile", "Vagrantfile"),
        *("cache", "debian", "env", "extdata", "fixtures", "proguard.pro", "testdata"),
    ]
)
_DECLARATIONS = re.compile(r"\.d\.([cm]?ts)$")
# Copies of other projects that Linguist does not know.
_FOREIGN_PARTS = frozenset(["Pods", "_vendor", "_vendored", "site-packages"])

_SHEBANG = re.compile(rb"#![ \t]*(?:\S*/)?(?:env(?:[ \t]+-\S+|[ \t]+\w+=\S*)*[ \t]+(?:\S*/)?)?([\w.+-]+)")


@dataclass(frozen=True, slots=True)
class Detection:
    """What a file is.

    Attributes:
        language: our name, or None when it is none of the catalogue's.
        linguist: Linguist's name, empty when it has none for the file.
    """

    language: str | None
    linguist: str


@dataclass(frozen=True, slots=True)
class _Rules:
    """The catalogue as detection reads it."""

    by_linguist: Mapping[str, str]
    by_interpreter: Mapping[bytes, Language]
    any_name: re.Pattern[str]
    by_name: tuple[tuple[re.Pattern[str], re.Pattern[bytes], Language], ...]


def detect(path: str, text: bytes) -> Detection:
    """Name the language of a file by its name, its `#!` line and the first HEAD_BYTES of its text.

    The catalogue's own rules come first, then Linguist's (enry). Only the name of the file counts, not its folders.
    """
    # Imported here: it starts the Go runtime, which a Spark driver must not carry through a fork.
    import enry

    head, name = text[:HEAD_BYTES], _plain(basename(path))
    own = _by_own_rules(name, head)
    if own is not None:
        return Detection(own.name, own.linguist[0])
    linguist = enry.get_language(name, head)
    return Detection(_rules().by_linguist.get(linguist), linguist)


def vendored(path: str) -> bool:
    """Whether the path marks third-party or built code by Linguist's list: vendor/, node_modules/, dist/, *.min.js.

    Differs from that list where it means something else: test data, caches as a subject of code (`cache/`), packaging,
    continuous integration and type declarations (`*.d.ts`) are a project's own; `_vendor` and `site-packages` are not.
    """
    import enry

    parts = _plain(path).split("/")
    if not _FOREIGN_PARTS.isdisjoint(parts[:-1]):
        return True
    parts[-1] = _DECLARATIONS.sub(r".\1", parts[-1])
    return bool(enry.is_vendor("/".join("own" if part in _OWN_PARTS else part for part in parts)))


def generated_by_linguist(path: str, text: bytes) -> bool:
    """Whether Linguist takes the file for generated, by its path or the first HEAD_BYTES of its text."""
    import enry

    return bool(enry.is_generated(_plain(path), text[:HEAD_BYTES]))


def _by_own_rules(name: str, head: bytes) -> Language | None:
    rules = _rules()
    if rules.any_name.match(name):
        for glob, pattern, language in rules.by_name:
            if glob.match(name) and pattern.search(head):
                return language
    shebang = _SHEBANG.match(head)
    return rules.by_interpreter.get(shebang.group(1)) if shebang else None


@cache
def _rules() -> _Rules:
    found = languages().values()
    globs = [(translate(glob), text, language) for language in found for glob, text in language.files.items()]
    return _Rules(
        by_linguist={name: language.name for language in found for name in language.linguist},
        by_interpreter={name.encode(): language for language in found for name in language.interpreters},
        any_name=re.compile("|".join(glob for glob, _, _ in globs) or r"(?!)"),
        by_name=tuple((re.compile(glob), re.compile(text.encode()), language) for glob, text, language in globs),
    )


def _plain(path: str) -> str:
    """The path as enry's C interface can take it: no NUL, no lone surrogates."""
    return path.replace("\0", "?").encode("utf-8", "replace").decode()
