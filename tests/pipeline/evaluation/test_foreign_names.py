import pytest

from pipeline.config import Parsing
from pipeline.evaluation.foreign_names import Names
from pipeline.imports.edge import Edge
from pipeline.languages.catalogue import languages
from pipeline.parsing.leash import Parser

LANGUAGES = {"py": "python", "java": "java", "c": "c", "h": "c", "hpp": "cpp", "cpp": "cpp", "js": "javascript",
             "ts": "typescript", "tsx": "typescript"}


@pytest.fixture(scope="module")
def parse():
    known = {name: language.with_names() for name, language in languages().items()}
    with Parser(Parsing(), known) as parser:
        yield lambda path, text: parser.parse(LANGUAGES[path.rsplit(".", 1)[1]], path, text.encode())


def named(parse, text, edges, others, path="a.py"):
    by_path = {}
    for edge in edges:
        by_path.setdefault(edge.src, []).append(edge)
    files = {name: parse(name, own) for name, own in {**others, path: text}.items()}
    found, raw = Names(files, by_path).mentions(path, text.encode()), text.encode()
    return [(raw[: each.start].count(b"\n") + 1, raw[each.start : each.end].decode(), each.path, each.imported)
            for each in found]


def test_names_as_the_statements_bring_them_in(parse):
    text = '''"""Uses Base and helper."""
from .base import Base, VERSION as v
from . import tools
from .stars import *

class Own(Base):  # Base
    def run(self, helper=1):
        é = tools.helper("tools.helper", Base=2)
        other.helper(self.Base)
        return far(é), _hidden, tools.missing, v
'''
    others = {"base.py": "class Base: pass\nVERSION = 1\ndef unused(): pass\n", "tools.py": "def helper(x): return x\n",
              "stars.py": "def far(x): return x\ndef _hidden(): pass\n"}
    edges = [Edge("a.py", "base.py", "import", 2), Edge("a.py", "tools.py", "import", 3),
             Edge("a.py", "stars.py", "import", 4)]
    assert named(parse, text, edges, others) == [
        (2, "Base", "base.py", True), (2, "VERSION", "base.py", True), (6, "Base", "base.py", False),
        (8, "helper", "tools.py", False), (10, "far", "stars.py", False),
    ]


def test_a_statement_of_several_lines_is_an_import_up_to_its_names(parse):
    text = "from b import (\n    one,\n    two,\n)\none(two)\n"
    others = {"b.py": "def one(): pass\ndef two(): pass\n"}
    assert [(line, name, imported) for line, name, _, imported in
            named(parse, text, [Edge("a.py", "b.py", "import", 1)], others)] == [
        (2, "one", True), (3, "two", True), (5, "one", False), (5, "two", False)]


def test_an_equal_name_that_no_dependency_brings_in_does_not_count(parse):
    others = {"b.py": "def one(): pass\n", "c.py": "def two(): pass\n"}
    assert named(parse, "import os\none(two)\n", [Edge("a.py", "b.py", "import", 1)], others) == []
    assert named(parse, "import b\none(b.one, c.two)\n", [Edge("a.py", "b.py", "import", 1)], others) == [
        (2, "one", "b.py", False)]


def test_names_of_the_same_package(parse):
    text = "package p;\nclass A { B make() { return new B(Text.B); } C c; }\n"
    others = {"B.java": "package p;\nclass B {}\n", "C.java": "package p;\nclass D {}\n"}
    edges = [Edge("A.java", "B.java", "same-package", 2), Edge("A.java", "C.java", "same-package", 2)]
    assert named(parse, text, edges, others, "A.java") == [(2, "B", "B.java", False), (2, "B", "B.java", False)]


def test_text_without_dependencies_or_names(parse):
    assert named(parse, "", [], {}) == []
    assert named(parse, "x" * 100_000, [Edge("a.py", "b.py", "import", 0)], {"b.py": ""}) == []


def test_headers_give_what_they_declare_and_include(parse):
    text = '''#include <lib/user.h>
#include "own.h"
int size;
Shape *area(int count) {
  /* MOST_SIDES */
  struct point at = {.make = first};
  int step = MOST_SIDES(2), make = 1;
  at.turn = turn;
  label: return grow(count, RED, size, step, make, "grow");
}
'''
    others = {
        "user.h": '#ifndef USER_H\n#define USER_H\n#include "deep.h"\nint make(int);\nextern int size;\n'
                  "int count(void);\nextern \"C\" { void *grow(int a, ...); }\nint turn, label;\n#endif\n",
        "own.h": "typedef struct shape { int step; } Shape;\nstruct point { int x; };\nenum { RED, GREEN };\n"
                 "struct later;\nstatic int inside(void) { int first = 0; return first; }\n",
        "deep.h": "#define MOST_SIDES(n) n\n", "far.h": "int first;\n",
    }
    edges = [Edge("a.c", "user.h", "import", 1), Edge("a.c", "own.h", "import", 2),
             Edge("user.h", "deep.h", "import", 3)]
    assert named(parse, text, edges, others, "a.c") == [
        (4, "Shape", "own.h", False), (6, "point", "own.h", False), (7, "MOST_SIDES", "deep.h", False),
        (8, "turn", "user.h", False), (9, "grow", "user.h", False), (9, "RED", "own.h", False)]


def test_namespaces_and_classes(parse):
    text = '''#include "base.hpp"
namespace geo {
template <class T> class Box : public Shape {
  std::Area area() { return geo::area<Area>(other::area, this->Shape, size()); }
  int size();
};
Colour c = Colour::RED; T t;
}
'''
    others = {"base.hpp": "namespace geo {\nclass Shape { int size(); class T {}; };\nusing Area = int;\n"
                          "template <class A> A area(A a);\nenum class Colour { RED };\nint T();\n}\n"}
    assert named(parse, text, [Edge("a.cpp", "base.hpp", "import", 1)], others, "a.cpp") == [
        (3, "Shape", "base.hpp", False), (4, "area", "base.hpp", False), (4, "Area", "base.hpp", False),
        (7, "Colour", "base.hpp", False), (7, "Colour", "base.hpp", False)]


def test_modules_of_javascript(parse):
    text = '''import main, { one as uno, two } from "./lib.js";
import * as tools from './tools';
const { deep, deep: other } = require("./index");
const old = require("./old");
/* two */ two(tools.use, old.use, tools.two, "two", `${deep(1)}`);
main.start({ two: 1, one: { two } }, function (deep) {});
export const use = tools[0].use, mine = uno || main;
'''
    others = {
        "lib.js": "export function one() {}\nexport const two = 1, three = 3;\nexport default class main {}\n",
        "tools.js": "const use = 1;\nexport { use };\n",
        "index.js": "export * from './further';\nexport { other } from './lib.js';\n",
        "further.js": "var deep = () => 1;\nmodule.exports = { deep, far() {} };\n",
        "old.js": "exports.use = function () {};\n(function () { module.exports.start = 2; })();\n",
    }
    edges = [Edge("a.js", "lib.js", "import", 1), Edge("a.js", "tools.js", "import", 2),
             Edge("a.js", "index.js", "import", 3), Edge("a.js", "old.js", "import", 4),
             Edge("index.js", "further.js", "import", 1), Edge("index.js", "lib.js", "import", 2)]
    assert named(parse, text, edges, others, "a.js") == [
        (1, "main", "lib.js", True), (1, "one", "lib.js", True), (1, "two", "lib.js", True),
        (3, "deep", "further.js", True), (3, "deep", "further.js", False),
        (5, "two", "lib.js", False), (5, "use", "tools.js", False), (5, "use", "old.js", False),
        (6, "main", "lib.js", False), (6, "two", "lib.js", False),
        (7, "main", "lib.js", False)]


def test_files_that_pass_on_one_anothers_names(parse):
    """Round and round, and no file is asked for a name twice."""
    names = [f"n{number}" for number in range(30)]
    others = {f"{name}.js": "".join(f"export {{ {', '.join(names[number % 7 :: 3])}, {to} }} from './{to}';\n"
                                    for number, to in enumerate(names)) + f"export const {name} = 1;\n"
              for name in names}
    edges = [Edge(f"{name}.js", f"{to}.js", "import", number + 1)
             for name in names for number, to in enumerate(names)]
    text = "import { n3, n29, gone } from './n0';\n"
    assert named(parse, text, [Edge("a.js", "n0.js", "import", 1), *edges], others, "a.js") == [
        (1, "n3", "n3.js", True), (1, "n29", "n29.js", True)]


@pytest.mark.parametrize("path", ["a.ts", "a.tsx"])
def test_modules_of_typescript(parse, path):
    text = '''import type { Shape, Kind } from "./types";
import old = require("./old");
export class Square implements Shape {
  Kind: Kind = old.Mode.One;
  with(Shape: number, at: { Kind: Shape }): old.Missing { return spaced.Shape; }
}
'''
    others = {"types.ts": "export * from './inner';\nexport declare enum Kind { One }\n",
              "inner.ts": "export interface Shape {}\n",
              "old.ts": "export abstract class Mode {}\nexport type Other = 1;\n"}
    edges = [Edge(path, "types.ts", "type-only", 1), Edge(path, "old.ts", "import", 2),
             Edge("types.ts", "inner.ts", "import", 1)]
    assert named(parse, text, edges, others, path) == [
        (1, "Shape", "inner.ts", True), (1, "Kind", "types.ts", True), (3, "Shape", "inner.ts", False),
        (4, "Kind", "types.ts", False), (4, "Mode", "old.ts", False), (5, "Shape", "inner.ts", False)]
