"""Losses of tokens of texts."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from pipeline.training.attention import documents
from pipeline.training.generate import Writer


@torch.inference_mode()
def losses(writer: Writer, ids: Sequence[int]) -> NDArray[np.float64]:
    """Nats of each token, read in windows one after another, each from a begin of sentence on."""
    device = next(writer.model.parameters()).device
    found = []
    for start in range(0, len(ids), writer.window - 1):
        labels = torch.tensor([list(ids[start : start + writer.window - 1])], device=device)
        length = labels.shape[1]
        bos = torch.tensor([[writer.tokenizer.controls.bos]], device=device)
        positions = torch.arange(length, device=device)[None]
        context = documents([[length]], length, device, "documents")
        found.append(writer.model(torch.cat((bos, labels[:, :-1]), dim=1), positions, context, labels).cpu().numpy())
    return np.concatenate(found).astype(np.float64) if found else np.zeros(0)
