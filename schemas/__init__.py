"""The tables of repomill, one module each. Stages share these and nothing else."""

from schemas.contamination import CONTAMINATION
from schemas.contamination_index import CONTAMINATION_INDEX
from schemas.corpus import CORPUS
from schemas.documents import DOCUMENTS
from schemas.duplicates import DUPLICATES
from schemas.edges import EDGES
from schemas.files import FILES
from schemas.order import ORDER
from schemas.raw_files import RAW_FILES
from schemas.repos import REPOS
from schemas.sources import SOURCES
from schemas.table import KEY, Column, Table
from schemas.timings import TIMINGS
from schemas.training_documents import TRAINING_DOCUMENTS

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        RAW_FILES, FILES, REPOS, EDGES, DOCUMENTS, TIMINGS, DUPLICATES, CORPUS, TRAINING_DOCUMENTS, ORDER,
        CONTAMINATION, CONTAMINATION_INDEX, SOURCES,
    )
}

__all__ = [
    "CONTAMINATION", "CONTAMINATION_INDEX", "CORPUS", "DOCUMENTS", "DUPLICATES", "EDGES", "FILES", "KEY", "ORDER",
    "RAW_FILES", "REPOS", "SOURCES", "TABLES", "TIMINGS", "TRAINING_DOCUMENTS", "Column", "Table",
]
