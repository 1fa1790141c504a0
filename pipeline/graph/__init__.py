"""The files of a repository as a dependency graph, and the orders they can be read in."""

from pipeline.graph.front import with_front
from pipeline.graph.nearness import near_count, shuffled
from pipeline.graph.order import Component, Mode, order_components

__all__ = ["Component", "Mode", "near_count", "order_components", "shuffled", "with_front"]
