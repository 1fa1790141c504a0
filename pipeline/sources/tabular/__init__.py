"""Files of rows, Parquet and JSON lines: which there are, and their rows one by one, whatever is wrong with some."""

from pipeline.sources.tabular.files import Piece, TableFile, pieces, table_files
from pipeline.sources.tabular.read import check_columns, read_piece
from pipeline.sources.tabular.row import Row

__all__ = ["Piece", "Row", "TableFile", "check_columns", "pieces", "read_piece", "table_files"]
