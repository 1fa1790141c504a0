"""Markers: the smallest shingle hashes of a set, by which sets that hold most of another meet, however large they are.

If B holds most of A, it holds most of A's smallest hashes, and they are among its own smallest, as far down as B is
larger than A. Bands do not find such pairs: where B is three times as large as A, they have a similarity below 1/3.
"""

PROBES = 16  # smallest hashes of the contained set that are looked for
REACH = 8  # markers per probe; sets of which the other is 6 times as large are found as surely, at 8 times 9 of 10 are
BYTES = 8 * PROBES * REACH  # of a sketch, in which its markers are
NEEDED = 10  # probes found that make a candidate; at containment 0.9 that many are found with probability 0.9995


def markers(sketch: bytes) -> list[int]:
    """The smallest hashes of a set as signed 64-bit numbers, the smallest first; the first PROBES are its probes.

    Args:
        sketch: of pipeline.minhash.RepositorySketch, or its first BYTES.
    """
    data = memoryview(sketch)[:BYTES]
    return [int.from_bytes(data[place : place + 8], "little", signed=True) for place in range(0, len(data), 8)]
