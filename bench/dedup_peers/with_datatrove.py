"""datatrove's four stages in one process each, with our tokens in place of spaCy's, which take longer."""

import re
import sys
from pathlib import Path

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import (
    MinhashDedupBuckets,
    MinhashDedupCluster,
    MinhashDedupFilter,
    MinhashDedupSignature,
    minhash,
)
from datatrove.pipeline.dedup.minhash import MinhashConfig
from datatrove.pipeline.readers import ParquetReader
from datatrove.pipeline.writers import JsonlWriter


class Words:
    """The one method of a tokenizer that signing calls."""

    def word_tokenize(self, text: str) -> list[str]:
        """Longest runs of letters, digits and `_`."""
        return re.findall(r"[A-Za-z0-9_\x80-\U0010ffff]+", text)


documents, folder = Path(sys.argv[1]), Path(sys.argv[2])
minhash.load_word_tokenizer = lambda language: Words()
config = MinhashConfig(n_grams=5, num_buckets=32, hashes_per_bucket=8)
read = ParquetReader(str(documents.parent), glob_pattern=documents.name)
stages = [
    (1, [read, MinhashDedupSignature(str(folder / "signatures"), config)]),
    (32, [MinhashDedupBuckets(str(folder / "signatures"), str(folder / "buckets"), config=config)]),
    (1, [MinhashDedupCluster(str(folder / "buckets"), str(folder / "removed"), config=config)]),
    (1, [read, MinhashDedupFilter(str(folder / "removed")), JsonlWriter(str(folder / "kept"), compression=None)]),
]
for number, (tasks, steps) in enumerate(stages):
    LocalPipelineExecutor(steps, tasks=tasks, workers=1, logging_dir=str(folder / f"log{number}")).run()
print(sum(sum(1 for _ in path.open()) for path in (folder / "kept").glob("*.jsonl")))
