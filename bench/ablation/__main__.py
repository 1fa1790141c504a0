"""Train tiny models that differ in one switch, and print what that changes.

Run: `python -m bench.ablation [RUN.yaml]` (conf/training/ablation.yaml). An arm that is done is not done again.
"""

import json
import shutil
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch

from bench.ablation.measure import Questions, Sums, measured, questions
from bench.ablation.options import Ablation, Arm
from bench.ablation.stretches import Stretch, Text, chosen, rows, stretches, texts, write
from bench.ablation.table import lines
from pipeline.entry import guarded
from pipeline.held_out import held_out
from pipeline.option_files import checked, read_values
from pipeline.tokenizing import Tokenizer
from pipeline.tokenizing.train import train as train_tokenizer
from pipeline.training.generate import Writer
from pipeline.training.options import Training
from pipeline.training.source import open_source
from pipeline.training.train import train

RUN = "conf/training/ablation.yaml"


def pools(run: Ablation) -> dict[str, list[Stretch]]:
    """The stretches of each level of deduplication."""
    everything = stretches(Path(run.corpus), held_out(Path(run.corpus), run.held_out), run.part_bytes)
    kept = [one for one in everything if not one.dropped]
    return {"none": chosen(everything, run.train_bytes), "repositories": chosen(kept, run.train_bytes),
            "files": chosen(kept, run.train_bytes)}


def training(run: Ablation, arm: Arm, seed: int, folder: Path) -> Training:
    """The run of an arm."""
    return Training.model_validate({
        "folder": str(folder / "run"), "model": run.model.model_dump(), "start": {"seed": seed},
        "schedule": {"steps": run.steps, "kind": "cosine", "peak": run.peak, "warm_up": run.steps // 10},
        "data": {"corpus": str(folder / "corpus"), "tokenizer": str(Path(run.out) / "tokenizer"), "seed": seed,
                 "pack": {"window": run.window, "shards": 2, "pending": 32},
                 "fim": {"rate": 0.0} if arm.fim == "none" else {"rate": 0.5, "middles": {arm.fim: 1.0}}},
        "batches": {"rows": run.rows, "rows_per_device": run.rows},
        "checkpoints": {"every": run.steps, "keep": 1, "wait": True}, "logs": {"every": 20, "tensorboard": False},
    })


def result(run: Ablation, arm: Arm, seed: int, some: Sequence[Stretch], known: Mapping[str, Mapping[str, Text]],
           asked: tuple[Questions, Questions]) -> Sums:
    """The losses of an arm with a seed, from its folder if it is done."""
    folder = Path(run.out) / f"{arm.name.replace(' ', '-').replace('/', '-')}-{seed}"
    done = folder / "losses.json"
    options = run.model_dump(exclude={"arms", "seeds", "threads"}) | arm.model_dump() | {"seed": seed}
    if done.exists() and (found := json.loads(done.read_text()))["options"] == json.loads(json.dumps(options)):
        return found["sums"]
    shutil.rmtree(folder, ignore_errors=True)
    started = time.process_time()
    write(folder / "corpus", rows(some, known, arm, run.window))
    train(training(run, arm, seed, folder), open_source)
    trained = time.process_time() - started
    sums = measured(Writer.open(folder / "run"), asked[not arm.headers])
    seconds = time.process_time() - started
    print(f"{arm.name}, seed {seed}: {trained:,.0f} CPU seconds of training, {seconds - trained:,.0f} of questions",
          flush=True)
    done.write_text(json.dumps({"options": options, "cpu_seconds": seconds, "sums": sums}))
    return json.loads(done.read_text())["sums"]


def work() -> None:
    """All arms, then the table, also as `table.md`."""
    place = sys.argv[1] if len(sys.argv) > 1 else RUN
    run = checked(Ablation, read_values(place, Ablation), place)
    torch.set_num_threads(run.threads)
    out = Path(run.out)
    found = pools(run)
    known = texts(Path(run.corpus), [one for pool in found.values() for one in pool])
    if not (out / "tokenizer").exists():
        (out / "tokenizer").mkdir(parents=True)
        train_tokenizer((known[one.document_id][path].text.decode() for one in found["files"] for path in one.paths),
                        run.entries).save(out / "tokenizer")
    started = time.process_time()
    asked = questions(run, Tokenizer.open(out / "tokenizer"))
    repos = {one.repo for one in found["files"]}
    print(f"{len(found['files']):,} stretches of {len(repos)} repositories to train on, "
          f"{len(asked[0].texts)} documents and {len(asked[0].prompts)} files of others to ask about, found in "
          f"{time.process_time() - started:.0f} CPU seconds", flush=True)
    sums: dict[str, list[Sums]] = {arm.name: [] for arm in run.arms}
    for seed in run.seeds:  # all arms with the first, so that there is something to see early
        for arm in run.arms:
            sums[arm.name].append(result(run, arm, seed, found[arm.dedup], known, asked))
    table = "\n".join(lines(sums))
    (out / "table.md").write_text(table + "\n", encoding="utf-8")
    print(table)


if __name__ == "__main__":
    sys.exit(guarded(work))
