"""What one parse of one file yields. Plain values: they cross a process border."""

from bisect import bisect_left
from dataclasses import dataclass

# What was read of a file is known for these.
READ = frozenset({"ok", "patterns", "code"})
STATUSES: dict[str, str] = {
    "ok": "parsed to the end",
    "patterns": "the language has no grammar here; imports were found by the patterns of its catalogue entry",
    "code": "a document: the code in it was read, if there is any",
    "no_grammar": "the language has neither grammar nor patterns here; nothing was read",
    "timeout": "stopped at the deadline",
    "crash": "the parser process died or ran out of memory",
}


@dataclass(frozen=True, slots=True)
class ImportStatement:
    """One dependency as the file spells it.

    Attributes:
        module: what is asked for, as written without quotes: `..pkg.mod`, `./a.js`, `java.util.List`, `sys/types.h`.
        names: names imported from it, as in `from module import a, b`; empty when the module itself is imported.
        line: line of the statement, from 1.
        kind: kind of dependency, normally `import`; set by the query with `(#set! kind ...)`.
        wildcard: everything of the module is imported (`*`).
        style: a word the query may set with `(#set! style ...)` for the strategy, e.g. `system` for `#include <x>`.
    """

    module: str
    names: tuple[str, ...] = ()
    line: int = 1
    kind: str = "import"
    wildcard: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """Result of parsing one file.

    Attributes:
        status: a key of STATUSES.
        error_share: share of the file's bytes under ERROR or MISSING nodes, 0 to 1 (0 for an empty file, and where
            there is no grammar).
        packages: names the file declares itself to be in (package, namespace, module), in order, without repeats.
        imports: its dependencies, in order of lines.
        defines: top-level names it declares, sorted, without repeats.
        uses: names it refers to that may be declared elsewhere, sorted, without repeats.
        visible_chars: characters of visible text, for HTML only.
        code: of a document, what its code in each language yielded; lines are those of the document.
        open_end: an error reaches the end of the text.
        unbalanced: there are errors, and brackets that nothing closes or opens; asked of a tree only where the
            catalogue says so (pipeline.languages.language.SyntaxLimits).
        use_lines: for each of `uses` the line where it comes first, from 1; ask `line_of`.
        nodes: spans of its comments, strings, functions and control flow, as pipeline.parsing.roles packs them; empty
            where nothing told.
        blocks: spans of its nodes of more than one line, as pipeline.parsing.blocks packs them; empty without a tree.
    """

    status: str
    error_share: float = 0.0
    packages: tuple[str, ...] = ()
    imports: tuple[ImportStatement, ...] = ()
    defines: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    visible_chars: int | None = None
    code: tuple[tuple[str, "ParsedFile"], ...] = ()
    use_lines: tuple[int, ...] = ()
    nodes: bytes = b""
    open_end: bool = False
    unbalanced: bool = False
    blocks: bytes = b""

    def line_of(self, use: str) -> int:
        """The line, from 1, where one of `uses` comes first; 0 where that is not known."""
        place = bisect_left(self.uses, use)
        return self.use_lines[place] if place < len(self.use_lines) and self.uses[place] == use else 0

    def parts(self, language: str) -> list[tuple[str, "ParsedFile"]]:
        """What resolves by itself, each with its language: the code of a document, and the file if it says anything."""
        own = [(language, self)] if not self.code or self.imports or self.uses or self.defines else []
        return [*self.code, *own]

    @property
    def import_count(self) -> int:
        """Import statements of the file and of the code in it."""
        return len(self.imports) + sum(len(parsed.imports) for _, parsed in self.code)
