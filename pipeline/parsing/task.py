"""How a file is to be read, as plain values that cross a process border, and the reading of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.languages.language import Code, Grammar, Language, Roles
from pipeline.languages.patterns import Patterns
from pipeline.parsing.embedded import code_lines
from pipeline.parsing.extract import extract, with_visible_text
from pipeline.parsing.match import Matcher, match, matcher, role_spans
from pipeline.parsing.parsed_file import ParsedFile
from pipeline.parsing.query import Reader, reader


@dataclass(frozen=True, slots=True)
class EmbeddedCode:
    """Code within the text of a task.

    Attributes:
        forms: what marks it, keys of pipeline.parsing.embedded.FORMS.
        names: its language by the word for it.
        tasks: how the code of a language is to be read.
    """

    forms: tuple[str, ...]
    names: Mapping[str, str]
    tasks: Mapping[str, "Task"]


@dataclass(frozen=True, slots=True)
class Task:
    """How a text is to be read; the child keeps what it loads for one.

    Attributes:
        language: name of the language, for messages.
        grammar: None when there is nothing to parse with.
        query: import query, or None.
        visible_text: whether visible characters are to be counted, as in HTML.
        patterns: what finds imports where there is no grammar or no query, or None.
        code: the code of a document, or None.
        roles: which nodes are comments, strings, functions and control flow; none for code within documents.
        brackets: whether the tree is asked if brackets match.
    """

    language: str
    grammar: Grammar | None
    query: str | None
    visible_text: bool = False
    patterns: Patterns | None = None
    code: EmbeddedCode | None = None
    roles: Roles = ()
    brackets: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """A task with its grammar loaded and its patterns compiled; what its code needs is loaded when it is met."""

    task: Task
    reader: Reader | None
    matcher: Matcher | None


def task_of(languages: Mapping[str, Language], name: str, path: str) -> Task | None:
    """How a file of the language `name` is to be read; None when nothing can be read of it."""
    language = languages[name]
    grammar, imports, is_html = language.grammar_of(path), language.imports, name == "html"
    query = imports.query if imports else None
    patterns = imports.patterns if imports and (grammar is None or query is None) else None
    code = _embedded(languages, language.code, path) if language.code else None
    if grammar is None and patterns is None and code is None and not is_html:
        return None
    return Task(
        name, grammar, query, is_html, patterns, code, language.roles, brackets=language.syntax.brackets == "tree"
    )


def _embedded(languages: Mapping[str, Language], code: Code, path: str) -> EmbeddedCode:
    names = code.by_word()
    tasks = {name: task_of(languages, name, "") for name in sorted(set(names.values())) if not languages[name].code}
    return EmbeddedCode(code.form_of(path), names, {
        name: replace(task, roles=()) for name, task in tasks.items() if task is not None
    })


def prepare(task: Task) -> Prepared:
    """Load what a task needs.

    Raises:
        GrammarError: the grammar cannot be loaded, or the query does not fit it.
    """
    opened = reader(task.language, task.grammar, task.query, task.roles, task.brackets) if task.grammar else None
    return Prepared(task, opened, matcher(task.patterns) if task.patterns else None)


def perform(prepared: Prepared, source: bytes) -> ParsedFile:
    """Read a text; may take any time, and may end the process.

    Raises:
        GrammarError: as `prepare`, for the language of code within the text.
    """
    parsed = extract(prepared.reader, source) if prepared.reader else ParsedFile("no_grammar")
    if prepared.matcher:
        found = match(prepared.matcher, source)
        parsed = replace(found, nodes=role_spans(prepared.matcher, source)) if prepared.reader is None else replace(
            parsed, packages=found.packages, imports=found.imports, defines=found.defines, uses=found.uses,
            use_lines=found.use_lines,
        )
    if prepared.task.code:
        status = "ok" if prepared.reader else "code"
        parsed = replace(parsed, status=status, code=_code(prepared.task.code, source.decode("utf-8", "replace")))
    return with_visible_text(parsed, source) if prepared.task.visible_text else parsed


def _code(code: EmbeddedCode, text: str) -> tuple[tuple[str, ParsedFile], ...]:
    """What the code in a text yields by language, the language with most lines first."""
    found = code_lines(text, code.forms, code.names)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple((name, _placed(code.tasks[name], lines)) for name, lines in ordered if name in code.tasks)


def _placed(task: Task, lines: list[tuple[int, str]]) -> ParsedFile:
    """What lines of code yield, with the numbers of the lines in their document."""
    parsed = perform(prepare(task), "\n".join([*(text for _, text in lines), ""]).encode())

    def placed(line: int) -> int:
        return lines[min(line, len(lines)) - 1][0]

    imports = (replace(statement, line=placed(statement.line)) for statement in parsed.imports)
    return replace(parsed, imports=tuple(imports), use_lines=tuple(map(placed, parsed.use_lines)), blocks=b"")
