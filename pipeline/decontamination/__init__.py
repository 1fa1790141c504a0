"""Finding benchmark items in training text, so that a model is not tested on what it was trained on."""

from pipeline.decontamination.build import build_index
from pipeline.decontamination.common import common_hashes
from pipeline.decontamination.finder import FileFinder, Finder, hit_finder
from pipeline.decontamination.index import ContaminationIndex, Entry
from pipeline.decontamination.items import Item, Listed
from pipeline.decontamination.match import Hit, find_hits
from pipeline.decontamination.reading import read_items

__all__ = [
    "ContaminationIndex", "Entry", "FileFinder", "Finder", "Hit", "Item", "Listed", "build_index", "common_hashes",
    "find_hits", "hit_finder", "read_items",
]
