"""Dependencies that names alone tell: a source file and its header, a test and what it tests."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from posixpath import basename, dirname, join, splitext

import networkx as nx

from pipeline.imports.edge import Edge
from pipeline.imports.index import RepositoryIndex
from pipeline.languages.language import Language

# How tests are named in all languages; the group is the name of what is tested, without its ending.
TEST_NAMES = tuple(
    re.compile(pattern)
    for pattern in (
        r"tests?[-_](.+)",  # test_parser.py, test-parser.R, test_parser.c
        r"(.+)[-_.](?:unit)?tests?",  # parser_test.go, parser_unittest.cc, parser.test.ts, parser-test.js
        r"(.+)[-_.]specs?",  # parser_spec.rb, parser.spec.ts
        r"(.*[a-z0-9])(?:Tests?|TestCase|Specs?|Suite)",  # ParserTest.java, ParserTests.cs, ParserSpec.hs
        r"(.+)_SUITE",  # parser_SUITE.erl
        r"Test([A-Z].*)",  # TestParser.java
    )
)
# Directories that hold tests; what lies below them is not what a test elsewhere tests.
TEST_DIRECTORIES = frozenset(
    [
        *("test", "tests", "Test", "Tests", "spec", "specs", "testing", "__tests__", "t"),
        *("testsuite", "unittest", "unittests"),
    ]
)
# Directories that make no difference between a header's place and its source's.
HEADER_DIRECTORIES = frozenset({"include", "includes", "inc", "Inc", "headers", "public"})
SOURCE_DIRECTORIES = frozenset({"src", "Src", "source", "sources", "lib"})
# Files of one name beyond which the name tells nothing; each test or source looks at so many at most.
MOST_NAMESAKES = 200

_Pair = tuple[str, str, str]
_Parts = tuple[str, ...]


def pairs(
    index: RepositoryIndex,
    languages: Mapping[str, Language],
    family: Callable[[str], Collection[str]],
    kinds: Collection[str],
    known: Collection[tuple[str, str]],
) -> list[Edge]:
    """Find dependencies of the kinds `header` and `test` between files that nothing else ties directly.

    None of them closes a cycle: where the header or the tested file already leads back to its partner, the names are
    taken to mean nothing.

    Args:
        index: the repository.
        languages: the catalogue, by name.
        family: the languages that may name each other's files, by language.
        kinds: the kinds that are asked for.
        known: (src, dst) of the dependencies found already.
    """
    found: list[_Pair] = []
    if "header" in kinds:
        found += ((source, header, "header") for source, header in headers_by_name(index, languages))
    if "test" in kinds:
        found += ((test, tested, "test") for test, tested in tests_by_name(index, family))
    new = [(src, dst, kind) for src, dst, kind in found if (src, dst) not in known and (dst, src) not in known]
    if not new:
        return []
    graph: nx.DiGraph[str] = nx.DiGraph([*known, *((src, dst) for src, dst, _ in new)])
    part_of = {path: number for number, paths in enumerate(nx.strongly_connected_components(graph)) for path in paths}
    return [Edge(src, dst, kind, 0) for src, dst, kind in new if part_of[src] != part_of[dst]]


def headers_by_name(index: RepositoryIndex, languages: Mapping[str, Language]) -> Iterator[tuple[str, str]]:
    """Source files with the header of their name: beside them, or at the same place below `include/`."""
    apart = _by(basename, (path for path in index.paths if not HEADER_DIRECTORIES.isdisjoint(path.split("/"))))
    for file in index.files.values():
        imports = languages[file.language].imports
        stem, ending = splitext(file.path)
        place = _parts(dirname(stem))
        for header in imports.headers.get(ending, ()) if imports is not None else ():
            if stem + header in index.paths:
                yield file.path, stem + header
                break
            candidates = [path for path in apart.get(basename(stem) + header, ()) if _same_place(place, path)]
            if candidates:
                yield file.path, min(candidates, key=lambda path: (len(path), path))
                break


def tests_by_name(index: RepositoryIndex, family: Callable[[str], Collection[str]]) -> Iterator[tuple[str, str]]:
    """Tests with the file they are named after: the one in the most similar directory, if one is most similar.

    A file in the same directory comes first; a file below a directory of tests is otherwise not meant, nor one in
    another branch of the tree than that which the tests belong to.
    """
    beside = _by(lambda path: splitext(path)[0], index.files)
    apart = _by(
        lambda path: basename(splitext(path)[0]),
        (path for path in index.files if TEST_DIRECTORIES.isdisjoint(path.split("/")[:-1])),
    )
    for file in index.files.values():
        meant = family(file.language)
        for name in names_tested(basename(splitext(file.path)[0])):
            elsewhere = [path for path in apart.get(name, ()) if _belongs(file.path, path)]
            found = (beside.get(join(dirname(file.path), name), ()), elsewhere)
            near, far = ([path for path in paths if index.files[path].language in meant] for paths in found)
            best = _most_similar(file.path, near) or _most_similar(file.path, far)
            if best is not None:
                yield file.path, best
                break


def _by(name: Callable[[str], str], paths: Iterable[str]) -> dict[str, list[str]]:
    """Paths by a name of theirs; a name that too many have says nothing."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(paths):
        found[name(path)].append(path)
    return {name: paths for name, paths in found.items() if len(paths) <= MOST_NAMESAKES}


def names_tested(stem: str) -> Iterable[str]:
    """What a file of this name would test, empty for a file that is not named like a test."""
    matches = (pattern.fullmatch(stem) for pattern in TEST_NAMES)
    return dict.fromkeys(match[1] for match in matches if match is not None)


def _most_similar(test: str, candidates: list[str]) -> str | None:
    """The candidate that is most like the test; None when two are equally like it."""
    scored = sorted((_likeness(test, path), path) for path in candidates)
    if not scored or (len(scored) > 1 and scored[-1][0] == scored[-2][0]):
        return None
    return scored[-1][1]


def _likeness(test: str, path: str) -> tuple[bool, int, int, int]:
    """Same ending, common last directories (a mirrored tree), common first ones, and few others."""
    home, other = _parts(dirname(test)), _parts(dirname(path))
    place = [part for part in home if part not in TEST_DIRECTORIES]
    same_ending = splitext(test)[1] == splitext(path)[1]
    return same_ending, _common(place[::-1], other[::-1]), _common(home, other), -len(other)


def _belongs(test: str, path: str) -> bool:
    """Whether the test's directory parts from the path's at a directory of tests, or one lies above the other.

    `a/test/b` may test what is anywhere in `a`, but `a/x/test` nothing in `a/y`, which is another project.
    """
    home, other = _parts(dirname(test)), _parts(dirname(path))
    shared = _common(home, other)
    return shared in (len(home), len(other)) or home[shared] in TEST_DIRECTORIES


def _common(one: Sequence[str], two: Sequence[str]) -> int:
    count = 0
    for left, right in zip(one, two, strict=False):
        if left != right:
            break
        count += 1
    return count


def _same_place(source: _Parts, header: str) -> bool:
    """Whether a header lies below an include directory where the source's directory says it should.

    `include/x.h` and `include/NAME/x.h` are the place of `src/x.c`; `a/include/b/x.h` is that of `a/src/b/x.c`.
    """
    other = _parts(dirname(header))
    start = next((number for number, part in enumerate(other) if part in HEADER_DIRECTORIES), None)
    if start is None or source[:start] != other[:start]:
        return False
    below = source[start:]
    if below and below[0] in SOURCE_DIRECTORIES:
        below = below[1:]
    rest = other[start + 1 :]
    return rest in (below, rest[:1] + below)


def _parts(directory: str) -> _Parts:
    return tuple(directory.split("/")) if directory else ()
