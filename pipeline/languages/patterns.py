"""How the imports of a language without a safe grammar are found: imports.patterns.yaml, as values."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.kinds import KINDS

GROUPS = frozenset({"module", "name", "wildcard", "package", "define", "use", "local"})


@dataclass(frozen=True, slots=True)
class Block:
    """A comment between two marks; with `nested`, one inside another has to be closed, too."""

    open: str
    close: str
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Comments:
    """Comments of a language.

    Attributes:
        line: regular expressions for what starts a comment that lasts to the end of the line.
        block: comments between two marks.
    """

    line: tuple[str, ...] = ()
    block: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Quoted:
    r"""A string literal.

    Attributes:
        open: mark at its start.
        close: mark at its end.
        escape: character that makes the next one part of the string, such as a backslash; empty when there is none.
        lines: whether it may go over several lines; else the end of the line ends it.
    """

    open: str
    close: str
    escape: str = ""
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Find:
    """One way to write an import or a declaration.

    Attributes:
        pattern: regular expression; `^` and `$` match at every line.
        kind: kind of the import statements, a key of pipeline.kinds.KINDS.
        style: word for the resolver strategy.
        each: by group, a regular expression for one item where the group holds several, such as a list or a block; its
            last group, if it has groups, is the item.
    """

    pattern: str
    kind: str = "import"
    style: str = ""
    each: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Patterns:
    """What pipeline.parsing.match reads a text by.

    Attributes:
        find: what is looked for.
        comments: comments, which are blanked out first.
        strings: string literals; their insides are blanked out for the search, and what a group holds is read as it
            stands.
        skip: regular expressions of what only looks like the start of one of these, such as a character literal.
    """

    find: tuple[Find, ...]
    comments: Comments = Comments()
    strings: tuple[Quoted, ...] = ()
    skip: tuple[str, ...] = ()

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> "Patterns":
        """The patterns out of plain values, as `dataclasses.asdict` or a YAML file give them."""
        comments = values["comments"]
        return cls(
            tuple(Find(**found) for found in values["find"]),
            Comments(tuple(comments["line"]), tuple(Block(**block) for block in comments["block"])),
            tuple(Quoted(**quoted) for quoted in values["strings"]),
            tuple(values["skip"]),
        )

    def problems(self) -> Iterator[str]:
        """What is wrong with it, each with its place; nothing when it can be used."""
        for number, found in enumerate(self.find):
            yield from _find_problems(f"find.{number}", found)
        for key, expressions in (("comments.line", self.comments.line), ("skip", self.skip)):
            for number, text in enumerate(expressions):
                yield from _expression_problems(f"{key}.{number}", text)
        marks = {f"comments.block.{number}": (mark.open, mark.close) for number, mark in enumerate(self.comments.block)}
        marks |= {f"strings.{number}": (mark.open, mark.close) for number, mark in enumerate(self.strings)}
        yield from (f"{place}: open and close must not be empty" for place, pair in marks.items() if not all(pair))


def _find_problems(place: str, found: Find) -> Iterator[str]:
    wrong = list(_expression_problems(f"{place}.pattern", found.pattern))
    yield from wrong
    if found.kind not in KINDS:
        yield f"{place}.kind: no such kind {found.kind}; known are {', '.join(sorted(KINDS))}"
    groups = frozenset() if wrong else frozenset(re.compile(found.pattern, re.MULTILINE).groupindex)
    known = ", ".join(sorted(GROUPS))
    if unknown := sorted(groups - GROUPS):
        yield f"{place}.pattern: no such group {', '.join(unknown)}; known are {known}"
    if not wrong and not groups & (GROUPS - {"name", "wildcard"}):
        yield f"{place}.pattern: finds nothing: it needs a group module, package, define or use"
    if groups & {"name", "wildcard"} and "module" not in groups:
        yield f"{place}.pattern: groups name and wildcard need a group module"
    for group, text in found.each.items():
        if not wrong and group not in groups:
            yield f"{place}.each.{group}: the pattern has no such group"
        yield from _expression_problems(f"{place}.each.{group}", text)


def _expression_problems(place: str, text: str) -> Iterator[str]:
    try:
        compiled = re.compile(text, re.MULTILINE)
    except (re.error, RecursionError, OverflowError) as error:
        yield f"{place}: {error}"
    else:
        if compiled.match(""):
            yield f"{place}: matches the empty text"
