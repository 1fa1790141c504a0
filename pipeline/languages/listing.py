"""The catalogue as a table a person can read."""

from collections.abc import Iterator, Mapping

from pipeline.languages.language import Language

HEADING = ("language", "parsed by", "dependencies between files")


def listing(languages: Mapping[str, Language]) -> Iterator[str]:
    """Lines of a Markdown table: what parses each language, and the strategy of its imports or why it has none."""
    yield _row(HEADING)
    yield _row(["---"] * len(HEADING))
    for language in languages.values():
        yield _row((language.name, _parser(language), _dependencies(language)))


def _parser(language: Language) -> str:
    if language.code is not None:
        return f"the code in it, as {language.code.language}"
    if language.grammar is not None:
        return f"tree-sitter: {language.grammar.name} ({language.grammar.package})"
    return "patterns" if language.imports else "-"


def _dependencies(language: Language) -> str:
    if language.imports is not None:
        return language.imports.strategy
    return f"as {language.code.language}" if language.code else f"none: {language.no_imports}"


def _row(cells: tuple[str, ...] | list[str]) -> str:
    return f"| {' | '.join(cells)} |"
