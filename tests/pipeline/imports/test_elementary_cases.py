"""The 25 elementary cases that open import resolvers are compared by, each held by a fixture under tests/repos.

That the fixtures resolve exactly as listed is the business of test_fixtures.py; here it is that no case gets lost.
Swift is not among the languages; its case, use of a type of the same module without an import, is Kotlin's here.
"""

from pathlib import Path

import pytest

REPOS = Path(__file__).parents[2] / "repos"

CASES = {
    "Python: from pkg.a import X, package at the root": ("python/package-at-root", "main.py -> pkg/a.py"),
    "Python: relative, from .a": ("python/relative", "pkg/b.py -> pkg/a.py"),
    "Python: relative to the parent, from ..a": ("python/relative", "pkg/sub/c.py -> pkg/a.py"),
    "Python: flat, import a": ("python/flat", "b.py -> a.py"),
    "Python: src layout": ("python/src-layout", "src/pkg/b.py -> src/pkg/a.py"),
    "Python: from pkg import module": ("python/from-package-import-module", "main.py -> pkg/a.py"),
    "Python: from pkg import name": ("python/from-package-import-name", "main.py -> pkg/__init__.py"),
    "Java: explicit import": ("java/explicit_import", "src/app/Main.java -> src/lib/Tool.java"),
    "Java: wildcard import": ("java/wildcard_import", "src/app/Main.java -> src/lib/Used.java"),
    "Java: same package, no import": (
        "java/same_package", "src/main/java/app/A.java -> src/main/java/app/B.java same-package",
    ),
    "Go: module path from go.mod": ("go/module_path", "cmd/app/main.go -> internal/tool/tool.go"),
    "C: sibling header": ("c/sibling", "a.c -> a.h"),
    "C++: include directory": ("cpp/include-directory", "src/a.cpp -> include/shape/a.hpp"),
    "JavaScript: ./a": ("javascript/relative", "b.js -> a.js"),
    "JavaScript: require('../a')": ("javascript/require-parent", "lib/b.js -> a.js"),
    "TypeScript: ./a": ("typescript/relative-and-index", "b.ts -> a.ts"),
    "TypeScript: ./dir, its index": ("typescript/relative-and-index", "b.ts -> dir/index.ts"),
    "TypeScript: .tsx target": ("typescript/tsx-target", "b.ts -> view.tsx"),
    "TypeScript: ./a.js that means a.ts": ("typescript/js-that-means-ts", "b.ts -> a.ts"),
    "Ruby: require_relative": ("ruby/require-relative", "lib/b.rb -> a.rb"),
    "Kotlin: import": ("kotlin/explicit_import", "src/app/Main.kt -> src/lib/Tool.kt"),
    "Rust: mod and use crate": ("rust/mod_and_use_crate", "src/a.rs -> src/b.rs"),
    "C#: using": ("c-sharp/using", "src/App/Program.cs -> src/Lib/Tool.cs"),
    "PHP: require_once": ("php/require_once", "public/index.php -> lib/tools.php"),
    "Swift: same module (as Kotlin)": ("kotlin/same_package_types", "app/A.kt -> app/B.kt same-package"),
}


def test_all_25_are_listed() -> None:
    assert len(CASES) == len(set(CASES.values())) == 25


@pytest.mark.parametrize(("fixture", "edge"), CASES.values(), ids=CASES)
def test_a_fixture_holds_the_case(fixture: str, edge: str) -> None:
    assert edge in (REPOS / fixture / "edges.txt").read_text(encoding="utf-8").splitlines()
    src, dst = edge.split()[:3:2]
    assert all((REPOS / fixture / "repo" / path).is_file() for path in (src, dst))
