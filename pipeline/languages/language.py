"""What we know about a language, as declared in its catalogue entry."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from pipeline.languages.patterns import Patterns

ROLES = ("comment", "string", "function", "control")
Roles = tuple[tuple[str, tuple[str, ...]], ...]
"""By role, what nodes of a tree have it: pipeline.parsing.roles.role_query. Empty: no node is asked for."""


@dataclass(frozen=True, slots=True)
class Comment:
    """How a line of comment is written: `open` before the text, `close` after it (empty for line comments)."""

    open: str
    close: str = ""


@dataclass(frozen=True, slots=True)
class Grammar:
    """Which tree-sitter grammar reads the language, and which installed package holds it.

    Attributes:
        package: a key of pipeline.parsing.grammars.PACKAGES, e.g. language-pack, tree-sitter-languages.
        name: the grammar's name in that package.
    """

    package: str
    name: str


@dataclass(frozen=True, slots=True)
class Code:
    """Where a document has code, and in which language: such a document is read as code of that language.

    Attributes:
        language: the language of its code.
        form: what marks the code, keys of pipeline.parsing.embedded.FORMS; several where a document may use either.
        forms: the marks instead of those for files whose name ends in the key, e.g. `.lagda.md`.
        names: by the words that documents write in lower case to say it, other languages of their code; the empty word
            is where they say nothing.
    """

    language: str
    form: tuple[str, ...]
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def form_of(self, path: str) -> tuple[str, ...]:
        """What marks code in the file: by its ending, else as in most files."""
        return next((form for end, form in self.forms.items() if path.endswith(end)), self.form)

    def by_word(self) -> dict[str, str]:
        """The language of code by the word for it, `names` and the name of the main language."""
        return {"": self.language, self.language: self.language, **self.names}


@dataclass(frozen=True, slots=True)
class SyntaxLimits:
    """By what a broken file of the language is told from a sound one, as its grammar allows.

    Measured on real libraries (bench/bench_broken.py), of which each measure may lose hardly one.

    Attributes:
        error_share: share of the bytes under error nodes that a sound file may have, for a grammar that takes sound
            code for errors; None for what the run file says.
        brackets: what tells whether brackets match: `tree` its tokens; `preprocessor` the text, by the comments,
            strings and conditional sections of C; empty for nothing.
        ends: whether a last line without a line end is asked if it looks finished.
    """

    error_share: float | None = None
    brackets: Literal["", "tree", "preprocessor"] = ""
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Imports:
    """How the language spells dependencies, and how they lead to files.

    Attributes:
        query: tree-sitter query (imports.scm); its captures are described in pipeline.parsing.query. None where
            `patterns` alone say what an import looks like.
        strategy: key of pipeline.imports.STRATEGIES.
        options: parameters of the strategy, as the strategy documents them. Languages whose strategy and `family`
            option are equal see one another's files (Java and Kotlin, C and C++).
        manifests: file names (or globs on the name) whose text the strategy wants to see, e.g. go.mod.
        patterns: what finds imports in files without a grammar, or without a query (imports.patterns.yaml).
        headers: by the ending of a source file, the endings of its header, best first: `.c` to `.h`.
        names: patterns for the query (names.scm) that tell which names files declare and statements bring in. They lead
            to no file, so curation does not ask them; `Language.with_names` does.
        not_names: patterns of the role `string` for nodes that look like a name of another file and never are one.
    """

    query: str | None
    strategy: str
    options: Mapping[str, Any] = field(default_factory=dict)
    manifests: tuple[str, ...] = ()
    patterns: Patterns | None = None
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: str = ""
    not_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the catalogue.

    Attributes:
        name: our name, one of DeepSeek-Coder's 89 (lower case, `-` between words, e.g. c-sharp).
        linguist: the names Linguist gives to what we count as this language.
        comment: how its path comment is written.
        grammar: tree-sitter grammar, or None where no offline grammar exists or none is safe.
        grammars: the grammar instead of it (None: no grammar) for files whose name ends in the key, e.g. `.tsx`; ask
            `grammar_of`.
        imports: dependency rules, or None.
        waived_rules: rules of pipeline.fates.RULES that are not applied to it.
        files: files Linguist misses or takes for others: glob on the file name to the regular expression that
            must be found in the head of the text, empty for any text.
        interpreters: programs named in `#!` lines that Linguist does not know.
        no_imports: why its files depend on no other file, for a language without `imports`; else empty.
        code: where its files have code in other languages, or None.
        prose: whether its files are text to be read by people: documents of such files alone are `docs`, not `code`.
        roles: which nodes of its trees are comments, strings, functions and control flow.
        syntax: by what a broken file is told.
    """

    name: str
    linguist: tuple[str, ...]
    comment: Comment
    grammar: Grammar | None = None
    imports: Imports | None = None
    waived_rules: frozenset[str] = frozenset()
    grammars: Mapping[str, Grammar | None] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    interpreters: tuple[str, ...] = ()
    no_imports: str = ""
    code: Code | None = None
    prose: bool = False
    roles: Roles = ()
    syntax: SyntaxLimits = SyntaxLimits()

    def grammar_of(self, path: str) -> Grammar | None:
        """The grammar that reads the file: the one of its ending, else the language's own."""
        return next((grammar for end, grammar in self.grammars.items() if path.endswith(end)), self.grammar)

    def with_names(self) -> "Language":
        """The same, read for the names that other files define, too."""
        if self.imports is None or self.imports.query is None or not self.imports.names:
            return self
        roles = tuple((role, (*names, *self.imports.not_names) if role == "string" else names)
                      for role, names in self.roles)
        query = f"{self.imports.query}\n{self.imports.names}"
        return replace(self, roles=roles, imports=replace(self.imports, query=query))
