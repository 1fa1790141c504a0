"""Figures of a run: losses by kind of token, speed, and where they are written."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from math import isfinite
from pathlib import Path
from time import perf_counter
from typing import Any

import torch
from torch import Tensor

from pipeline.errors import ConfigError
from pipeline.training.model import parameter_count
from pipeline.training.options import Logs, Model

# Dense bf16 TFLOPS of one device, by a part of its name, from the makers' data sheets; the first that fits.
PEAK_TFLOPS = {"H100 PCIe": 756.0, "H100 NVL": 835.0, "H100": 989.0, "H200": 989.0, "B200": 2250.0, "A100": 312.0,
               "L40S": 362.0}
FIM, LEFT_TO_RIGHT = "fim", "left_to_right"


@dataclass
class Tally:
    """Sums of losses and counts of tokens by domain, and by whether the piece was permuted for infilling.

    Attributes:
        domains: names of the domains.
        sums: fp64 [domains x 2, 2]: loss in nats and tokens; the second of a domain's rows is of permuted pieces.
    """

    domains: Sequence[str]
    sums: Tensor = field(init=False)

    def __post_init__(self) -> None:
        """Start at nothing."""
        self.sums = torch.zeros(2 * len(self.domains), 2, dtype=torch.float64)

    def kind(self, domain: str, is_fim: bool) -> int:
        """Number of a kind of tokens."""
        return 2 * self.domains.index(domain) + is_fim

    def add(self, losses: Tensor, counted: Tensor, kinds: Tensor) -> None:
        """Add tokens: their losses, whether they count, and their kinds; as many of each."""
        self.sums = self.sums.to(losses.device)
        values = torch.stack((losses.double().flatten(), counted.double().flatten()), dim=1)
        self.sums.index_add_(0, kinds.flatten(), values * counted.flatten()[:, None])

    def figures(self) -> dict[str, float]:
        """Mean loss in all, by domain, and of permuted and left-to-right pieces; only where there are tokens."""
        sums = self.sums.view(len(self.domains), 2, 2).cpu()
        parts = {"loss": sums.sum((0, 1)), f"loss/{LEFT_TO_RIGHT}": sums[:, 0].sum(0), f"loss/{FIM}": sums[:, 1].sum(0)}
        parts |= {f"loss/{domain}": sums[number].sum(0) for number, domain in enumerate(self.domains)}
        return {name: float(part[0] / part[1]) for name, part in parts.items() if part[1] > 0}

    @property
    def tokens(self) -> int:
        """Tokens that counted."""
        return int(self.sums[:, 1].sum())


def model_flops(model: Model, vocabulary: int, lengths: Sequence[Sequence[int]]) -> float:
    """Floating-point operations that training on windows needs, forward and backward, in the form of PaLM's appendix B.

    Six per parameter that is multiplied by and token, and 12 x layers x hidden per pair of tokens of one document. Not
    counted: embedding look-ups, padding, and what is computed again to save memory.
    """
    multiplied = parameter_count(model, vocabulary) - vocabulary * model.hidden
    tokens = sum(sum(row) for row in lengths)
    pairs = sum(length * length for row in lengths for length in row)
    return 6.0 * multiplied * tokens + 12.0 * model.layers * model.hidden * pairs


def peak_flops(options: Logs, device: torch.device) -> float | None:
    """What one device could do at most per second; None when nobody says."""
    if options.peak_tflops is not None:
        return options.peak_tflops * 1e12
    if device.type != "cuda":
        return None
    return peak_of(torch.cuda.get_device_name(device))


def peak_of(name: str) -> float | None:
    """The same of a device by its name."""
    return next((tflops * 1e12 for part, tflops in PEAK_TFLOPS.items() if part in name), None)


class Journal:
    """Where the first process of a run writes figures: `log.jsonl`, TensorBoard, and a line on the terminal."""

    def __init__(self, folder: Path, options: Logs, first: int, last: int) -> None:
        """Open the logs of a run that goes on after `first` steps; what they say of later steps goes.

        Raises:
            ConfigError: TensorBoard is wanted and not installed.
        """
        self._path, self._last = folder / "log.jsonl", last
        lines = self._path.read_text(encoding="utf-8").splitlines() if self._path.exists() else []
        kept = [line for line in lines if 0 < _step(line) <= first]
        self._path.write_text("".join(line + "\n" for line in kept), encoding="utf-8")
        self._board = _board(folder / "tensorboard", first + 1) if options.tensorboard else None
        self._started, self._first = perf_counter(), first

    def write(self, figures: Mapping[str, float | int | None]) -> None:
        """Add the figures of one step; `step` is among them."""
        figures = {name: None if value is None or not isfinite(value) else value for name, value in figures.items()}
        with self._path.open("a", encoding="utf-8") as log:
            log.write(json.dumps(figures) + "\n")
        step = int(figures["step"] or 0)
        if self._board is not None:
            for name, value in figures.items():
                if name != "step" and value is not None:
                    self._board.add_scalar(name, value, step)
        self._show(step, figures)

    def close(self) -> None:
        """Finish the logs."""
        if self._board is not None:
            self._board.close()
        if sys.stderr.isatty():
            print(file=sys.stderr)

    def _show(self, step: int, figures: Mapping[str, float | int | None]) -> None:
        left = (perf_counter() - self._started) / (step - self._first) * (self._last - step)
        losses = "  ".join(f"{name.removeprefix('loss/')} {value:.4f}" for name, value in figures.items()
                           if name.startswith("loss") and value is not None)
        mfu = figures.get("mfu")
        line = (f"step {step}/{self._last}  {losses}  rate {figures['learning_rate']:.2e}  "
                f"{figures['tokens_per_second']:,.0f} tokens/s  {f'MFU {mfu:.1%}  ' if mfu is not None else ''}"
                f"left {timedelta(seconds=round(left))}")
        end = "" if sys.stderr.isatty() else "\n"
        print(f"\r\x1b[2K{line}" if not end else line, end=end, file=sys.stderr, flush=True)


def _step(line: str) -> int:
    """Step of a line of the log; 0 of one that a killed process left half written."""
    try:
        return int(json.loads(line)["step"])
    except (ValueError, TypeError, KeyError):
        return 0


def _board(folder: Path, first: int) -> Any:
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError:
        raise ConfigError("logs.tensorboard: tensorboard is not installed; install repomill[train] or set it to "
                          "false") from None
    return SummaryWriter(str(folder), purge_step=first)  # type: ignore[no-untyped-call]
