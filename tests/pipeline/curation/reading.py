"""Curates repositories given as files, without Spark."""

from collections import defaultdict
from hashlib import sha256

from pipeline.config import Run
from pipeline.curation.examine import Tools
from pipeline.curation.info import RepositoryInfo
from pipeline.curation.repository import curate_repository
from pipeline.decontamination import hit_finder
from pipeline.languages.catalogue import languages
from pipeline.quality.score import scorer_of
from pipeline.sources.raw_file import RawFile

INFO = RepositoryInfo("owner/name", "git:/src/name", "c" * 40, 7)


def raw(path, text):
    return RawFile(path, len(text), sha256(text).hexdigest(), "utf-8", text)


def tools(parser, run=None, waived=frozenset()):
    run = run or Run()
    return Tools(languages(), parser, run.rules, run.input.max_file_bytes, waived,
                 run.privacy.redacted_kinds, finder=hit_finder(run.decontamination), scorer=scorer_of(run.quality))


def curated(files, parser, run=None, waived=frozenset()):
    """Rows by table."""
    run = run or Run()
    found = defaultdict(list)
    for table, row in curate_repository(INFO, iter(files), tools(parser, run, waived), run):
        found[table].append(row)
    return found
