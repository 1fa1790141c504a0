"""Programs that a model writes for problems of the kind of HumanEval, run and judged by their tests."""

from typing import Any

from pipeline.evaluation.programs import Programs, Sandboxed, program_of, read_problems
from pipeline.evaluation.scores import pass_at
from pipeline.training.generate import Sampling, Writer


def programs(writer: Writer, run: Programs) -> dict[str, Any]:
    """Write samples for every problem, run them, and estimate pass@k.

    Returns:
        `problems`, `samples` of each, `pass`: by `pass@k` the mean over problems; `outcomes`: samples by how they
        ended; `sandbox`: what kept the programs from doing harm.

    Raises:
        UserError: the problems cannot be read, or nothing can be run here.
    """
    problems = read_problems(run)
    outcomes: dict[str, int] = {}
    sums = dict.fromkeys(run.k, 0.0)
    with Sandboxed(run.limits) as box:
        for problem in problems:
            right = 0
            for sample in range(run.samples):
                sampling = Sampling(run.tokens, run.temperature, run.top_p, sample, problem.stops)
                ended = box.run(program_of(problem, writer.complete(problem.prompt, sampling)))
                outcomes[ended] = outcomes.get(ended, 0) + 1
                right += ended == "passed"
            for k in run.k:
                sums[k] += pass_at(k, run.samples, right)
        return {"problems": len(problems), "samples": run.samples,
                "pass": {f"pass@{k}": sums[k] / len(problems) for k in run.k}, "outcomes": outcomes,
                "sandbox": box.described}
