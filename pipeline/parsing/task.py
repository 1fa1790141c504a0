"""How a file is to be read, as plain values that cross a process border, and the reading of it."""

from dataclasses import dataclass, replace

from pipeline.languages.language import Grammar, Language
from pipeline.languages.patterns import Patterns
from pipeline.parsing.extract import Reader, extract, reader, with_visible_text
from pipeline.parsing.match import Matcher, match, matcher
from pipeline.parsing.parsed_file import ParsedFile


@dataclass(frozen=True, slots=True)
class Task:
    """How a text is to be read; the child keeps what it loads for one.

    Attributes:
        language: name of the language, for messages.
        grammar: None when there is nothing to parse with.
        query: import query, or None.
        visible_text: whether visible characters are to be counted, as in HTML.
        patterns: what finds imports where there is no grammar or no query, or None.
    """

    language: str
    grammar: Grammar | None
    query: str | None
    visible_text: bool = False
    patterns: Patterns | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A task with its grammar loaded and its patterns compiled."""

    reader: Reader | None
    matcher: Matcher | None
    visible_text: bool


def task_of(language: Language, path: str) -> Task | None:
    """How a file of a language is to be read; None when nothing can be read of it."""
    grammar, imports, is_html = language.grammar_of(path), language.imports, language.name == "html"
    query = imports.query if imports else None
    patterns = imports.patterns if imports and (grammar is None or query is None) else None
    if grammar is None and patterns is None and not is_html:
        return None
    return Task(language.name, grammar, query, is_html, patterns)


def prepare(task: Task) -> Prepared:
    """Load what a task needs.

    Raises:
        GrammarError: the grammar cannot be loaded, or the query does not fit it.
    """
    opened = reader(task.language, task.grammar, task.query) if task.grammar else None
    return Prepared(opened, matcher(task.patterns) if task.patterns else None, task.visible_text)


def perform(prepared: Prepared, source: bytes) -> ParsedFile:
    """Read a text; may take any time, and may end the process."""
    parsed = extract(prepared.reader, source) if prepared.reader else ParsedFile("no_grammar")
    if prepared.matcher:
        found = match(prepared.matcher, source)
        parsed = found if prepared.reader is None else replace(
            parsed, packages=found.packages, imports=found.imports, defines=found.defines, uses=found.uses
        )
    return with_visible_text(parsed, source) if prepared.visible_text else parsed
