"""Train one tiny model on files alone, let it go on in ways that differ in one switch, and print what that changes.

Run: `python -m bench.ablation [RUN.yaml]` (conf/training/ablation.yaml). What is done is not done again. The comparison
is paired: the arms of a seed begin with the same weights, read the same files with the same seeds, and answer the same
questions, so that they differ in nothing but what stands before what.
"""

import json
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import torch

from bench.ablation.measure import Questions, Sums, measured, questions
from bench.ablation.options import Ablation, Arm
from bench.ablation.stretches import Stretch, Text, chosen, near_share, rows, singles, stretches, texts, write
from bench.ablation.table import lines
from pipeline.entry import guarded
from pipeline.folder import CorpusFolder
from pipeline.held_out import held_out
from pipeline.option_files import checked, read_values
from pipeline.tokenizing import Tokenizer
from pipeline.tokenizing.train import train as train_tokenizer
from pipeline.training.generate import Writer
from pipeline.training.options import Training
from pipeline.training.source import open_source
from pipeline.training.train import train

RUN = "conf/training/ablation.yaml"
BASE = Arm(name="base")
CHECKPOINT = 250  # steps after which a run that is killed goes on


@dataclass(frozen=True, slots=True)
class Material:
    """What models are trained on: stretches by level of deduplication, single files, and the texts of all of them."""

    pools: Mapping[str, Sequence[Stretch]]
    files: Sequence[Stretch]
    known: Mapping[str, Mapping[str, Text]]


def material(run: Ablation) -> Material:
    """Choose it."""
    corpus, left_out = Path(run.corpus), held_out(Path(run.corpus), run.held_out)
    everything = stretches(corpus, left_out, run.part_bytes, run.file_bytes)
    kept = chosen([one for one in everything if not one.dropped], run.train_bytes)
    pools = {"none": chosen(everything, run.train_bytes), "repositories": kept, "files": kept}
    files = chosen(singles(corpus, left_out), run.base.train_bytes)
    return Material(pools, files, texts(corpus, [*files, *(one for pool in pools.values() for one in pool)]))


def training(run: Ablation, arm: Arm, seed: int, folder: Path) -> Training:
    """The run of an arm, or of the model that all of them go on from."""
    own = run.base if arm is BASE else run
    start = {"seed": seed} if arm is BASE else {"seed": seed, "init_from": str(Path(run.out) / BASE.name / "run")}
    return Training.model_validate({
        "folder": str(folder / "run"), "model": run.model.model_dump(), "start": start,
        "schedule": {"steps": own.steps, "kind": "cosine", "peak": own.peak, "warm_up": own.steps // 10},
        "data": {"corpus": str(folder / "corpus"), "tokenizer": str(Path(run.out) / "tokenizer"), "seed": seed,
                 "pack": {"window": run.window, "shards": 2, "pending": 32},
                 "fim": {"rate": 0.0} if arm.fim == "none" else {"rate": 0.5, "middles": {arm.fim: 1.0}}},
        "batches": {"rows": own.rows, "rows_per_device": own.rows},
        "checkpoints": {"every": CHECKPOINT, "keep": 1, "wait": True}, "logs": {"every": 20, "tensorboard": False},
    })


def once(folder: Path, options: Mapping[str, Any], work: Callable[[], Any]) -> Any:
    """What is in a folder, or work done into it, unless it was done with the same options; half done, it goes on."""
    begun, done, wanted = folder / "begun.json", folder / "done.json", json.dumps(options)
    if not begun.exists() or begun.read_text() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        begun.write_text(wanted)
    if not done.exists():
        started = time.process_time()
        result = work()
        print(f"{folder.name}: {time.process_time() - started:,.0f} CPU seconds", flush=True)
        written = folder / "done.partial"
        written.write_text(json.dumps({"cpu_seconds": time.process_time() - started, "result": result}))
        written.rename(done)
    return json.loads(done.read_text())["result"]


def trained(run: Ablation, arm: Arm, seed: int, folder: Path, some: Sequence[Stretch], found: Material) -> Writer:
    """The model of an arm."""
    if not CorpusFolder(folder / "corpus").manifest():
        write(folder / "corpus", rows(some, found.known, arm, run.window))
    train(training(run, arm, seed, folder), open_source)
    return Writer.open(folder / "run")


def answers(writer: Writer, asked: tuple[Questions, Questions], headers: bool) -> list[Any]:
    """The sums of a model as lists, to be kept as JSON."""
    return [[name, [[*file, *pair] for file, pair in by_file.items()]]
            for name, by_file in measured(writer, asked[not headers]).items()]


def compare(run: Ablation, found: Material) -> list[str]:
    """Train and ask all, and make the table."""
    out = Path(run.out)
    shared = run.model_dump(exclude={"arms", "seeds", "threads", "steps", "rows", "peak"})
    once(out / "tokenizer", shared, lambda: train_tokenizer(
        (found.known[one.document_id][path].text.decode() for one in found.files for path in one.paths),
        run.entries).save(out / "tokenizer"))
    ask = cache(lambda: questions(run, Tokenizer.open(out / "tokenizer")))

    def done(arm: Arm, seed: int, name: str, some: Sequence[Stretch], options: Mapping[str, Any]) -> Sums:
        kept = once(out / name, options, lambda: answers(
            trained(run, arm, seed, out / name, some, found), ask(), arm.headers))
        return {what: {(repo, path): (nats, tokens) for repo, path, nats, tokens in by_file} for what, by_file in kept}

    done(BASE, run.seeds[0], BASE.name, found.files, shared)
    sums: dict[str, list[Sums]] = {arm.name: [] for arm in run.arms}
    near = {arm.name: near_share(found.pools[arm.dedup], found.known, arm.order, run.window) for arm in run.arms}
    for seed in run.seeds:  # all arms with the first, so that there is something to see early
        for arm in run.arms:
            options = run.model_dump(exclude={"arms", "seeds", "threads"}) | arm.model_dump() | {"seed": seed}
            name = f"{arm.name.replace(' ', '-').replace('/', '-')}-{seed}"
            sums[arm.name].append(done(arm, seed, name, found.pools[arm.dedup], options))
        table = lines(sums, near)
        (out / "table.md").write_text("\n".join(table) + "\n", encoding="utf-8")
    return table


def work() -> None:
    """All arms, then the table, also as `table.md`."""
    place = sys.argv[1] if len(sys.argv) > 1 else RUN
    run = checked(Ablation, read_values(place, Ablation), place)
    torch.set_num_threads(run.threads)
    found = material(run)
    some = found.pools["files"]
    print(f"{len(found.files):,} files for the model that all arms go on from; {len(some):,} stretches, "
          f"{sum(len(one.paths) for one in some):,} files and {sum(len(one.edges) for one in some):,} dependencies of "
          f"{len({one.repo for one in some})} repositories for the arms", flush=True)
    print("\n".join(compare(run, found)))


if __name__ == "__main__":
    sys.exit(guarded(work))
