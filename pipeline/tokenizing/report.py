"""Bytes per token by language, beside other tokenizers."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from pipeline.errors import InputError
from pipeline.tokenizing.tokenizer import Tokenizer

Count = Callable[[Sequence[str]], int]
Figures = dict[str, str | int | float]


def other(name: str) -> Count:
    """What counts the tokens of texts with another tokenizer.

    Args:
        name: a folder with a tokenizer.json, such a file, or an encoding of tiktoken, e.g. `cl100k_base`, whose ranks
            tiktoken downloads once (or finds in TIKTOKEN_CACHE_DIR).

    Raises:
        InputError: it cannot be opened, for want of the file or of a network.
    """
    if Path(name).exists():
        return Tokenizer.open(name).count
    import tiktoken

    try:
        encoding = tiktoken.get_encoding(name)
    except ValueError as error:
        raise InputError(f"{name}: neither a tokenizer.json nor an encoding of tiktoken: {error}") from None
    except OSError as error:  # what requests raises without a network
        where = os.environ.get("TIKTOKEN_CACHE_DIR", "unset")
        problem = f"{type(error).__name__}; TIKTOKEN_CACHE_DIR is {where}"
        raise InputError(f"{name}: tiktoken cannot download it ({problem})") from None
    return lambda texts: sum(len(encoding.encode(text, disallowed_special=())) for text in texts)


def bytes_per_token(texts: Iterable[tuple[tuple[str, str], str]], counts: Mapping[str, Count]) -> list[Figures]:
    """A row per domain and language, most bytes first: `domain`, `language`, `bytes`, and by tokenizer bytes per token.

    Args:
        texts: domain and language of a text, and the text.
        counts: what counts tokens, by name of the tokenizer.
    """
    by_stratum: dict[tuple[str, str], list[str]] = defaultdict(list)
    for stratum, text in texts:
        by_stratum[stratum].append(text)
    rows: list[Figures] = []
    for (domain, language), found in by_stratum.items():
        size = sum(len(text.encode()) for text in found)
        figures = {name: round(size / max(1, count(found)), 3) for name, count in counts.items()}
        rows.append({"domain": domain, "language": language, "bytes": size, **figures})
    return sorted(rows, key=lambda row: (-int(row["bytes"]), str(row["domain"]), str(row["language"])))


def as_markdown(rows: Sequence[Figures]) -> str:
    """The rows as a Markdown table."""
    if not rows:
        return "no text was held out: the corpus is too small\n"
    names = list(rows[0])
    lines = ["| " + " | ".join(names) + " |", "|---|---|" + "---:|" * (len(names) - 2)]
    for row in rows:
        lines.append("| " + " | ".join(f"{row[n]:,}" if n == "bytes" else str(row[n]) for n in names) + " |")
    return "\n".join(lines) + "\n"
