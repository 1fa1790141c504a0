"""Signatures of real text: MB per CPU-second and peak memory, ours beside datasketch, each in a process of its own.

Run: `python bench/bench_minhash.py [FOLDER...]`; without folders, packages installed in this environment.
"""

import sys
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path

from pipeline.config import Dedup
from pipeline.minhash import RepositorySketch, chance, choose_bands, shingles, signature

PACKAGES = ("numpy", "networkx", "pandas", "matplotlib", "numba", "scipy")
ENDINGS = {".py", ".pyi", ".c", ".h", ".cpp", ".hpp", ".js", ".ts", ".css", ".html", ".cu", ".cuh"}
SHARED_BYTES = 8_000_000  # text that every method gets
LARGE_BYTES = 200_000_000  # text of the one large repository
OPTIONS = Dedup()


def texts(folders: list[str], limit: int) -> list[bytes]:
    """Source files of at most 1 MiB in the order of their paths, until there are enough bytes."""
    found: list[bytes] = []
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix in ENDINGS and path.is_file() and path.stat().st_size <= 1 << 20:
                found.append(path.read_bytes())
                if (limit := limit - len(found[-1])) <= 0:
                    return found
    return found


def ours(files: list[bytes]) -> bytes:
    """What curation does: signature, sketch and count."""
    sketch = RepositorySketch(OPTIONS)
    for text in files:
        sketch.add(text)
    return sketch.signature or b""


def ours_in_numpy(files: list[bytes]) -> bytes:
    """The same where numba is missing."""
    twins = shingles.hash_tokens_numpy, shingles.join_tokens_numpy
    shingles.kernels, signature.kernel = lambda: twins, lambda: signature.update_numpy
    return ours(files)


def only_shingles(files: list[bytes]) -> bytes:
    """Our shingle hashes and nothing else."""
    return b"%d" % sum(len(part) for text in files for part in shingles.shingle_blocks(text, OPTIONS.ngram))


def datasketch_on_our_hashes(files: list[bytes]) -> bytes:
    """Datasketch, given our shingle hashes: it must come to our signature."""
    from datasketch import MinHash

    minhash = MinHash(num_perm=OPTIONS.permutations, seed=OPTIONS.seed, scheme="affine32", hashfunc=int)
    for text in files:
        for part in shingles.shingle_blocks(text, OPTIONS.ngram):
            minhash.update_batch((part & 0xFFFFFFFF).tolist())
    return minhash.hashvalues.astype("<u4").tobytes()


def datasketch_alone(files: list[bytes]) -> bytes:
    """Datasketch as its documentation shows it: tokens by re, shingles joined, SHA-1."""
    import re

    from datasketch import MinHash

    minhash = MinHash(num_perm=OPTIONS.permutations, seed=OPTIONS.seed)
    for text in files:
        tokens = re.findall(rb"[A-Za-z0-9_\x80-\xff]+", text)
        minhash.update_batch({b" ".join(tokens[i : i + 5]) for i in range(max(len(tokens) - 4, min(len(tokens), 1)))})
    return minhash.hashvalues.astype("<u4").tobytes()


def large_repository(files: list[bytes]) -> Iterator[bytes]:
    """The texts again and again with other tokens, up to LARGE_BYTES, made as they are read."""
    done = number = 0
    while done < LARGE_BYTES:
        text = files[number % len(files)].replace(b"e", b"e%d" % (number // len(files)))
        done, number = done + len(text), number + 1
        yield text


def our_large(files: list[bytes]) -> bytes:
    """Ours on the large repository; its CPU time is that of making the text as well."""
    return ours(large_repository(files))  # type: ignore[arg-type]


def _status(name: str) -> int:
    """A memory figure of this process in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))


def measure(method: Callable[[list[bytes]], bytes], folders: list[str], limit: int) -> tuple[float, int, int, str]:
    """CPU seconds (best of three), bytes of text, peak bytes above those before, and a digest of the result."""
    files = texts(folders, limit)
    method([b"warm up " * 100])
    before = _status("VmRSS")
    best = float("inf")
    for _ in range(1 if method is our_large else 3):
        start = time.process_time()
        result = method(files)
        best = min(best, time.process_time() - start)
    return best, sum(map(len, files)), _status("VmHWM") - before, sha256(result).hexdigest()[:12]


METHODS = (ours, ours_in_numpy, only_shingles, datasketch_on_our_hashes, datasketch_alone, our_large)


def main() -> None:
    """Print one line per method, then the bands and what they find."""
    folders = sys.argv[1:] or [spec.submodule_search_locations[0] for name in PACKAGES  # type: ignore[index]
                               if (spec := find_spec(name)) and spec.submodule_search_locations]
    print(f"{'method':26}{'MB':>8}{'CPU s':>8}{'MB/CPU s':>10}{'peak MB':>9}  result")
    for method in METHODS:
        with get_context("spawn").Pool(1) as pool:
            seconds, size, peak, digest = pool.apply(measure, (method, folders, SHARED_BYTES))
        mb = (LARGE_BYTES if method is our_large else size) / 1e6
        print(f"{method.__name__:26}{mb:8.1f}{seconds:8.2f}{mb / seconds:10.1f}{peak / 1e6:9.1f}  {digest}")
    for weight in (0.5, OPTIONS.false_negative_weight):
        bands, rows = choose_bands(OPTIONS.threshold, OPTIONS.permutations, weight)
        chances = ", ".join(f"J={j:.2f}: {chance(j, bands, rows):.3f}" for j in (0.5, 0.6, 0.7, 0.75, 0.8, 0.9))
        print(f"false_negative_weight {weight}: {bands} bands of {rows} rows; found at {chances}")


if __name__ == "__main__":
    main()
