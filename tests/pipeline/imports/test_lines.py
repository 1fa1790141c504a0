"""Dependencies that no statement spells are read from the line where what they need is used first."""

import pytest

from tests.pipeline.imports.reading import edges, index

CASES = {
    "java same package": (
        {"a/User.java": "package a;\nclass User {\n  int x;\n  Store s;\n  Store t;\n}\n",
         "a/Store.java": "package a;\nclass Store {}\n"},
        ("a/User.java", "a/Store.java", "same-package", 4),
    ),
    "java full name": (
        {"a/User.java": "package a;\nclass User {\n  b.Store s;\n}\n",
         "b/Store.java": "package b;\npublic class Store {}\n"},
        ("a/User.java", "b/Store.java", "qualified", 3),
    ),
    "go same package": (
        {"go.mod": "module m\n", "b.go": "package m\n\nfunc b() {\n\tstore()\n}\n",
         "a.go": "package m\n\nfunc store() {}\n"},
        ("b.go", "a.go", "same-package", 4),
    ),
    "rust path": (
        {"src/lib.rs": "mod a;\nmod b;\n", "src/a.rs": "pub fn f() {}\n",
         "src/b.rs": "fn g() {\n    crate::a::f();\n}\n"},
        ("src/b.rs", "src/a.rs", "qualified", 2),
    ),
    "c-sharp global using": (
        {"p.csproj": "", "G.cs": "global using B;\n", "U.cs": "namespace A;\nclass U {\n  S s;\n}\n",
         "S.cs": "namespace B;\nclass S {}\n"},
        ("U.cs", "S.cs", "global-import", 3),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_line_of_the_first_use(case):
    texts, expected = CASES[case]
    found = edges(index({path: text.encode() for path, text in texts.items()})).edges
    assert expected in {(edge.src, edge.dst, edge.kind, edge.line) for edge in found}
