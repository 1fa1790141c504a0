"""Small languages with queries of their own, so that these tests depend on no catalogue entry."""

from pipeline.languages.language import Comment, Grammar, Imports, Language
from pipeline.languages.patterns import Find, Patterns

PYTHON = """
(import_statement name: [(dotted_name) @module (aliased_import name: (dotted_name) @module)]) @import
(import_from_statement module_name: (_) @module
  name: [(dotted_name) @name (aliased_import name: (dotted_name) @name)]) @import
(import_from_statement module_name: (_) @module (wildcard_import) @wildcard) @import
((if_statement condition: (identifier) @_guard consequence: (block (import_statement name: (_) @module) @import))
  (#eq? @_guard "TYPE_CHECKING") (#set! kind "type-only"))
((call function: (identifier) @_call arguments: (argument_list . (string) @module))
  (#eq? @_call "import_module") (#set! style "dynamic"))
(module (class_definition name: (identifier) @define))
(module (class_definition name: (identifier) @module
  body: (block (class_definition name: (identifier) @module) @import)) (#set! style "inner"))
(module (class_definition name: (identifier) @module
  body: (block (function_definition name: (identifier) @module) @import)) (#set! style "method") (#set! join "::"))
"""

JAVA = """
(package_declaration (_) @package)
(import_declaration [(scoped_identifier) (identifier)] @module (asterisk)? @wildcard) @import
(program (class_declaration name: (identifier) @define))
(class_body (class_declaration name: (identifier) @local))
(type_identifier) @use
"""

C = """
(preproc_include path: (string_literal) @module) @import
((preproc_include path: (system_lib_string) @module) @import (#set! style "system"))
"""

MAKE = r"""
((include_directive (list (word) @module)) (#set! as "mk/*.mk"))
((recipe_line (shell_text) @module) (#set! each "-C[ \\t]+(\\w+)|-f[ \\t]+('[^']*')") (#set! style "call"))
"""


USE = Patterns((Find(r"^use (?P<module>\w+)"), Find(r"^(?:a+)+(?P<module>b)")))


def language(name: str, query: str | None = None, grammar: str = "") -> Language:
    """A language read by the grammar of its name in the language pack."""
    imports = None if query is None else Imports(query, "none")
    return Language(name, (name,), Comment("#"), Grammar("language-pack", grammar or name), imports)


LANGUAGES = {
    "python": language("python", PYTHON),
    "java": language("java", JAVA),
    "c": language("c", C),
    "cpp": language("cpp"),
    "make": language("make", MAKE),
    "go": language("go"),
    "javascript": language("javascript"),
    "rust": language("rust"),
    "markdown": language("markdown"),
    "html": language("html"),
    "typescript": Language(
        "typescript", ("TypeScript",), Comment("//"), Grammar("language-pack", "typescript"),
        grammars={".tsx": Grammar("language-pack", "tsx")},
    ),
    "without": Language("without", ("Without",), Comment("#"), imports=Imports(None, "none", patterns=USE)),
    "beside": Language(
        "beside", ("Beside",), Comment("#"), Grammar("language-pack", "python"), Imports(None, "none", patterns=USE)
    ),
    "plain": Language("plain", ("Plain",), Comment("#")),
    "broken": language("broken", "(no_such_node) @module", "python"),
}
