"""Which nodes of a tree are comments, strings, functions and control flow: their spans, by one query per grammar.

Names differ by grammar; pipeline/languages/roles.yaml has what is common to most, language.yaml what is not.
"""

import re
from array import array
from collections.abc import Sequence

import tree_sitter

from pipeline.languages.language import ROLES, Roles

MAX_NODES = 200_000  # that one file can make us carry; of more than that the first of each role are kept
NODE_BYTES = 12  # role, first byte, byte after the last
_Typecode = "i"


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
    """Triples of little-endian int32: number of the role in ROLES, first byte, byte after the last."""
    found = tree_sitter.QueryCursor(query).captures(root)
    spans = array(_Typecode)
    for number, role in enumerate(ROLES):
        for node in found.get(role, ())[:MAX_NODES]:
            spans.extend((number, node.start_byte, node.end_byte))
    return packed(spans)


def packed(values: Sequence[int]) -> bytes:
    """Numbers as little-endian int32."""
    numbers = array(_Typecode, values)
    if numbers.itemsize != 4:  # pragma: no cover - no such machine runs tree-sitter's wheels
        raise OverflowError("int is not of 32 bits here")
    if array("H", [1]).tobytes() != b"\1\0":  # pragma: no cover - big-endian
        numbers.byteswap()
    return numbers.tobytes()


def _kinds(language: tree_sitter.Language) -> list[str]:
    """Names of the nodes a query may ask for, sorted."""
    numbers = range(language.node_kind_count)
    named = (number for number in numbers if language.node_kind_is_named(number)
             and language.node_kind_is_visible(number))
    return sorted({name for number in named if (name := language.node_kind_for_id(number)) is not None})
