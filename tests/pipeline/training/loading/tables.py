"""Writes tables of training documents as the stage export does, without Spark."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from pipeline.config import Output
from pipeline.folder import CorpusFolder
from pipeline.tables import PartWriter
from pipeline.writing import extended
from schemas import TRAINING_DOCUMENTS

WORDS = ["value", "total", "rows", "=", "self", "return", "if", "for", "(", ")", "[", "]", ":", ",", "é", "数", "17"]


def write_table(corpus: Path, rows: Iterable[dict], group_bytes: int = 8192) -> None:
    """Make a corpus of nothing but this table (others are empty)."""
    with extended(CorpusFolder(corpus)) as draft:
        for stage in ("curate", "dedup"):
            draft.put(stage, [], {})
        writer = PartWriter(TRAINING_DOCUMENTS, draft.staging, "part-00000", Output(), group_bytes)
        for row in rows:
            writer.add(row)
        part = writer.close()
        draft.put("export", [part] if part else [], {})
        draft.publish("build")


def document(number: int, files: list[tuple[str, str]], **values) -> dict:
    """A row with some files, each after its path comment."""
    text, spans = b"", []
    for path, body in files:
        header = len(text)
        text += f"# {path}\n".encode()
        spans.append({"path": path, "language": "python", "licence": "MIT", "header": header, "start": len(text),
                      "end": len(text) + len(body.encode()), "trained": True})
        text += body.encode() + b"\n"
    return {"document_id": f"{number:032x}", "repo": f"repo-{number % 5}", "domain": "code", "weight": 1.0,
            "language": "python", "text": text.decode(), "spans": spans, "masks": []} | values


def code(number: int, **values) -> dict:
    """A document of 1 to 5 files of 1 to 25 lines; every fourth one has a masked file and a masked stretch."""
    random = np.random.default_rng(number)
    files = []
    for each in range(int(random.integers(1, 6))):
        lines = [" " * 4 * int(random.integers(0, 4)) + " ".join(random.choice(WORDS, int(random.integers(1, 9))))
                 for _ in range(int(random.integers(1, 26)))]
        files.append((f"pkg/file{each}.py", "\n".join(lines) + "\n"))
    row = document(number, files, **values)
    if number % 4 == 0:
        first = row["spans"][0]
        first["trained"] = False
        row["masks"] = [{"start": first["start"], "end": first["end"]}]
    return row


