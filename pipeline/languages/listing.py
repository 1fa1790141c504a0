"""The catalogue as a table a person can read."""

from collections.abc import Iterator, Mapping

from pipeline.languages.language import Language

HEADING = ("language", "parsed by", "dependencies between files")


def listing(languages: Mapping[str, Language]) -> Iterator[str]:
    """Lines of a Markdown table: what parses each language, and the strategy of its imports or why it has none."""
    yield _row(HEADING)
    yield _row(["---"] * len(HEADING))
    for language in languages.values():
        grammar = f"{language.grammar.name} ({language.grammar.package})" if language.grammar else "-"
        dependencies = language.imports.strategy if language.imports else f"none: {language.no_imports}"
        yield _row((language.name, grammar, dependencies))


def _row(cells: tuple[str, ...] | list[str]) -> str:
    return f"| {' | '.join(cells)} |"
