"""Documents: ordered files as one text, with the place of every file in it."""

from pipeline.documents.assemble import Document, DocumentFile, Span, assemble, sized
from pipeline.documents.cut import Cut, cut

__all__ = ["Cut", "Document", "DocumentFile", "Span", "assemble", "cut", "sized"]
