"""Reads a folder of sources into what a resolver gets, without Spark, fates or the parser's process border."""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import tree_sitter
import tree_sitter_language_pack
import yaml

from pipeline.imports.index import RepositoryIndex, SourceFile
from pipeline.imports.resolve import Resolution, resolve
from pipeline.languages.language import Comment, Imports, Language
from pipeline.parsing.parsed_file import ImportStatement, ParsedFile

CATALOGUE = Path(__file__).parents[3] / "pipeline" / "languages" / "catalogue"

# The fixtures avoid ambiguous names, so that these tests do not depend on language detection.
EXTENSIONS = {
    "c": ("c", "h"),
    "cpp": ("cc", "cpp", "cxx", "hpp", "hh", "hxx", "inl", "tpp"),
    "cuda": ("cu", "cuh"),
    "c-sharp": ("cs",),
    "css": ("css",),
    "dart": ("dart",),
    "elixir": ("ex", "exs"),
    "erlang": ("erl", "hrl"),
    "fortran": ("f90",),
    "glsl": ("glsl", "vert", "frag"),
    "go": ("go",),
    "groovy": ("groovy",),
    "haskell": ("hs",),
    "java": ("java",),
    "javascript": ("js", "jsx", "mjs", "cjs"),
    "julia": ("jl",),
    "kotlin": ("kt", "kts"),
    "lua": ("lua",),
    "php": ("php",),
    "protocol-buffer": ("proto",),
    "python": ("py", "pyi"),
    "r": ("R",),
    "ruby": ("rb", "rake"),
    "rust": ("rs",),
    "scala": ("scala",),
    "shell": ("sh", "bash"),
    "solidity": ("sol",),
    "systemverilog": ("sv", "svh"),
    "thrift": ("thrift",),
    "typescript": ("ts", "tsx", "mts", "cts"),
    "verilog": ("v", "vh"),
}
LANGUAGE_OF = {extension: language for language, extensions in EXTENSIONS.items() for extension in extensions}
GRAMMARS = {"c-sharp": "csharp", "shell": "bash", "protocol-buffer": "proto", "systemverilog": "verilog"}


@cache
def languages() -> Mapping[str, Language]:
    """Languages that have import rules, by name."""
    found = {}
    for rules in sorted(CATALOGUE.glob("*/imports.yaml")):
        data = yaml.safe_load(rules.read_text())
        query = CATALOGUE / data.get("query", rules.parent.name) / "imports.scm"
        if not query.exists():
            continue
        imports = Imports(
            query.read_text(), data["strategy"], data.get("options", {}), tuple(data.get("manifests", ()))
        )
        found[rules.parent.name] = Language(rules.parent.name, (), Comment("#"), None, imports)
    return found


def read(folder: Path) -> RepositoryIndex:
    """Index every file under `folder` as one repository."""
    texts = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return index(texts)


def index(texts: Mapping[str, bytes]) -> RepositoryIndex:
    """Index a repository given as bytes by path."""
    files = [SourceFile(path, name, parse(name, texts[path], path)) for path, name in _languages_of(texts)]
    globs = {glob for language in languages().values() if language.imports for glob in language.imports.manifests}
    manifests = {
        path: text.decode("utf-8", "replace")
        for path, text in texts.items()
        if any(fnmatch(path.rsplit("/", 1)[-1], glob) for glob in globs)
    }
    return RepositoryIndex(texts, files, manifests)


def edges(repository: RepositoryIndex) -> Resolution:
    """Resolve with the languages of the catalogue."""
    return resolve(repository, languages())


def _languages_of(paths: Iterable[str]) -> list[tuple[str, str]]:
    named = [(path, LANGUAGE_OF.get(path.rsplit(".", 1)[-1], "")) for path in sorted(paths)]
    return [(path, name) for path, name in named if name in languages()]


@cache
def _query(language: str, grammar: str) -> tuple[tree_sitter.Parser, tree_sitter.Query]:
    grammar_language = tree_sitter_language_pack.get_language(grammar)  # type: ignore[arg-type]
    imports = languages()[language].imports
    assert imports is not None
    return tree_sitter.Parser(grammar_language), tree_sitter.Query(grammar_language, imports.query)


def parse(language: str, text: bytes, path: str = "") -> ParsedFile:
    """Parse `text` with the query of `language`, as pipeline.parsing describes the captures."""
    grammar = "tsx" if path.endswith(".tsx") else GRAMMARS.get(language, language.replace("-", ""))
    parser, query = _query(language, grammar)
    statements: dict[tuple[int, str, str, str], tuple[int, list[str], bool]] = {}
    packages: list[str] = []
    defines: set[str] = set()
    uses: set[str] = set()
    local: set[str] = set()
    for pattern, captures in tree_sitter.QueryCursor(query).matches(parser.parse(text).root_node):
        settings = query.pattern_settings(pattern)
        spelled = {name: [_spelled(node) for node in nodes] for name, nodes in captures.items()}
        join = settings.get("join")
        modules = [join.join(spelled["module"])] if join and "module" in spelled else spelled.get("module", [])
        anchor = (captures.get("import") or captures.get("module") or [None])[0]
        for module in modules:
            assert anchor is not None
            key = (anchor.start_byte, module, settings.get("kind") or "import", settings.get("style") or "")
            line, names, wildcard = statements.get(key, (anchor.start_point[0] + 1, [], False))
            names += [name for name in spelled.get("name", []) if name not in names]
            statements[key] = (line, names, wildcard or "wildcard" in captures)
        packages += [name for name in spelled.get("package", []) if name not in packages]
        defines.update(spelled.get("define", []))
        uses.update(spelled.get("use", []))
        local.update(spelled.get("local", []))
    imports = [
        ImportStatement(module, tuple(names), line, kind, wildcard, style)
        for (_, module, kind, style), (line, names, wildcard) in sorted(statements.items())
    ]
    return ParsedFile("ok", 0.0, tuple(packages), tuple(imports), tuple(sorted(defines)), tuple(sorted(uses - local)))


def _spelled(node: tree_sitter.Node) -> str:
    text = (node.text or b"").decode("utf-8", "replace").strip()
    if len(text) >= 2 and text[0] + text[-1] in {'""', "''", "<>", "``"}:
        return text[1:-1]
    return text
