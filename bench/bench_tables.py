"""Peak memory of a task that reads a Parquet file of which all rows are in one row group, as some dumps are written.

Run: python -m bench.bench_tables FOLDER [MIB]. Writes files of so many MiB (1900) into a folder, a row per file of a
repository, plain and compressed, and a row per repository with files of 30 MiB together; reads each in a process of its
own and prints its peak resident memory. `python -m bench.bench_tables s3://BUCKET/PREFIX ENDPOINT` reads those that are
there, put there by other means.
"""

import random
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from bench.bench_memory import peak_mib
from pipeline.config import MIB, S3, Input, Tables
from pipeline.sources.s3.place import is_s3
from pipeline.sources.table_list import cut, find_tables
from pipeline.sources.tables import read_loose, together
from pipeline.stages.raw_rows import row_batches
from pipeline.stages.scattered import raw_row

FORMS = ("files", "files-zstd", "repositories")
MEAN_TEXT = 20_000  # bytes; of one in a hundred fifty times as many, up to the 1 MiB above which files are not kept
REPOSITORY = 30 * MIB
BATCH = 8 * MIB


def main() -> None:
    """Print the figures."""
    folder, *more = sys.argv[1:]
    if not is_s3(folder):
        Path(folder).mkdir(parents=True, exist_ok=True)
        for form in FORMS:
            write(Path(folder) / f"{form}.parquet", form, (int(more[0]) if more else 1900) * MIB)
    for form in FORMS:
        command = [sys.executable, "-c", "from bench.bench_tables import read_here; read_here()", folder, form, *more]
        said = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1]).stdout
        size, rows, text, peak, seconds = map(float, said.split())
        print(f"{form}: a row group of {size / MIB:.0f} MiB, {rows:.0f} rows, {text / MIB:.0f} MiB of text: at most "
              f"{peak:.0f} MiB, {seconds:.0f} CPU seconds")


def read_here() -> None:
    """Read the file that the command line names as a task does; print sizes, peak MiB and CPU seconds."""
    folder, form, *more = sys.argv[1:]
    options = Input(s3=S3(endpoint=more[0]) if is_s3(folder) else S3())
    entry = Tables(path=f"{folder}/{form}.parquet", **({"files": "files"} if form == "repositories" else {
        "together": True}))
    rows = text = size = 0
    for ref in cut(find_tables([entry], options.s3), 1):
        assert len(ref.piece.row_groups or (0,)) == 1
        size += ref.bytes
        for batch in row_batches(map(raw_row, together(read_loose(ref, options), options))):
            rows += batch.num_rows
            text += batch.column("text").nbytes
    print(size, rows, text, peak_mib(), resource.getrusage(resource.RUSAGE_SELF).ru_utime)


def write(path: Path, form: str, size: int) -> None:
    """Write a file of about so many bytes in one row group."""
    chance = random.Random(1)  # noqa: S311
    rows = _repositories(chance, size) if form == "repositories" else _files(chance, size)
    compression = "zstd" if form == "files-zstd" else "none"
    table = pa.Table.from_batches(rows)  # all of it in memory: pyarrow cannot add to a row group
    pq.write_table(table, path, row_group_size=table.num_rows, compression=compression, use_dictionary=["repo"])


def _files(chance: random.Random, size: int) -> Iterator[pa.RecordBatch]:
    number = 0
    while size > 0:
        rows, held = [], 0
        while held < BATCH:
            rows.append({"repo": f"o/r{number // 500}", "path": f"src/m{number}.py", "text": _text(chance)})
            held += len(rows[-1]["text"])
            number += 1
        yield pa.RecordBatch.from_pylist(rows)
        size -= held


def _repositories(chance: random.Random, size: int) -> Iterator[pa.RecordBatch]:
    for number in range(-(-size // REPOSITORY)):
        files, held = [], 0
        while held < REPOSITORY:
            files.append({"path": f"src/m{len(files)}.py", "text": _text(chance)})
            held += len(files[-1]["text"])
        yield pa.RecordBatch.from_pylist([{"repo": f"o/r{number}", "files": files}])


def _text(chance: random.Random) -> str:
    size = min(MIB, int(chance.expovariate(1 / MEAN_TEXT)) * (50 if chance.random() < 0.01 else 1))
    return chance.randbytes(size // 2).hex()


if __name__ == "__main__":
    main()
