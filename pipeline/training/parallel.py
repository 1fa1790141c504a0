"""Processes, devices, and the model spread over them by FSDP2."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.distributed import HashStore  # type: ignore[attr-defined]
from torch.distributed.device_mesh import DeviceMesh, init_device_mesh
from torch.distributed.fsdp import MixedPrecisionPolicy, fully_shard
from torch.distributed.tensor import DTensor, distribute_tensor

from pipeline.errors import ConfigError
from pipeline.training.model import CausalModel
from pipeline.training.options import Model, Parallel


@dataclass(frozen=True)
class World:
    """The processes of a run, seen from one of them.

    Attributes:
        rank: number of this process.
        size: number of processes.
        device: where this one computes.
        mesh: what parameters are sharded over; two dimensions when the model is also replicated.
        sequence: the processes that share windows with this one; None when it has its own.
        writing: a group for checkpoints, which are written beside the training's own traffic.
        data_rank: number among the processes that read different windows.
        data_size: number of those.
    """

    rank: int
    size: int
    device: torch.device
    mesh: DeviceMesh
    sequence: dist.ProcessGroup | None
    writing: dist.ProcessGroup
    data_rank: int
    data_size: int

    def total(self, values: Tensor) -> Tensor:
        """Sum over all processes, in place."""
        dist.all_reduce(values)
        return values


@contextmanager
def world(options: Parallel) -> Iterator[World]:
    """Join the processes that torchrun started; without torchrun, be the only one. Leaves them at the end.

    Raises:
        ConfigError: the number of processes is not a multiple of replicate x sequence.
    """
    size, rank = int(os.environ.get("WORLD_SIZE", 1)), int(os.environ.get("RANK", 0))
    if size % (options.replicate * options.sequence):
        raise ConfigError(f"parallel: {size} processes are not a multiple of replicate {options.replicate} x sequence "
                          f"{options.sequence}")
    cuda = torch.cuda.is_available()
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0))) if cuda else torch.device("cpu")
    if cuda:
        torch.cuda.set_device(device)
    backend = "cpu:gloo,cuda:nccl" if cuda else "gloo"
    timeout = timedelta(seconds=options.timeout_seconds)
    if "WORLD_SIZE" in os.environ:
        dist.init_process_group(backend, timeout=timeout)
    else:
        dist.init_process_group(backend, store=HashStore(), rank=0, world_size=1)
    try:
        yield _world(options, device, rank, size, timeout)
    finally:
        dist.destroy_process_group()


def _world(options: Parallel, device: torch.device, rank: int, size: int, timeout: timedelta) -> World:
    sharded = size // options.replicate
    shape, names = ((options.replicate, sharded), ("replicate", "shard"))
    mesh = init_device_mesh(device.type, shape if options.replicate > 1 else (size,),
                            mesh_dim_names=names if options.replicate > 1 else ("shard",))
    sequence = None
    if options.sequence > 1:
        shared = init_device_mesh(device.type, (size // options.sequence, options.sequence),
                                  mesh_dim_names=("data", "sequence"))
        sequence = shared.get_group("sequence")
    writing = dist.new_group(backend="gloo", timeout=timeout)
    return World(rank, size, device, mesh, sequence, writing, rank // options.sequence, size // options.sequence)


def precision(options: Parallel, device: torch.device) -> torch.dtype:
    """Type of numbers that layers compute with; parameters are kept in fp32."""
    if options.precision == "auto":
        return torch.bfloat16 if device.type == "cuda" else torch.float32
    return torch.bfloat16 if options.precision == "bf16" else torch.float32


def sharded_model(model: Model, vocabulary: int, options: Parallel, world: World) -> CausalModel:
    """A model over the processes of a mesh, without values yet: fill it by `initialise` or from a checkpoint.

    Raises:
        ConfigError: the heads cannot be shared by the processes of a window.
    """
    if model.kv_heads % options.sequence:
        raise ConfigError(f"parallel.sequence: {options.sequence} processes cannot share {model.kv_heads} kv_heads")
    with torch.device("meta"):
        made = CausalModel(model, vocabulary)
    policy = MixedPrecisionPolicy(param_dtype=precision(options, world.device), reduce_dtype=torch.float32)
    blocks = made.blocks()
    for number, block in enumerate(blocks):
        block.recompute = options.recompute_every > 0 and number % options.recompute_every == 0
        if options.compile:
            block.compile()
        # The last block is needed again at once, by the backward pass.
        fully_shard(block, mesh=world.mesh, mp_policy=policy, reshard_after_forward=block is not blocks[-1])
    fully_shard(made, mesh=world.mesh, mp_policy=policy)
    return made.to_empty(device=world.device)


def initialise(model: nn.Module, deviation: float, seed: int) -> None:
    """Random weights, the same for any number of processes: each comes from a stream named by its parameter.

    (`nn.init` would give all processes of a CPU mesh the same shard, and other weights for other numbers of them.)
    """
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.ndim == 1:
                parameter.fill_(1.0)  # norms
                continue
            digest = sha256(f"{seed}:{name}".encode()).digest()
            stream = torch.Generator().manual_seed(int.from_bytes(digest[:7], "big"))
            put(parameter, torch.empty(parameter.shape).normal_(0, deviation, generator=stream))


def put(parameter: Tensor, value: Tensor) -> None:
    """Copy a whole tensor, the same on every process, into a parameter that may be sharded."""
    if isinstance(parameter, DTensor):
        value = value.to(parameter.device, parameter.dtype)
        parameter.copy_(distribute_tensor(value, parameter.device_mesh, parameter.placements, src_data_rank=None))
    else:
        parameter.copy_(value)
