"""Repositories with equal and similar files, and what must be masked in them, said in plain Python over all pairs."""

import random
from collections import defaultdict
from itertools import combinations

from pipeline.config import Dedup
from pipeline.dedup import Link, decide
from pipeline.minhash import choose_bands
from schemas import FILES

OPTIONS = Dedup(file_min_bytes=5, survivor=("stars",), permutations=32, file_threshold=0.7)
REPOS = "abcdefg"
DROPPED = {"a", "e"}


def document(number, repo, *files):
    """Files are pairs of a path and the byte that is all of their text; one `x` is a tiny text."""
    spans, place = [], 0
    for path, byte in files:
        size = 2 if byte == "x" else 10
        spans.append({"path": path, "language": "c", "licence": None, "sha256": byte.encode().hex() * 32,
                      "header": place, "start": place + 3, "end": place + 3 + size})
        place += 3 + size + 1
    return {"document_id": f"{number:02}", "repo": repo, "spans": spans}


def made(seed):
    """Stars by repository, documents, and signatures by byte: those of some bytes are edited from those of others."""
    rng = random.Random(seed)
    stars = {name: rng.choice([None, 0, 1, 5]) for name in REPOS}
    files = [[(f"{number}/{n}", rng.choice("pqrstuvwxyz")) for n in range(1 + number % 4)] for number in range(40)]
    documents = [document(number, rng.choice(REPOS), *found) for number, found in enumerate(files)]
    signatures = {"p": None, "x": rng.randbytes(32)}
    for byte in "qrstuvwyz":
        parent = rng.choice([one for one in signatures.values() if one] + [rng.randbytes(32)])
        changed = rng.sample(range(32), rng.randrange(10))
        signatures[byte] = bytes(rng.randrange(256) if n in changed else value for n, value in enumerate(parent))
    return stars, documents, signatures


def ledger(documents, signatures):
    """Rows of files."""
    nothing = dict.fromkeys(FILES.names) | {"size": 10, "domain": "code", "fate": "kept", "key": "k"}
    return [nothing | {"repo": one["repo"], "path": span["path"], "document_id": one["document_id"],
                       "signature": signatures[bytes.fromhex(span["sha256"][:2]).decode()]}
            for one in documents for span in one["spans"]]


def masks(stars, documents, signatures, options=OPTIONS):
    """Of each document the masks, as they must be."""
    having = defaultdict(list)
    for one in documents:
        for span in one["spans"]:
            if one["repo"] not in DROPPED and span["end"] - span["start"] >= options.file_min_bytes:
                having[span["sha256"]].append((-(stars[one["repo"]] or 0), one["repo"], span["path"]))
    best = {sha256: min(places) for sha256, places in having.items()}
    survivor = {} if options.file_threshold is None else near(best, signatures, options)
    found = {}
    for one in documents:
        found[one["document_id"]] = []
        for span in one["spans"]:
            mine = (-(stars[one["repo"]] or 0), one["repo"], span["path"])
            stands = survivor.get(span["sha256"], best.get(span["sha256"]))
            if mine in having[span["sha256"]] and stands != mine:
                rule = "near_duplicate_file" if span["sha256"] in survivor else "duplicate_file"
                found[one["document_id"]].append({"start": span["header"], "end": span["end"], "rule": rule,
                                                  "of": f"{stands[1]}:{stands[2]}"})
    return found


def near(best, signatures, options):
    """By hash of the files for which a similar one stands, where that is."""
    bands, rows = choose_bands(options.file_threshold, options.permutations, options.false_negative_weight)
    signed = sorted((place, sha256) for sha256, place in best.items()
                    if signatures[bytes.fromhex(sha256[:2]).decode()] is not None)
    links = []
    for (better, one), (worse, other) in combinations(enumerate(signed), 2):
        left, right = (signatures[bytes.fromhex(sha256[:2]).decode()] for _, sha256 in (one, other))
        agree = [a == b for a, b in zip(left, right, strict=True)]
        met = any(all(agree[band * rows : (band + 1) * rows]) for band in range(bands))
        if met and one[0][1] != other[0][1] and (sum(agree) / len(agree) * 256 - 1) / 255 >= options.file_threshold:
            links.append(Link(better, worse, True))
    return {signed[one.repo][1]: signed[one.survivor][0] for one in decide(links) if one.survivor != one.repo}
