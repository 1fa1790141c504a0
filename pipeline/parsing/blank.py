"""Comments and string literals blanked out of a text, so that what they say is not taken for code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.languages.patterns import Block, Patterns, Quoted


@dataclass(frozen=True, slots=True)
class Blanker:
    """The comments and strings of a language, ready to be looked for."""

    starts: re.Pattern[str]
    blocks: tuple[tuple[re.Pattern[str], Block], ...]
    strings: tuple[re.Pattern[str], ...]


def blanker(patterns: Patterns) -> Blanker:
    """Compile what starts and ends comments and strings. Of marks that start alike the longest is meant."""
    marks = [(block.open, f"(?P<block{number}>{re.escape(block.open)})")
             for number, block in enumerate(patterns.comments.block)]
    marks += [(quoted.open, f"(?P<string{number}>{re.escape(quoted.open)})")
              for number, quoted in enumerate(patterns.strings)]
    skipped = [f"(?P<skip{number}>{text})" for number, text in enumerate(patterns.skip)]
    ordered = [group for _, group in sorted(marks, key=lambda mark: -len(mark[0]))]
    lines = [f"(?P<line{number}>{text})" for number, text in enumerate(patterns.comments.line)]
    return Blanker(
        re.compile("|".join([*skipped, *ordered, *lines]) or r"(?!)", re.MULTILINE),
        tuple((_edges(block), block) for block in patterns.comments.block),
        tuple(_end(quoted) for quoted in patterns.strings),
    )


def blanked(text: str, blanker: Blanker) -> tuple[str, str]:
    """The text without comments, and that without the insides of strings; both have every character in its place."""
    uncommented, bare, done = [], [], 0
    for start, end, is_comment in covered(text, blanker):
        before, empty = text[done:start], _blank(text[start:end])
        uncommented += [before, empty if is_comment else text[start:end]]
        bare += [before, empty]
        done = end
    return "".join([*uncommented, text[done:]]), "".join([*bare, text[done:]])


def covered(text: str, blanker: Blanker) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each comment (True), marks included, and of the inside of each string (False), in order."""
    position = 0
    while found := blanker.starts.search(text, position):
        kind, number = _named(found)
        position = max(found.end(), found.start() + 1)
        if kind == "skip":
            continue
        if kind == "string":
            start = found.end()
            end, position = _string_end(text, start, blanker.strings[number])
            yield start, end, False
            continue
        if kind == "block":
            position = _block_end(text, found.end(), *blanker.blocks[number])
        else:
            newline = text.find("\n", found.end())
            position = len(text) if newline < 0 else newline
        yield found.start(), position, True


def _named(found: re.Match[str]) -> tuple[str, int]:
    """Kind and number of what starts here: the group that ended last is the outermost."""
    name = found.lastgroup or ""
    kind = name.rstrip("0123456789")
    return kind, int(name[len(kind) :])


def _string_end(text: str, start: int, end: re.Pattern[str]) -> tuple[int, int]:
    """Where the inside of a string ends, and where what follows the string starts."""
    for found in end.finditer(text, start):
        if found["end"] is not None:
            return found.start(), found.start() if found["end"] == "\n" else found.end()
    return len(text), len(text)


def _block_end(text: str, start: int, edges: re.Pattern[str], block: Block) -> int:
    if not block.nested:
        end = text.find(block.close, start)
        return len(text) if end < 0 else end + len(block.close)
    depth = 1
    for found in edges.finditer(text, start):
        depth += 1 if found.group() == block.open else -1
        if depth == 0:
            return found.end()
    return len(text)


def _edges(block: Block) -> re.Pattern[str]:
    return re.compile(f"{re.escape(block.open)}|{re.escape(block.close)}")


def _end(quoted: Quoted) -> re.Pattern[str]:
    escaped = f"{re.escape(quoted.escape)}.|" if quoted.escape else ""
    return re.compile(f"{escaped}(?P<end>{re.escape(quoted.close)}{'' if quoted.lines else '|' + chr(10)})", re.DOTALL)


def _blank(text: str) -> str:
    return "\n".join(" " * len(line) for line in text.split("\n"))
