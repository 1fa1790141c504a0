"""The foreign tools answer as expected on small folders; each test is left out where its tool is not installed."""

import pytest

from bench.scoreboard.compare import truth_of
from bench.scoreboard.packages import listed

CASES = {
    "c": (
        {
            "src/main.c": '#include "near.h"\n/* #include "far.h" */\n#ifdef _WIN32\n#include <far.h>\n#endif\n'
                          '#include <stdio.h>\n',
            "src/near.h": '#pragma once\n#include "missing.h"\n', "include/far.h": "", "far.h": "",
        },
        {("src/main.c", "src/near.h"), ("src/main.c", "far.h")},
    ),
    "typescript": (
        {
            "tsconfig.json": '{"compilerOptions": {"baseUrl": ".", "paths": {"@/*": ["src/*"]}}}',
            "src/a.ts": "import {b} from '@/b';\nimport './c.js';\nimport 'fs';\n// import './d';\n",
            "src/b.ts": "export const b = 1;\n", "src/c.ts": "export {};\n", "src/d.ts": "export {};\n",
        },
        {("src/a.ts", "src/b.ts"), ("src/a.ts", "src/c.ts")},
    ),
    "java": (
        {
            "src/p/A.java": "package p;\nimport gone.Thing;\nclass A extends B { int n = C.make().size() + limit; }\n",
            "src/p/B.java": "package p;\nclass B { static int limit = 1; }\n",
            "src/p/C.java": "package p;\nclass C { static q.D make() { return null; } }\n",
            "src/q/D.java": "package q;\npublic class D { public int size() { return 0; } /* p.A */ }\n",
        },
        {
            ("src/p/A.java", "src/p/B.java"), ("src/p/A.java", "src/p/C.java"), ("src/p/A.java", "src/q/D.java"),
            ("src/p/C.java", "src/q/D.java"),
        },
    ),
    "protocol-buffer": (
        {
            "a/x.proto": 'syntax = "proto3";\nimport "a/y.proto";\n// import "a/z.proto";\nmessage X { Y y = 1; }\n',
            "a/y.proto": 'syntax = "proto3";\nmessage Y {}\n',
            "a/z.proto": 'syntax = "proto3";\nimport "gone.proto";\n',
        },
        {("a/x.proto", "a/y.proto")},
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("language", CASES)
def test_a_tool_tells_the_dependencies_of_a_small_folder(tmp_path, language):
    truth = truth_of(language)
    if need := truth.needs():
        pytest.skip(f"needs {need}")
    texts, expected = CASES[language]
    for path, text in texts.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    assert truth.edges(tmp_path.resolve()) == expected


@pytest.mark.parametrize("language", listed())
def test_every_language_of_the_list_has_a_truth(language):
    truth = truth_of(language)
    assert callable(truth.edges)
    assert callable(truth.needs)
