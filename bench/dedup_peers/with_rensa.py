"""The library rensa as its documentation shows it, with our tokens."""

import re
import sys

import pyarrow.parquet as pq
from rensa import RMinHash, RMinHashLSH

TOKEN = re.compile(r"[A-Za-z0-9_\x80-\U0010ffff]+")
lsh = RMinHashLSH(threshold=0.7, num_perm=256, num_bands=32)
kept = []
for text in pq.read_table(sys.argv[1]).column("text").to_pylist():
    tokens = TOKEN.findall(text)
    minhash = RMinHash(num_perm=256, seed=1)
    minhash.update([" ".join(tokens[place : place + 5]) for place in range(max(1, len(tokens) - 4))])
    if not any(minhash.jaccard(kept[other]) >= 0.7 for other in lsh.query(minhash)):
        lsh.insert(len(kept), minhash)
        kept.append(minhash)
print(len(kept))
