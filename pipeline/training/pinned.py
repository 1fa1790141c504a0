"""The version of the corpus that a run reads, from its first step to its last: refreshes meanwhile change nothing."""

import json
from contextlib import suppress
from pathlib import Path

from pipeline.folder import CorpusFolder
from pipeline.training.data_options import Data
from pipeline.whole_file import whole_file

PIN = "corpus-version.json"  # in the run's folder


def pinned(data: Data, folder: Path) -> Data:
    """The options with a version: the one they name, else that of the run in the folder, else the last there is now.

    Writes down which it is, so that a run that goes on reads what it began with. For one process of a run; the others
    are told its version.

    Raises:
        InputError: there is no such version any more, or it has no training documents.
        CorpusError: the corpus is damaged.
    """
    corpus = str(Path(data.corpus).resolve())
    version = data.version
    if version is None:
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            known = json.loads((folder / PIN).read_text(encoding="utf-8"))
            version = int(known["version"]) if known["corpus"] == corpus else None
    found = CorpusFolder(data.corpus, version).pinned()
    found.manifest()  # says which versions there are
    folder.mkdir(parents=True, exist_ok=True)
    with whole_file(folder / PIN) as beside:
        beside.write_text(json.dumps({"corpus": corpus, "version": found.version}) + "\n", encoding="utf-8")
    return data.model_copy(update={"version": found.version})
