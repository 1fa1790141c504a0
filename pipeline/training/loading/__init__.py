"""From the table training_documents to batches: cut, fill-in-the-middle, pack, deal out. Needs no torch."""

from pipeline.training.loading.loader import Loader

__all__ = ["Loader"]
