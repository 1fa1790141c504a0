"""Finding benchmark items in training text, so that a model is not tested on what it was trained on."""

from pipeline.decontamination.build import build_index
from pipeline.decontamination.common import common_hashes
from pipeline.decontamination.index import ContaminationIndex, Entry
from pipeline.decontamination.items import Item, read_items
from pipeline.decontamination.match import Hit, find_hits, hit_finder

__all__ = [
    "ContaminationIndex", "Entry", "Hit", "Item", "build_index", "common_hashes", "find_hits", "hit_finder",
    "read_items",
]
