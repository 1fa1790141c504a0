"""Random numbers that depend on what they are for and on nothing else."""

from hashlib import blake2b

import numpy as np


def generator(seed: int, *key: str | int) -> np.random.Generator:
    """A generator of its own for a key, e.g. document, piece and epoch; equal keys give equal numbers anywhere."""
    text = "\0".join(map(str, (seed, *key))).encode("utf-8", "surrogatepass")
    words = np.frombuffer(blake2b(text, digest_size=16).digest(), np.uint64)
    return np.random.Generator(np.random.Philox(key=words))
