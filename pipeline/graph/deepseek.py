"""The order of DeepSeek-Coder: always the file with the fewest unmet dependencies."""

from collections.abc import Iterable
from heapq import heapify, heappop, heappush

import networkx as nx


def deepseek_order(members: Iterable[int], acyclic: "nx.DiGraph[int]") -> list[int]:
    """Order a component as Algorithm 1 of the DeepSeek-Coder paper (section 2.2) does, ties to the smaller node.

    The paper takes the minimum over all files at each step; in a graph without cycles that minimum is always zero,
    so a heap of the files with no unmet dependency gives the same order in O((V + E) log V).

    Args:
        members: nodes that no edge connects to others.
        acyclic: edges from dependency to dependent, without cycles.
    """
    unmet = {node: acyclic.in_degree(node) for node in members}
    ready = [node for node, count in unmet.items() if count == 0]
    heapify(ready)
    order = []
    while ready:
        node = heappop(ready)
        order.append(node)
        for user in acyclic.successors(node):
            unmet[user] -= 1
            if unmet[user] == 0:
                heappush(ready, user)
    return order
