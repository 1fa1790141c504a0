"""The library datasketch as its documentation shows it, with our tokens."""

import re
import sys

import pyarrow.parquet as pq
from datasketch import MinHash, MinHashLSH

TOKEN = re.compile(rb"[A-Za-z0-9_\x80-\xff]+")
lsh = MinHashLSH(num_perm=256, params=(32, 8))
kept = []
for text in pq.read_table(sys.argv[1]).column("text").to_pylist():
    tokens = TOKEN.findall(text.encode())
    minhash = MinHash(num_perm=256)
    minhash.update_batch({b" ".join(tokens[place : place + 5]) for place in range(max(1, len(tokens) - 4))})
    if not any(minhash.jaccard(kept[other]) >= 0.7 for other in lsh.query(minhash)):
        lsh.insert(len(kept), minhash)
        kept.append(minhash)
print(len(kept))
