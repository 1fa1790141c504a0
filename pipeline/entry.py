"""How an entry point ends: a clear message and a status, never a stack trace for what a user can mend."""

import sys
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path

from rich.console import Console

from pipeline.config import Run, load_run
from pipeline.errors import INTERRUPTED, UserError
from pipeline.faults import fault
from pipeline.option_files import checked, read_values
from pipeline.progress import console


def guarded(work: Callable[[], None]) -> int:
    """Do the work and return the exit status; print the message of a UserError.

    Returns:
        0 when the work is done; 2 for an error of the user's or of the machine, 75 when another run has the corpus, 124
        when time is up; 130 when interrupted. Bugs of ours are raised, which makes it 1.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a name the terminal cannot show must not end the work
    try:
        work()
    except UserError as error:
        return _told(error)
    except KeyboardInterrupt:
        print("repomill: interrupted; what was there before is unchanged", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has seen enough, as in `repomill show ... | head`
        sys.stderr.close()
        return 0
    except (OSError, MemoryError) as error:
        found = fault(error)
        if found is None:
            raise
        return _told(found)
    return 0


def _told(error: UserError) -> int:
    for line in str(error).splitlines():
        print(f"repomill: {line}", file=sys.stderr)
    return error.status


def stage_main(stage: str) -> None:
    """Entry of jobs/<stage>.py: one argument, the run file."""
    _main(f"jobs/{stage}.py", lambda run, screen: _run_stage(stage, run, screen))


def run_main() -> None:
    """Entry of jobs/run.py: one argument, the run file."""
    _main("jobs/run.py", _run_all)


def refresh_main() -> None:
    """Entry of jobs/refresh.py: one argument, the run file."""
    _main("jobs/refresh.py", _refresh)


def benchmarks_main() -> None:
    """Entry of jobs/build_contamination_index.py: folder of benchmarks, file to write, perhaps a clean corpus."""

    def work() -> None:
        from pipeline.benchmark_index import make_index

        if len(sys.argv) not in (3, 4) or sys.argv[1].startswith("-"):
            raise UserError("usage: jobs/build_contamination_index.py BENCHMARKS OUT [CLEAN_CORPUS]")
        benchmarks, out, *clean = map(Path, sys.argv[1:])
        for line in make_index(benchmarks, out, clean[0] if clean else None).lines():
            print(line)

    sys.exit(guarded(work))


def quality_main() -> None:
    """Entry of jobs/train_quality.py: labelled files, the model to write, perhaps its name."""

    def work() -> None:
        if len(sys.argv) not in (3, 4) or sys.argv[1].startswith("-"):
            raise UserError("usage: jobs/train_quality.py LABELLED.jsonl MODEL.json [NAME]")
        from pipeline.quality.model import write_model
        from pipeline.quality.train import described, read_sample, train

        labelled, out = map(Path, sys.argv[1:3])
        sample = read_sample(labelled)
        model = train(sample, sys.argv[3] if sys.argv[3:] else out.stem, described(labelled, sample))
        write_model(model, out)
        print(f"{out}: {len(model.norms)} languages, held-out AUC {model.figures['held_out']['auc']}")

    sys.exit(guarded(work))


def tokenizer_main() -> None:
    """Entry of jobs/train_tokenizer.py: one argument, the run file of a tokenizer."""

    def work(run_file: str) -> None:
        from pipeline.tokenizing.make import TokenizerRun, make_tokenizer

        for line in make_tokenizer(checked(TokenizerRun, read_values(run_file, TokenizerRun), run_file)):
            print(line)

    _with_file("jobs/train_tokenizer.py TOKENIZER.yaml (conf/training/tokenizer.yaml is an example)", work)


def train_main() -> None:
    """Entry of jobs/train.py: one argument, the run file of a stage."""

    def work(run_file: str) -> None:
        from pipeline.training.options import load_training
        from pipeline.training.source import open_source
        from pipeline.training.train import train

        train(load_training(run_file), open_source)

    _with_file("jobs/train.py RUN.yaml (conf/training/tiny.yaml is an example)", work)


def evaluate_main() -> None:
    """Entry of jobs/evaluate.py: one argument, the run file of an evaluation."""

    def work(run_file: str) -> None:
        from pipeline.training.evaluation import Evaluation, as_markdown, evaluate

        print(as_markdown(evaluate(checked(Evaluation, read_values(run_file, Evaluation), run_file))))

    _with_file("jobs/evaluate.py EVALUATION.yaml (conf/training/evaluate.yaml is an example)", work)


def _with_file(usage: str, work: Callable[[str], None]) -> None:
    def with_argument() -> None:
        if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
            raise UserError(f"usage: {usage}")
        work(sys.argv[1])

    sys.exit(guarded(with_argument))


def _main(program: str, work: Callable[[Run, Console], None]) -> None:
    _with_file(f"{program} RUN.yaml (conf/local.yaml is an example)", lambda path: work(load_run(path), console()))


def _run_stage(stage: str, run: Run, screen: Console) -> None:
    from pipeline.run import run_stage

    run_stage(stage, run, screen)
    print(f"{stage}: done, in {run.output.path}")


def _run_all(run: Run, screen: Console) -> None:
    from pipeline.build import build
    from pipeline.report.summary import print_summary

    print_summary(build(run, screen), run.output.path)


def _refresh(run: Run, screen: Console) -> None:
    from pipeline.scheduled import scheduled_refresh

    print(scheduled_refresh(run, screen))
