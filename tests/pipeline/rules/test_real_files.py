"""Keep and drop of every rule on the files of the packages installed here, beside the literal rules."""

import sysconfig
from collections import Counter
from pathlib import Path

import pytest

from pipeline.config import load_run
from pipeline.parsing.parsed_file import ParsedFile
from pipeline.parsing.visible_text import visible_chars
from pipeline.rules import PARSED_RULES, TEXT_RULES, Subject, measure
from pipeline.rules.table import options_for
from tests.pipeline.rules import literal

LANGUAGE_OF = {".html": "html", ".htm": "html", ".json": "json", ".yaml": "yaml", ".yml": "yaml", ".xsl": "xslt",
               ".xslt": "xslt"}
NO_TEXT = (".pyc", ".so", ".jar", ".gz")
PAPER = {"max_line_length", "mean_line_length", "alphabetic_share", "xml", "data_size"}
STARCODER2 = {"max_lines", "data_lines", "generated", "encoded_data"}
FILES = 6000
PAGES = 1000


PROFILES = {name: load_run(f"conf/{name}.yaml").rules for name in ("deepseek", "starcoder", "best")}
PROFILES["starcoder2"] = PROFILES["best"].model_copy(update={"generated_header_lines": None})  # the rest is ours
# Files of the extensions that StarCoder treats in a way of their own are few here: every file is also judged as one.
KINDS = sorted(literal.LONG_LINES | set(literal.ALPHABETIC) | literal.ANY_CHARACTERS
               | {tuple(kind.split(".")) for kind in literal.EXCLUDED} | {("glsl", "fsh"), ("c", "c"), ("xslt", "xsl")})


def dropped_by(language, text, profile="deepseek", path="file"):
    options = PROFILES[profile]
    subject, own = Subject(path, language, text, measure(text)), options_for(path, language, options)
    rules = {name for name, rule in TEXT_RULES.items() if rule(subject, own)}
    shown = visible_chars(text.decode()) if language == "html" else None
    found = ParsedFile("ok", visible_chars=shown)
    return rules | {name for name, rule in PARSED_RULES.items() if rule(subject, found, options)}


def texts():
    """UTF-8 texts of installed packages up to 1 MiB, those that are not Python first."""
    paths = [path for path in Path(sysconfig.get_paths()["purelib"]).rglob("*") if path.suffix not in NO_TEXT]
    for path in sorted(paths, key=lambda path: (path.suffix in (".py", ".pyi"), path)):
        if path.is_file() and path.stat().st_size <= 1 << 20:
            text = path.read_bytes()
            if b"\0" not in text and text.decode("utf-8", "ignore").encode() == text:
                yield path, text


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_same_files_are_dropped_by_the_same_rules():
    drops = Counter()
    read = 0
    for read, (path, text) in enumerate(texts(), 1):
        language = LANGUAGE_OF.get(path.suffix, "other")
        expected = literal.dropped_by(language, text)
        assert dropped_by(language, text) == expected, path
        assert measure(text) == literal.facts(text), path
        drops.update(expected)
        if read == FILES:
            break
    assert read >= 5000
    assert set(drops) >= PAPER, "a rule that never fired was not compared"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_same_files_are_dropped_by_starcoders_code_and_by_starcoder2():
    import enry

    drops = Counter()
    read = 0
    for read, (path, text) in enumerate(texts(), 1):
        language, name = LANGUAGE_OF.get(path.suffix, "other"), path.name
        generated = enry.is_generated(name, text)
        for kind, ending in ((language, name), KINDS[read % len(KINDS)]):
            name = ending if ending == name else f"file.{ending}"
            expected = literal.dropped_by_starcoder(kind, name, text)
            assert dropped_by(kind, text, "starcoder", name) == expected, (path, kind, name)
            drops.update(expected)
        expected = literal.dropped_by_starcoder2(language, generated, text)
        assert dropped_by(language, text, "starcoder2", path.name) & STARCODER2 == expected, path
        drops.update(expected)
        if read == FILES:
            break
    assert read >= 5000
    # No installed text of up to 1 MiB has 100,000 lines.
    assert set(drops) >= set(TEXT_RULES) - {"max_lines"}, "a rule that never fired was not compared"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_visible_characters_of_all_that_has_tags():
    """Real pages are few here; source code with tags in strings and comments is as good a trial."""
    pages = [(path, text.decode()) for path, text in texts() if b"</" in text or path.suffix in LANGUAGE_OF]
    assert len(pages) >= 500
    for path, page in pages[:PAGES]:
        assert visible_chars(page) == literal.visible(page), path
