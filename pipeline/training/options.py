"""The run file of training: typed options with their defaults. Read by jobs/train.py; needs no torch."""

from pathlib import Path
from typing import Annotated, Literal, NoReturn, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from pipeline.option_files import CHECKED_BY_US, Section, checked, read_values
from pipeline.training.data_options import Data

Share = Annotated[float, Field(ge=0, le=1)]


class Model(Section):
    """The shape of the model. Defaults are the 1.3B of the DeepSeek-Coder paper (table 2)."""

    hidden: int = Field(2048, gt=0, description="width of the residual stream")
    feed_forward: int = Field(5504, gt=0, description="width inside SwiGLU")
    layers: int = Field(24, gt=0)
    heads: int = Field(16, gt=0, description="query heads")
    kv_heads: int = Field(16, gt=0, description="key-value heads; fewer than heads: grouped-query attention")
    vocabulary: int | None = Field(None, gt=0, description="entries of embedding and output; None takes the "
                                   "tokenizer's, rounded up to a multiple of 64")
    rope_base: float = Field(10_000, gt=0)
    rope_factor: float = Field(1, ge=1, description="positions are divided by it (linear scaling)")
    norm_epsilon: float = Field(1e-6, gt=0)
    initial_deviation: float = Field(0.02, gt=0, description="of the normal distribution weights start from")

    @model_validator(mode="after")
    def _heads_fit(self) -> Self:
        if self.hidden % (2 * self.heads):
            _refuse(f"hidden {self.hidden} is not a multiple of 2 x heads ({2 * self.heads})")
        if self.heads % self.kv_heads:
            _refuse(f"heads {self.heads} is not a multiple of kv_heads {self.kv_heads}")
        return self


class Start(Section):
    """Where the weights of a stage come from when its own folder has no checkpoint yet."""

    init_from: str | None = Field(None, description="folder of a run, one of its checkpoints, or a Hugging Face folder "
                                  "with safetensors; None starts from random weights")
    load_optimizer: bool = Field(False, description="take over the moments of the optimizer, too")
    reset_data: bool = Field(True, description="read the data from its beginning; else go on where that run stopped")
    seed: int = Field(1, description="of random weights")


class Schedule(Section):
    """Steps and learning rate."""

    steps: int = Field(gt=0, description="optimizer steps of this stage")
    kind: Literal["multi_step", "cosine", "constant"] = Field("multi_step", description="multi_step: DeepSeek's")
    peak: float = Field(gt=0, description="learning rate after warm-up")
    warm_up: int = Field(2000, ge=0, description="steps in which the rate rises linearly")
    borders: tuple[Share, ...] = Field((0.8, 0.9), description="multi_step: shares of the steps at which it falls")
    fall: float = Field(0.1 ** 0.5, gt=0, le=1, description="multi_step: factor at each border")
    last: Share = Field(0.1, description="cosine: share of the peak at the end")


class Optimizer(Section):
    """AdamW."""

    betas: tuple[Share, Share] = (0.9, 0.95)
    epsilon: float = Field(1e-8, gt=0)
    weight_decay: float = Field(0.1, ge=0, description="of matrices; norms have none")
    clip: float = Field(1.0, gt=0, description="norm that gradients are cut down to")
    skips_in_a_row: int = Field(10, ge=1, description="steps without finite gradients before the run gives up")


class Batches(Section):
    """How the windows of a step are spread."""

    rows: int = Field(gt=0, description="windows of a step over all ranks")
    rows_per_device: int = Field(1, gt=0, description="windows in one forward pass; the rest is accumulated")


class Instructions(Section):
    """Instruction data: JSONL with `instruction` and `output`, or with `messages` of a chat, one example a line."""

    files: tuple[str, ...] = Field(min_length=1)
    tokenizer: str = Field(description="folder of a tokenizer, or a tokenizer.json")
    window: int = Field(4096, ge=64, description="positions of a row; longer examples are left out and counted")
    seed: int = Field(1, ge=0, description="of the order of examples in each epoch")


class Parallel(Section):
    """Ranks, numbers and memory. replicate x shard x sequence is the number of processes."""

    replicate: int = Field(1, ge=1, description="copies of the model, each sharded (HSDP)")
    sequence: int = Field(1, ge=1, description="processes that share a window (Ulysses)")
    precision: Literal["auto", "bf16", "fp32"] = Field("auto", description="auto: bf16 on CUDA; gradients are always "
                                                       "reduced in fp32")
    attention: Literal["auto", "documents", "flex", "varlen"] = "auto"
    recompute_every: int = Field(0, ge=0, description="every n-th layer drops its activations and computes them again; "
                                 "0 none, 1 all")
    compile: bool = Field(False, description="torch.compile each layer")
    timeout_seconds: int = Field(600, gt=0, description="that a rank waits for the others")


class Checkpoints(Section):
    """What is kept of a run."""

    every: int = Field(1000, gt=0, description="steps between checkpoints")
    keep: int = Field(3, ge=1, description="how many of the latest stay")
    milestones: int | None = Field(None, gt=0, description="checkpoints at multiples of this many steps stay for good")
    wait: bool = Field(False, description="write while training waits, not beside it")


class Logs(Section):
    """What is told while a run goes on."""

    every: int = Field(1, gt=0, description="steps between lines")
    tensorboard: bool = True
    peak_tflops: float | None = Field(None, gt=0, description="of one device, for MFU; None looks the device up")


class Training(Section):
    """A whole run file of training: one stage."""

    folder: str = Field(description="of this run: checkpoints and logs; a run that is started again goes on from them")
    model: Model = Model()
    start: Start = Start()
    schedule: Schedule
    optimizer: Optimizer = Optimizer()
    data: Data | None = Field(None, description="documents of a corpus")
    instructions: Instructions | None = Field(None, description="instructions and answers, instead of data")
    batches: Batches
    parallel: Parallel = Parallel()
    checkpoints: Checkpoints = Checkpoints()
    logs: Logs = Logs()

    @model_validator(mode="after")
    def _has_one_source(self) -> Self:
        if (self.data is None) == (self.instructions is None):
            _refuse("give either data or instructions")
        return self


def load_training(path: str | Path) -> Training:
    """Read a run file of training.

    `model` may have the key `from`: a file of model options, relative to the run file; other keys go over it. So stages
    share a model.

    Raises:
        ConfigError: the file is missing, is not YAML, or has unknown keys or bad values; all problems at once.
    """
    values = read_values(path, Training)
    model = values.get("model")
    if isinstance(model, dict) and isinstance(model.get("from"), str):
        base = read_values(Path(path).parent / model["from"], Model)
        values["model"] = base | {name: value for name, value in model.items() if name != "from"}
    return checked(Training, values, str(path))


def _refuse(problem: str) -> NoReturn:
    raise PydanticCustomError(CHECKED_BY_US, "{problem}", {"problem": problem})
