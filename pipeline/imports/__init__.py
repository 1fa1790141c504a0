"""From import statements to files of the same repository. STRATEGIES holds every way a language family resolves."""

from pipeline.imports.declared_names import DeclaredNames
from pipeline.imports.dotted import Dotted
from pipeline.imports.go_packages import GoPackages
from pipeline.imports.rust_modules import RustModules
from pipeline.imports.search_path import SearchPath
from pipeline.imports.strategy import Strategy

STRATEGIES: dict[str, type[Strategy]] = {
    "declared_names": DeclaredNames,
    "go_packages": GoPackages,
    "rust_modules": RustModules,
    "dotted": Dotted,
    "search_path": SearchPath,
}
