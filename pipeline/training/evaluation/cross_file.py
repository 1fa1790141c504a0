"""Cross-file loss: how well a model knows what other files of a repository define, having read them and not."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.evaluation.repository_questions import Asked, Count
from pipeline.evaluation.scores import interval
from pipeline.tokenizing import Tokenizer
from pipeline.training.evaluation.losses import losses
from pipeline.training.generate import Writer

Before = Callable[[Asked, int, Count], str]
CHARACTERS = 32  # of a token at most, in the beginning of a file: enough for half a window of any code

@dataclass(frozen=True, slots=True)
class Prompt:
    """The tokens of a file's beginning, and of what is to be read before it.

    Attributes:
        repo: its repository.
        path: the file.
        language: of the file.
        ids: of its beginning, up to half a window.
        naming: which of them have a character of a name that another file defines.
        context: tokens of the files that the graph says to read before, in the rest of the window.
    """

    repo: str
    path: str
    language: str
    ids: Sequence[int]
    naming: NDArray[np.bool_]
    context: Sequence[int]


@dataclass(frozen=True, slots=True)
class Reading:
    """The losses of the tokens of a prompt, read twice.

    Attributes:
        prompt: what was read.
        with_context: nats of each of its ids after the context.
        without: the same after nothing.
    """

    prompt: Prompt
    with_context: NDArray[np.float64]
    without: NDArray[np.float64]


def prompts(tokenizer: Tokenizer, window: int, asked: Iterable[Asked], before: Before = Asked.context) -> list[Prompt]:
    """The beginning of files, up to half a window, and their context.

    Files without a context that fits, and without a name in what is read, are left out: both sides are of the same
    tokens.

    Args:
        tokenizer: of the model.
        window: tokens that it reads.
        asked: the files.
        before: what is read before a file, within so many tokens.
    """
    found = []
    count = cache(lambda text: len(tokenizer.encode(text)))
    for one in asked:
        header = one.file.header
        tokens = tokenizer.encode_all([(header + one.file.text)[: window * CHARACTERS]])[0].part(0, window // 2)
        naming = _naming(one, header, tokens.starts, tokens.ends)
        if not naming.any():
            continue
        context = tokenizer.encode(before(one, window - 1 - len(tokens.ids), count))
        if len(context):
            found.append(Prompt(one.repository.name, one.file.path, one.file.language, tokens.ids.tolist(), naming,
                                context.tolist()))
    return found


def readings(writer: Writer, some: Iterable[Prompt]) -> list[Reading]:
    """The losses of a model, with context and without."""
    return [Reading(one, losses(writer, [*one.context, *one.ids])[len(one.context) :], losses(writer, one.ids))
            for one in some]


def _naming(one: Asked, header: str, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.bool_]:
    raw, found = one.file.text.encode(), np.zeros(len(starts), np.bool_)
    place = character = 0
    for mention in one.mentions:
        character, place = character + len(raw[place : mention.start].decode()), mention.start
        first = len(header) + character
        last = first + len(raw[mention.start : mention.end].decode())
        if len(ends) and first >= ends[-1]:
            break
        # A token that is only the space before a name names nothing.
        found |= (ends > first) & (starts < last)
    return found


def cross_file(found: list[Reading]) -> dict[str, dict[str, Any]]:
    """Figures by language and of all: losses of naming tokens and of all tokens, with and without context.

    `gain` is the loss without less that with context, of naming tokens; `low` and `high` are the ends of its 95%
    interval over repositories.
    """
    by_language: dict[str, list[Reading]] = {"all": found} if found else {}
    for language in sorted({reading.prompt.language for reading in found}):
        by_language[language] = [reading for reading in found if reading.prompt.language == language]
    return {language: _figures(some) for language, some in by_language.items()}


def _figures(found: list[Reading]) -> dict[str, Any]:
    repos = sorted({reading.prompt.repo for reading in found})
    sums = np.zeros((len(repos), 6))
    for reading in found:
        named = reading.prompt.naming
        sums[repos.index(reading.prompt.repo)] += [
            named.sum(), reading.with_context[named].sum(), reading.without[named].sum(), len(named),
            reading.with_context.sum(), reading.without.sum()]
    total = sums.sum(axis=0)
    gain, low, high = interval(sums[:, 2] - sums[:, 1], sums[:, 0])
    return {
        "repositories": len(repos), "files": len(found), "tokens": int(total[0]), "all_tokens": int(total[3]),
        "with_context": total[1] / total[0], "without": total[2] / total[0], "gain": gain, "low": low, "high": high,
        "all_with_context": total[4] / total[3], "all_without": total[5] / total[3],
        "times_likelier": exp(gain),
    }
