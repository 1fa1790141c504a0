"""Lines of held-out repositories that use what another file defines, completed after files of the graph and without."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pipeline.evaluation.repository_questions import Line
from pipeline.evaluation.scores import edit_similarity, interval
from pipeline.training.generate import Sampling, Writer


def line_completion(writer: Writer, lines: Iterable[Line], sampling: Sampling) -> dict[str, dict[str, Any]]:
    """Complete lines, and say how many are exactly right and how similar they are, with and without context.

    Returns:
        By `with_context` and `without`: `lines`, `exact` (share), `similarity` (mean edit similarity, 0 to 1); by
        `gain` the mean difference of the similarities with `low` and `high`, the ends of its 95% interval over
        repositories. White space at both ends of a line does not count. Empty without lines.
    """
    sampling = replace(sampling, stops=("\n",))
    answers: dict[str, list[str]] = {"with_context": [], "without": []}
    some = list(lines)
    for line in some:
        prefix = writer.tokenizer.encode(line.prefix)[-(writer.window // 2) :]
        room = writer.room(sampling) - len(prefix)
        context = writer.tokenizer.encode(line.asked.context(room, writer.count))
        answers["without"].append(writer.follow(prefix.tolist(), sampling))
        answers["with_context"].append(writer.follow([*context.tolist(), *prefix.tolist()], sampling))
    if not some:
        return {}
    rests = [line.rest.strip() for line in some]
    found, similarities = {}, {}
    for name, given in answers.items():
        texts = [text.strip() for text in given]
        similarities[name] = [edit_similarity(text, rest) for text, rest in zip(texts, rests, strict=True)]
        exact = sum(text == rest for text, rest in zip(texts, rests, strict=True))
        found[name] = {"lines": len(some), "exact": exact / len(some),
                       "similarity": sum(similarities[name]) / len(some)}
    return found | {"gain": _gain(some, similarities)}


def _gain(lines: list[Line], similarities: dict[str, list[float]]) -> dict[str, float]:
    repos = sorted({line.asked.repository.name for line in lines})
    sums, counts = [0.0] * len(repos), [0.0] * len(repos)
    for line, one, other in zip(lines, similarities["with_context"], similarities["without"], strict=True):
        number = repos.index(line.asked.repository.name)
        sums[number] += one - other
        counts[number] += 1
    mean, low, high = interval(sums, counts)
    return {"similarity": mean, "low": low, "high": high}
