"""Which nodes of a tree are comments, strings, functions and control flow: their spans, by one query per grammar.

Names differ by grammar; pipeline/languages/roles.yaml has what is common to most, language.yaml what is not.
"""

import re
import sys
from array import array
from collections.abc import Iterable, Mapping

import tree_sitter

from pipeline.languages.language import ROLES, Roles

MAX_NODES = 200_000  # that one file can make us carry; of more than that the first of each role are kept
NODE_BYTES = 8
SHIFT = 30
LIMIT = (1 << SHIFT) - 1  # what fits into a span


def role_query(language: tree_sitter.Language, roles: Roles) -> tree_sitter.Query | None:
    """The query that captures nodes by role; None when the grammar has none of them.

    Args:
        language: the grammar.
        roles: by role, regular expressions for names of nodes, and patterns of a query (those with an @).

    Raises:
        ValueError: a pattern does not fit the grammar.
    """
    parts = []
    for role, names in roles:
        parts += [name for name in names if "@" in name]
        wanted = re.compile("|".join(name for name in names if "@" not in name) or r"(?!)", re.IGNORECASE)
        if kinds := [kind for kind in _kinds(language) if wanted.fullmatch(kind)]:
            parts.append(f"[{' '.join(f'({kind})' for kind in kinds)}] @{role}")
    return tree_sitter.Query(language, "\n".join(parts)) if parts else None


def role_spans(query: tree_sitter.Query, root: tree_sitter.Node) -> bytes:
    """The spans of the nodes that have a role, as `packed` gives them; none of a file too large for that."""
    if root.end_byte > LIMIT:
        return b""
    found = tree_sitter.QueryCursor(query).captures(root)
    return packed({role: [(node.start_byte, node.end_byte) for node in nodes] for role, nodes in found.items()})


def packed(spans: Mapping[str, Iterable[tuple[int, int]]]) -> bytes:
    """Spans of bytes by role as sorted little-endian int64: role << 60 | first byte << 30 | LIMIT - end.

    So, of nodes that begin together, the longest comes first. Sorted, because tree-sitter gives captures in the order
    of their addresses.
    """
    values: list[int] = []
    for number, role in enumerate(ROLES):
        own = [number << 60 | start << SHIFT | LIMIT - end for start, end in spans.get(role, ())]
        values += sorted(own)[:MAX_NODES]
    numbers = array("q", values)
    if sys.byteorder == "big":  # pragma: no cover
        numbers.byteswap()
    return numbers.tobytes()


def _kinds(language: tree_sitter.Language) -> list[str]:
    """Names of the nodes a query may ask for, sorted."""
    numbers = range(language.node_kind_count)
    named = (number for number in numbers if language.node_kind_is_named(number)
             and language.node_kind_is_visible(number))
    return sorted({name for number in named if (name := language.node_kind_for_id(number)) is not None})
