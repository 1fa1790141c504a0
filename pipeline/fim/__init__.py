"""Fill-in-the-middle: which stretch of a text is taken out, and how its parts follow one another.

Pure functions of text and a keyed random generator: the same document, piece, epoch and seed give the same hole, in
any process and order.
"""

from pipeline.fim.keys import generator
from pipeline.fim.layout import Layout, join, prompt, unfim
from pipeline.fim.middles import KINDS, Range, choose

__all__ = ["KINDS", "Layout", "Range", "choose", "generator", "join", "prompt", "unfim"]
