"""Problems of the kind of HumanEval: a prompt to go on from, and tests of the whole program."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from pipeline.errors import InputError
from pipeline.evaluation.sandbox import Limits, Sandboxed
from pipeline.option_files import CHECKED_BY_US, Section

__all__ = ["Problem", "Programs", "Sandboxed", "program_of", "read_problems"]

# Where a Python answer ends: what begins in the first column is no part of the function (arXiv 2107.03374).
STOPS = ("\nclass", "\ndef", "\n#", "\nif", "\nprint", "\n@", '\n"""')


class Programs(Section):
    """Problems, how many programs are written for each, and how these are run. Python only."""

    file: str = Field(description="JSON lines as HumanEval has them: prompt, test, perhaps task_id, entry_point, "
                      "stop_tokens")
    problems: int | None = Field(None, gt=0, description="the first so many; None all")
    samples: int = Field(1, gt=0, description="programs of each problem")
    k: tuple[int, ...] = Field((1,), min_length=1, description="of pass@k, each up to samples")
    temperature: float = Field(0.0, ge=0, description="0 writes the likeliest program")
    top_p: float = Field(1.0, ge=0, le=1)
    tokens: int = Field(256, gt=0, description="of an answer")
    limits: Limits = Limits()

    @model_validator(mode="after")
    def _enough_samples(self) -> Self:
        if min(self.k) < 1 or max(self.k) > self.samples:
            raise PydanticCustomError(CHECKED_BY_US, "k: from 1 to samples")
        return self


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem: the program is `prompt`, what a model goes on with up to one of `stops`, and `test`."""

    name: str
    prompt: str
    test: str
    stops: tuple[str, ...]


def read_problems(run: Programs) -> list[Problem]:
    """The problems of a file.

    Raises:
        InputError: it cannot be read, or a line is no Python problem; says which.
    """
    try:
        text = Path(run.file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{run.file}: cannot be read as JSON lines: {error}") from None
    found = list(_problems(run.file, text))[: run.problems]
    if not found:
        raise InputError(f"{run.file}: holds no problems")
    return found


def _problems(file: str, text: str) -> Iterator[Problem]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
        except ValueError as error:
            raise InputError(f"{file}:{number}: not JSON: {error}") from None
        if not isinstance(values, dict) or not all(isinstance(values.get(key), str) for key in ("prompt", "test")):
            raise InputError(f"{file}:{number}: a problem is an object with the texts `prompt` and `test`")
        language = str(values.get("language") or "python").lower()
        if language not in ("py", "python"):
            raise InputError(f"{file}:{number}: a problem in {language}; only Python programs can be run")
        test, entry = values["test"], values.get("entry_point")
        if isinstance(entry, str) and f"check({entry})" not in test:
            test += f"\n\ncheck({entry})\n"
        stops = tuple(stop for stop in values.get("stop_tokens") or () if isinstance(stop, str) and stop)
        yield Problem(str(values.get("task_id", number)), values["prompt"], test, stops or STOPS)


def program_of(problem: Problem, answer: str) -> str:
    """The whole program."""
    return f"{problem.prompt}{answer}\n{problem.test}\n"


