"""Text to token ids and back: one's own byte-level BPE or any tokenizer of Hugging Face."""

from pipeline.tokenizing.controls import Controls
from pipeline.tokenizing.tokenizer import BLOCK, Encoded, Tokenizer

__all__ = ["BLOCK", "Controls", "Encoded", "Tokenizer"]
