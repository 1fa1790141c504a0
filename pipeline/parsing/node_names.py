"""Names that nodes of a tree spell."""

from collections.abc import Iterable, Mapping

import tree_sitter

MAX_NAME_BYTES = 500
_QUOTES = frozenset({"''", '""', "``", "<>"})


def spellings(found: Mapping[str, list[tree_sitter.Node]], source: bytes, limit: int) -> dict[str, int]:
    """Names as their patterns want them spelled, at most `limit` of each, with the line where they come first."""
    lines: dict[str, int] = {}
    for to, nodes in found.items():
        for name, line in names_of(nodes, source, limit).items():
            wanted = to.replace("*", name, 1)
            lines[wanted] = min(line, lines.get(wanted, line))
    return lines


def names_of(nodes: Iterable[tree_sitter.Node], source: bytes, limit: int) -> dict[str, int]:
    """Texts of the nodes in order of the file, at most `limit`, each with the line where it comes first."""
    names: dict[str, int] = {}
    for node in sorted(nodes, key=_start):
        if node.end_byte - node.start_byte <= MAX_NAME_BYTES and (name := spelled(node, source)) and name not in names:
            names[name] = node.start_point[0] + 1
            if len(names) == limit:
                break
    return names


def _start(node: tree_sitter.Node) -> tuple[int, int]:
    return node.start_byte, node.end_byte


def spelled(node: tree_sitter.Node, source: bytes) -> str:
    """The text of a node, as `unquoted`."""
    return unquoted(source[node.start_byte : node.end_byte].decode("utf-8", "replace"))


def unquoted(text: str) -> str:
    """The text without spaces around it, and then without one pair of surrounding quotes (' " ` or < >)."""
    text = text.strip()
    return text[1:-1] if len(text) >= 2 and text[0] + text[-1] in _QUOTES else text
