"""text-dedup's MinHash as its command line runs it, in one process, with its own tokens."""

import os
import sys
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"
documents, folder = Path(sys.argv[1]), Path(sys.argv[2])
os.environ["HF_HOME"] = str(folder / "home")

from datasets import load_from_disk  # noqa: E402
from text_dedup.minhash import main  # noqa: E402

main([
    "--path", "parquet", "--data_files", str(documents), "--split", "train", "--cache_dir", str(folder / "cache"),
    "--output", str(folder / "kept"), "--column", "text", "--ngram", "5", "--num_perm", "256", "--threshold", "0.7",
    "--b", "32", "--r", "8", "--num_proc", "1",
], standalone_mode=False)
print(len(load_from_disk(str(folder / "kept"))))
