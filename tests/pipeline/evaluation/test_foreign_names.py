import pytest

from pipeline.config import Parsing
from pipeline.evaluation.foreign_names import mentions
from pipeline.imports.edge import Edge
from pipeline.languages.catalogue import languages
from pipeline.parsing.leash import Parser


@pytest.fixture(scope="module")
def parse():
    with Parser(Parsing(), languages()) as parser:
        yield lambda path, text: parser.parse("java" if path.endswith(".java") else "python", path, text.encode())


def named(parse, text, edges, others, path="a.py"):
    found = mentions(text.encode(), parse(path, text), edges, {name: parse(name, own) for name, own in others.items()})
    raw = text.encode()
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
