"""What measuring costs: CPU seconds per MB of parsing with and without spans of nodes, of features and of the score.

Run: `python -m bench.quality.cost`, on the files of bench.bench_parse; the sides take turns, parser and child together.
"""

import time
from collections.abc import Mapping
from dataclasses import replace

from bench.bench_parse import PLACES, TURN, cpu_of_children, sample
from pipeline.config import Parsing, Quality
from pipeline.languages.catalogue import languages
from pipeline.languages.language import Language
from pipeline.parsing.leash import Parser
from pipeline.parsing.parsed_file import ParsedFile
from pipeline.quality.features import features
from pipeline.quality.kernels import kernels
from pipeline.quality.score import scorer_of

ROUNDS = 3


def main() -> None:
    """Print a line per language, in milliseconds of CPU time per MB."""
    scorer = scorer_of(Quality())
    kernels()  # a process makes them ready once
    bare = {name: replace(language, roles=()) for name, language in languages().items()}
    print("language    parse  with spans  features  score    more")
    for language, (folder, pattern) in PLACES.items():
        texts = sample(folder, pattern)
        before, after, parsed = parse_seconds(bare, language, texts)
        measured, own = [], time.process_time()
        for text, found in zip(texts, parsed, strict=True):
            measured.append(features(text, found))
        between = time.process_time()
        for values in measured:
            scorer.score(language, values)
        scored, size = time.process_time() - between, sum(map(len, texts)) / 1e9
        more = (after - before + between - own + scored) / before
        print(f"{language:10}{before / size:7.1f}{after / size:12.1f}{(between - own) / size:10.1f}"
              f"{scored / size:7.1f}{more:8.1%}")


def parse_seconds(
    bare: Mapping[str, Language], language: str, texts: list[bytes]
) -> tuple[float, float, list[ParsedFile]]:
    """CPU seconds of one round without and with spans, and what was parsed with them."""
    seconds, parsed = [0.0, 0.0], []
    parsers = [Parser(Parsing(), bare), Parser(Parsing(), languages())]
    for side, parser in enumerate(parsers):
        parser.parse(language, "", b"")  # its start is not measured
        seconds[side] -= start_seconds()
    for turn in range(ROUNDS):
        for place in range(0, len(texts), TURN):
            for side, parser in enumerate(parsers):
                before = time.process_time()
                found = [parser.parse(language, "", text) for text in texts[place : place + TURN]]
                seconds[side] += time.process_time() - before
                if side and not turn:
                    parsed += found
    for side, parser in enumerate(parsers):
        ended = cpu_of_children()
        parser.close()
        seconds[side] += cpu_of_children() - ended
    return seconds[0] / ROUNDS, seconds[1] / ROUNDS, parsed


def start_seconds() -> float:
    """CPU seconds of a parser that only starts and ends."""
    ended = cpu_of_children()
    with Parser(Parsing(), languages()) as parser:
        parser.parse("json", "", b"{}")
    return cpu_of_children() - ended


if __name__ == "__main__":
    main()
