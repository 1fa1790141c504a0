"""MinHash over repositories: shingles, signatures, bands for candidates, sketches to verify them."""

from pipeline.minhash.bands import band_keys, chance, choose_bands
from pipeline.minhash.markers import NEEDED, PROBES, markers
from pipeline.minhash.short import short_matrix, short_similarity
from pipeline.minhash.sketch import RepositorySketch, similarity

__all__ = [
    "NEEDED", "PROBES", "RepositorySketch", "band_keys", "chance", "choose_bands", "markers", "short_matrix",
    "short_similarity", "similarity",
]
