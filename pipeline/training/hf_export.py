"""A checkpoint as a Hugging Face folder, and the way back.

Parameters already have the names of `LlamaForCausalLM`, so export copies them, one file of weights at a time: no
process ever holds the whole model.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import nn

from pipeline.errors import InputError, OutputError
from pipeline.tokenizing import Tokenizer
from pipeline.training import checkpoint as checkpoints
from pipeline.training.chat import template
from pipeline.training.model import CausalModel
from pipeline.training.options import Model
from pipeline.training.parallel import put

CONFIG, INDEX = "config.json", "model.safetensors.index.json"
TOKENIZER = "tokenizer"  # folder in that of a run
FILE_BYTES = 5_000_000_000
Names = dict[str, list[int]]


def export(run: Path, out: Path, dtype: torch.dtype = torch.bfloat16) -> Path:
    """Write a checkpoint, or the newest one of a run, as a folder that `transformers`, vLLM and llama.cpp read.

    The folder appears whole or not at all.

    Returns:
        The checkpoint that was taken.

    Raises:
        InputError: there is no checkpoint, or it cannot be read.
        OutputError: the folder is there already.
    """
    found = checkpoints.checkpoint_in(run)
    if found is None:
        raise InputError(f"{run}: holds no checkpoint")
    if out.exists():
        raise OutputError(f"{out}: already there; choose another folder or remove it")
    about = checkpoints.about(found)
    model, vocabulary = Model.model_validate(about["model"]), int(about["vocabulary"])
    partial = out.with_name(f"{out.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    _write_weights(found, partial, model, vocabulary, dtype)
    tokenizer, window = Tokenizer.open(found.parent / TOKENIZER), int(about["window"])
    tokenizer.save(partial, model_max_length=window, chat_template=template(tokenizer.roles["turn"]))
    controls = tokenizer.controls
    ids = {"bos_token_id": controls.bos, "pad_token_id": controls.pad}
    files = {
        CONFIG: config(model, vocabulary, window, dtype) | ids | {"eos_token_id": controls.eos},
        "generation_config.json": ids | {"eos_token_id": [controls.eos, controls.turn]},
    }
    for name, content in files.items():
        (partial / name).write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    partial.rename(out)
    return found


def config(model: Model, vocabulary: int, window: int, dtype: torch.dtype) -> dict[str, Any]:
    """`config.json`. Rotary options are told in the way of transformers 5 and in that of older readers."""
    linear = model.rope_factor != 1
    return {
        "architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_act": "silu",
        "hidden_size": model.hidden, "intermediate_size": model.feed_forward, "num_hidden_layers": model.layers,
        "num_attention_heads": model.heads, "num_key_value_heads": model.kv_heads,
        "head_dim": model.hidden // model.heads, "vocab_size": vocabulary, "max_position_embeddings": window,
        "rms_norm_eps": model.norm_epsilon, "initializer_range": model.initial_deviation,
        "tie_word_embeddings": False, "attention_bias": False, "mlp_bias": False,
        "rope_parameters": {"rope_theta": model.rope_base, "rope_type": "linear" if linear else "default"}
        | ({"factor": model.rope_factor} if linear else {}),
        "rope_theta": model.rope_base,
        "rope_scaling": {"type": "linear", "factor": model.rope_factor} if linear else None,
        "torch_dtype": str(dtype).removeprefix("torch."), "dtype": str(dtype).removeprefix("torch."),
    }


def read_config(folder: Path) -> tuple[Model, int, int]:
    """Shape of the model of a Hugging Face folder, its vocabulary and its window.

    Raises:
        InputError: it cannot be read or is not a Llama model with default or linear rotary positions.
    """
    try:
        found = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        if found["model_type"] != "llama":
            raise InputError(f"{folder}: a model of type {found['model_type']}; only llama can be read")
        rope = found.get("rope_parameters") or found.get("rope_scaling") or {}
        kind = rope.get("rope_type", rope.get("type", "default"))
        if kind not in ("default", "linear"):
            raise InputError(f"{folder}: rotary positions of type {kind}; only default and linear can be read")
        model = Model(
            hidden=found["hidden_size"], feed_forward=found["intermediate_size"], layers=found["num_hidden_layers"],
            heads=found["num_attention_heads"], kv_heads=found.get("num_key_value_heads", found["num_attention_heads"]),
            rope_base=rope.get("rope_theta", found.get("rope_theta", 10_000)), rope_factor=rope.get("factor", 1),
            norm_epsilon=found["rms_norm_eps"],
        )
        return model, found["vocab_size"], found["max_position_embeddings"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{folder}: not a Hugging Face folder that can be read: {error!r}") from None


def is_hf_folder(folder: Path) -> bool:
    """Whether there are a config and weights."""
    return (folder / CONFIG).is_file() and any(folder.glob("*.safetensors"))


def load_weights(folder: Path, model: nn.Module) -> None:
    """Fill a model, sharded or not, from a Hugging Face folder.

    Raises:
        InputError: a weight is missing or has another shape.
    """
    places = {name: path for path in sorted(folder.glob("*.safetensors")) for name in _names_in(path)}
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            source = "model.embed_tokens.weight" if name == "lm_head.weight" and name not in places else name
            if source not in places:
                raise InputError(f"{folder}: no weights {name}")
            with safe_open(places[source], framework="pt") as file:
                value = file.get_tensor(source)
            if value.shape != parameter.shape:
                raise InputError(f"{folder}: {name} is {list(value.shape)}, the model's is {list(parameter.shape)}")
            put(parameter, value)


def _names_in(path: Path) -> list[str]:
    try:
        with safe_open(path, framework="pt") as file:
            return list(file.keys())
    except SafetensorError as error:
        raise InputError(f"{path}: cannot be read: {error}") from None


def _write_weights(checkpoint: Path, out: Path, model: Model, vocabulary: int, dtype: torch.dtype) -> None:
    files = list(_files(model, vocabulary, dtype))
    index: dict[str, str] = {}
    for number, shapes in enumerate(files, start=1):
        name = f"model-{number:05d}-of-{len(files):05d}.safetensors" if len(files) > 1 else "model.safetensors"
        weights = {key: torch.empty(shape) for key, shape in shapes.items()}
        checkpoints.read(checkpoint, {"model": weights})
        save_file({key: value.to(dtype) for key, value in weights.items()}, out / name, metadata={"format": "pt"})
        index |= dict.fromkeys(shapes, name)
    if len(files) > 1:
        content = {"metadata": {}, "weight_map": index}
        (out / INDEX).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _files(model: Model, vocabulary: int, dtype: torch.dtype) -> Iterator[Names]:
    """Names and shapes of the weights of each file, so that none is larger than FILE_BYTES by more than one weight."""
    with torch.device("meta"):
        shapes = {name: value.shape for name, value in CausalModel(model, vocabulary).state_dict().items()}
    file: Names = {}
    size = 0
    for name, shape in shapes.items():
        if size > FILE_BYTES:
            yield file
            file, size = {}, 0
        file[name] = list(shape)
        size += shape.numel() * dtype.itemsize
    yield file
