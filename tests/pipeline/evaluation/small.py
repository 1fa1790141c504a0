"""A corpus of two small repositories with dependencies, made without Spark."""

from pathlib import Path

from pipeline.folder import CorpusFolder
from pipeline.writing import extended
from tests.pipeline.corpora import write
from tests.pipeline.training.loading.tables import document

BASE = "class Shape:\n    sides = 0\n\n\ndef make(sides):\n    return Shape()\n"
USER = '''from .base import (
    Shape,
    make,
)


class Square(Shape):
    """A Shape."""

    def twice(self):
        return [make(4), make(4)]
'''
COPY = "from .base import make\n\n\ndef same():\n    return make(3)\n"
DEPENDENCIES = [("pkg/user.py", "pkg/base.py", 1), ("pkg/copy.py", "pkg/base.py", 1)]


def write_corpus(corpus: Path, names: tuple[str, ...] = ("one", "two")) -> Path:
    """Repositories of equal files; of `pkg/copy.py` the text is context only."""
    rows, edges, sources = [], [], []
    for number, name in enumerate(names):
        row = document(number, [("pkg/base.py", BASE), ("pkg/user.py", USER), ("pkg/copy.py", COPY)], repo=name)
        copy = row["spans"][2]
        copy["trained"] = False
        row["masks"] = [{"start": copy["start"], "end": copy["end"]}]
        rows.append(("training_documents", row))
        edges += [("edges", {"repo": name, "src": src, "dst": dst, "kind": "import", "line": line, "key": name})
                  for src, dst, line in DEPENDENCIES]
        sources.append(("sources", {"repo": name, "source": f"folder:{name}", "stamp": None, "stars": None,
                                    "forks": None, "key": name, "part": "part-1", "current": True}))
    with extended(CorpusFolder(corpus)) as draft:
        write(draft, "curate", [*edges, *sources])
        write(draft, "dedup", [])
        write(draft, "export", rows)
        draft.publish("build")
    return corpus
