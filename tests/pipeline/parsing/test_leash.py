"""Whatever a text does to the parser, the next one is parsed as if nothing had happened."""

import os
import resource
import signal
import threading
import time
from pathlib import Path

import pytest

from pipeline.config import Parsing
from pipeline.parsing import leash
from pipeline.parsing.extract import extract
from pipeline.parsing.grammars import GrammarError
from pipeline.parsing.leash import Parser
from pipeline.parsing.parsed_file import ImportStatement, ParsedFile
from pipeline.parsing.query import reader
from tests.pipeline.parsing.queries import LANGUAGES

HEALTHY = ParsedFile("ok", imports=(ImportStatement("os"),))

# Two or three tokens each whose repetition takes tree-sitter more than a minute.
SOUP = {"c": b"<*", "cpp": b"<&", "go": b"*}", "javascript": b"}x=", "rust": b"}|", "java": b">1["}


def open_parser(seconds: float = 0.3, memory_mib: int = 1024) -> Parser:
    return Parser(Parsing(deadline_seconds=seconds, memory_mib=memory_mib), LANGUAGES)


@pytest.fixture(scope="module")
def patient():
    """A parser with the usual deadline."""
    with open_parser(2.0) as parser:
        yield parser


def healthy(parser: Parser) -> bool:
    return parser.parse("python", "a.py", b"import os\n") == HEALTHY


def child(parser: Parser) -> int:
    assert parser._child is not None
    return parser._child.pid


def gone(pid: int) -> bool:
    """Whether the process ends within some seconds."""
    for _ in range(500):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.01)
    return False


def test_the_same_as_without_a_leash(patient):
    text = b"package a;\nimport b.C;\nimport d.*;\nclass E { C c; F f; }\n"
    entry = LANGUAGES["java"]
    opened = reader("java", entry.grammar, entry.imports.query, entry.roles)
    assert patient.parse("java", "E.java", text) == extract(opened, text)


@pytest.mark.slow
@pytest.mark.parametrize("language", sorted(SOUP))
def test_token_soup_ends_at_the_deadline(language):
    soup = SOUP[language] * (16_384 // len(SOUP[language]))
    with open_parser(0.1) as parser:
        started = time.monotonic()
        assert parser.parse(language, "x", soup) == ParsedFile("timeout")
        assert time.monotonic() - started < leash.WALL_MARGIN_SECONDS
        assert healthy(parser)


@pytest.mark.slow
@pytest.mark.parametrize("text", [b"(" * 100_000 + b")" * 100_000, b"[" * 100_000])
def test_deep_nesting_is_survived(text):
    with open_parser(0.2) as parser:
        assert parser.parse("python", "a.py", text).status in {"ok", "timeout"}
        assert healthy(parser)


def test_one_child_is_reused_and_its_successor_is_another(patient):
    assert healthy(patient)
    first = child(patient)
    assert healthy(patient)
    assert child(patient) == first
    patient.close()
    assert gone(first)
    assert healthy(patient)
    assert child(patient) != first


def test_a_child_that_dies_at_work_is_a_crash():
    with open_parser(20) as parser:
        assert healthy(parser)
        killer = threading.Timer(0.2, os.kill, (child(parser), signal.SIGSEGV))
        killer.start()
        assert parser.parse("c", "a.c", SOUP["c"] * 8_000) == ParsedFile("crash")
        assert healthy(parser)


def test_a_real_segmentation_fault_is_a_crash():
    with open_parser(5) as parser:
        assert parser.parse("markdown", "a.md", b"> " * 30_000) == ParsedFile("crash")
        assert healthy(parser)


def test_a_child_killed_from_outside_is_not_the_fault_of_the_text():
    with open_parser(0.3) as parser:
        assert healthy(parser)
        first = child(parser)
        killer = threading.Timer(0.1, os.kill, (first, signal.SIGKILL))
        killer.start()
        assert parser.parse("c", "a.c", SOUP["c"] * 8_000) == ParsedFile("timeout")  # not "crash": it was tried again
        assert gone(first)
        assert healthy(parser)


def test_a_child_killed_while_idle_is_replaced(patient):
    assert healthy(patient)
    os.kill(child(patient), signal.SIGSEGV)
    assert gone(child(patient))
    assert healthy(patient)


def test_a_child_that_hangs_without_computing_meets_the_backstop(monkeypatch):
    with open_parser(0.1) as parser:
        assert healthy(parser)
        stopped = child(parser)
        os.kill(stopped, signal.SIGSTOP)
        monkeypatch.setattr(leash, "WALL_MARGIN_SECONDS", 0.0)
        assert parser.parse("python", "a.py", b"x" * (4 << 20)) == ParsedFile("timeout")  # more than its pipe takes
        assert gone(stopped)
        monkeypatch.undo()
        assert healthy(parser)


def test_time_before_the_parse_does_not_count(monkeypatch):
    with open_parser(0.1) as parser:
        assert healthy(parser)
        paused = child(parser)
        os.kill(paused, signal.SIGSTOP)
        threading.Timer(0.5, os.kill, (paused, signal.SIGCONT)).start()
        assert healthy(parser)
        assert child(parser) == paused


def test_many_healthy_files_take_no_time_from_one_another():
    text = b"import os\n" + b"x = [1, 2, 3]\n" * 2000
    with open_parser(0.2) as parser:
        assert healthy(parser)
        first = child(parser)
        assert {parser.parse("python", "a.py", text).status for _ in range(40)} == {"ok"}
        assert child(parser) == first


def test_memory_is_limited():
    with open_parser(30, 256) as parser:
        assert parser.parse("java", "A.java", b"a<" * 20_000) == ParsedFile("crash")
        assert healthy(parser)


def test_big_files_pass():
    line = b"import os\n"
    with open_parser(20) as parser:
        parsed = parser.parse("python", "a.py", line + b"x = 1\n" * 50_000 + b"y = '" + b"text " * 600_000 + b"'\n")
        assert parsed == HEALTHY
        many = parser.parse("python", "a.py", b"".join(b"import a%d\n" % n for n in range(3_000)))
        assert [s.module for s in many.imports] == [f"a{n}" for n in range(3_000)]


def test_the_memory_limit_lies_above_what_the_child_holds():
    with open_parser(2, 300) as parser:
        for text in (b"import os\n", b"x = 1\n" * 20_000, b"import os\n"):
            parser.parse("python", "a.py", text)
            soft, _ = resource.prlimit(child(parser), resource.RLIMIT_AS)
            size = int(Path(f"/proc/{child(parser)}/statm").read_text().split()[0]) * resource.getpagesize()
            assert 0 < soft - (300 << 20) <= size


def test_two_parsers_work_at_the_same_time():
    results: dict[str, list[ParsedFile]] = {"python": [], "java": []}

    def work(language: str) -> None:
        with open_parser(5) as parser:
            for number in range(30):
                text = {"python": b"import m%d\n", "java": b"import a.B%d;\n"}[language] % number
                results[language].append(parser.parse(language, "x", text))

    threads = [threading.Thread(target=work, args=(language,)) for language in results]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [p.imports[0].module for p in results["python"]] == [f"m{n}" for n in range(30)]
    assert [p.imports[0].module for p in results["java"]] == [f"a.B{n}" for n in range(30)]


def test_languages_without_a_grammar_need_no_child():
    with open_parser() as parser:
        assert parser.parse("plain", "a", b"text") == ParsedFile("no_grammar")
        assert parser._child is None


def test_patterns_stand_in_for_a_grammar(patient):
    imports = (ImportStatement("b", line=2),)
    assert patient.parse("without", "a", b"x\nuse b\n") == ParsedFile("patterns", imports=imports)


def test_patterns_stand_in_for_a_query(patient):
    parsed = patient.parse("beside", "a", b"use b\n")
    assert (parsed.status, parsed.imports) == ("ok", (ImportStatement("b"),))
    assert parsed.error_share > 0


def test_a_pattern_that_goes_back_and_forth_ends_at_the_deadline():
    with open_parser(0.1) as parser:
        assert parser.parse("without", "a", b"a" * 60) == ParsedFile("timeout")
        assert healthy(parser)


def test_html_has_visible_characters(patient):
    parsed = patient.parse("html", "a.html", b"<html><head><style>p {}</style></head><body><p>seen</p></body></html>")
    assert parsed.status == "ok"
    assert parsed.visible_chars == 4


def test_the_end_of_the_path_chooses_the_grammar(patient):
    text = b"const a = <div>text</div>;\n"
    assert patient.parse("typescript", "a.tsx", text).error_share == 0
    assert patient.parse("typescript", "a.ts", text).error_share > 0


def test_a_query_that_does_not_fit_is_raised(patient):
    with pytest.raises(GrammarError, match=r"broken: import query: .*line 1.*no_such_node"):
        patient.parse("broken", "a", b"x\n")
    assert healthy(patient)


def test_seconds_add_up(patient):
    before = patient.seconds
    assert healthy(patient)
    assert patient.seconds > before


def test_the_child_ends_with_its_parent():
    read, write = os.pipe()
    parent = os.fork()
    if parent == 0:
        parser = open_parser()
        os.write(write, f"{healthy(parser):d} {child(parser)}".encode())
        os._exit(0)  # without closing the parser
    os.waitpid(parent, 0)
    fine, pid = os.read(read, 100).split()
    assert fine == b"1"
    assert gone(int(pid))
    os.close(read)
    os.close(write)


def test_the_child_sees_only_what_it_needs():
    os.environ["REPOMILL_TEST_SECRET"] = "secret"
    try:
        with open_parser() as parser:
            assert healthy(parser)
            environment = Path(f"/proc/{child(parser)}/environ").read_bytes()
    finally:
        del os.environ["REPOMILL_TEST_SECRET"]
    assert b"PYTHONPATH" in environment
    assert b"secret" not in environment
