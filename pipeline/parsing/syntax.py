"""What a tree says of the syntax of its text: how much of it is errors, where they end, and whether brackets match."""

from collections import Counter
from dataclasses import dataclass

import tree_sitter

MISSING_BYTES = 1  # what a token that the parser had to invent counts as
PAIRS = (("(", ")"), ("[", "]"), ("{", "}"))


@dataclass(frozen=True, slots=True)
class Errors:
    """The outermost ERROR nodes and MISSING tokens of a tree.

    Attributes:
        bytes: bytes below ERROR nodes, plus MISSING_BYTES per missing token.
        end: byte behind the last of them; -1 when there is none.
    """

    bytes: int
    end: int


def errors(tree: tree_sitter.Tree) -> Errors:
    """Find them; healthy subtrees are not entered."""
    cursor, covered, end = tree.walk(), 0, -1
    while True:
        node = cursor.node
        assert node is not None
        if node.is_error or node.is_missing:
            covered += max(MISSING_BYTES, node.end_byte - node.start_byte)
            end = max(end, node.end_byte)
        elif node.has_error and cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return Errors(covered, end)


def bracket_query(language: tree_sitter.Language) -> tree_sitter.Query | None:
    """A query for the tokens of a grammar that open or close more than they close or open; None if it has none.

    What a token does is what its name says, such as `(`, `${` or `%w[`.
    """
    kinds = range(language.node_kind_count)
    names = {language.node_kind_for_id(kind) or "" for kind in kinds if not language.node_kind_is_named(kind)}
    tokens = [name.replace("\\", "\\\\").replace('"', '\\"') for name in sorted(names) if any(_opened(name))]
    return tree_sitter.Query(language, "[" + " ".join(f'"{name}"' for name in tokens) + "] @_") if tokens else None


def unbalanced(tree: tree_sitter.Tree, query: tree_sitter.Query) -> bool:
    """Whether a kind of bracket is opened more or less often than closed, outside of comments and strings."""
    found = tree_sitter.QueryCursor(query).captures(tree.root_node).get("_", ())
    tokens = Counter(node.type for node in found if not node.is_missing)
    sums = [sum(counts) for counts in zip(*(
        [count * opened for opened in _opened(name)] for name, count in tokens.items()), strict=True)]
    return any(sums)


def _opened(name: str) -> list[int]:
    """How many brackets of each of PAIRS a token opens, less those that it closes."""
    return [name.count(opening) - name.count(closing) for opening, closing in PAIRS]
