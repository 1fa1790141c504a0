"""Benchmark items planted and looked for: how many are found, what clean code is taken for one, and the speed.

Run: python -m bench.bench_decontamination FOLDER [CLEAN...], where the folder has JSONL files of benchmarks. Every text
of every item is planted as it is, and a part of it; Python code of items also reformatted (parsed and printed, comments
lost), with all its names changed, and with its docstrings gone as well. The clean code is all files of a known language
below the CLEAN folders (default: the installed packages); every hit in it is named, so that it can be looked at. Both
is done for the words in a row that we ask for, and for the 10 of the published rule.
"""

import ast
import builtins
import sys
import sysconfig
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from pipeline.decontamination import Item, build_index, find_hits, read_items
from pipeline.decontamination.match import NGRAM, WORDS_IN_A_ROW
from pipeline.decontamination.tokens import lexemes
from pipeline.languages.catalogue import languages
from pipeline.languages.detect import detect

MAX_FILE_BYTES = 1 << 20
RULES = (WORDS_IN_A_ROW, NGRAM)


class _Renamed(ast.NodeTransformer):
    """Gives every name that is no builtin another one."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def _new(self, name: str) -> str:
        return name if hasattr(builtins, name) else self.names.setdefault(name, f"v{len(self.names)}")

    def visit_Name(self, node: ast.Name) -> ast.AST:
        node.id = self._new(node.id)
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.arg = self._new(node.arg)
        self.generic_visit(node)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.name = self._new(node.name)
        self.generic_visit(node)
        return node


def without_docstrings(tree: ast.AST) -> ast.AST:
    """The tree with the docstrings of its module and functions taken out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.Module) and ast.get_docstring(node) and len(node.body) > 1:
            del node.body[0]
    return tree


def programs(items: list[Item]) -> list[str]:
    """Items that are whole Python programs: prompt and solution together, or code that says itself what it is."""
    texts: dict[tuple[str, str], dict[str, str]] = {}
    for item in items:
        texts.setdefault((item.benchmark, item.item), {})[item.field] = item.text.replace("\r", "")
    found = []
    for fields in texts.values():
        question = fields.get("prompt") or f'"""{fields.get("text", "")}"""\n'
        text = question + fields.get("canonical_solution", fields.get("code", ""))
        try:
            if any(isinstance(node, ast.FunctionDef) for node in ast.parse(text).body):
                found.append(text)
        except (SyntaxError, ValueError):
            continue
    return found


def planted(items: list[Item]) -> dict[str, list[str]]:
    """Texts to be found, by how they were planted."""
    whole = programs(items)
    bare = [ast.unparse(without_docstrings(_Renamed().visit(ast.parse(text)))) for text in whole]
    return {
        "as it is": [item.text for item in items],
        "the first half (of 200 characters or more)": [
            item.text[: len(item.text) // 2] for item in items if len(item.text) >= 200],
        "Python item, reformatted": [ast.unparse(ast.parse(text)) for text in whole],
        "Python item, renamed and reformatted": [ast.unparse(_Renamed().visit(ast.parse(text))) for text in whole],
        "the same, no docstring, 40 tokens or more": [
            text for text in bare if len(lexemes(text.encode(), "#").hashes) >= 40],
        "the same, no docstring, fewer tokens": [
            text for text in bare if len(lexemes(text.encode(), "#").hashes) < 40],
    }


def clean_files(folders: list[Path]) -> Iterator[tuple[Path, bytes, str]]:
    """Different files of known languages with what starts a line of comment in them."""
    seen = set()
    for path in (path for folder in folders for path in sorted(folder.rglob("*"))):
        if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_FILE_BYTES:
            continue
        text = path.read_bytes()
        name = sha256(text).digest()
        found = detect(path.name, text).language if name not in seen and b"\0" not in text else None
        seen.add(name)
        if found is not None:
            yield path, text, languages()[found].comment.open


def main(folder: Path, clean: list[Path]) -> None:
    """Print the tables."""
    items = [item for item in read_items(folder) if isinstance(item, Item)]
    started = time.process_time()
    index = build_index(items)
    print(f"{len(items):,} texts, {len(index):,} hashes, indexed in {time.process_time() - started:.0f} CPU seconds\n")
    print(f"| planted | texts | found: {' | '.join(f'{words} words in a row' for words in RULES)} |")
    print("| --- | ---: |" + " ---: |" * len(RULES))
    for name, texts in planted(items).items():
        shares = [sum(bool(find_hits(text.encode(), index, "#", words_in_a_row=words)) for text in texts)
                  / max(1, len(texts)) for words in RULES]
        print(f"| {name} | {len(texts):,} | {' | '.join(f'{share:.2%}' for share in shares)} |")
    hits: dict[int, list[str]] = {words: [] for words in RULES}
    files, size, seconds = 0, 0, 0.0
    for path, text, comment in clean_files(clean):
        files, size = files + 1, size + len(text)
        for words in RULES:
            started = time.process_time()
            found = find_hits(text, index, comment, words_in_a_row=words)
            seconds += time.process_time() - started
            hits[words] += [f"{path}: {hit.method}, {hit.entry.benchmark} {hit.entry.item}: "
                            f"{text[hit.start : hit.end][:100]!r}" for hit in found[:1]]
    print(f"\n{files:,} clean files, {size / 1e6:.0f} MB: {size * len(RULES) / 1e6 / seconds:.0f} MB per CPU second")
    for words, lines in hits.items():
        print(f"\n{words} words in a row: {len(lines)} files hit ({10_000 * len(lines) / max(1, files):.2f} in 10,000)")
        print("\n".join(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]), list(map(Path, sys.argv[2:])) or [Path(sysconfig.get_paths()["purelib"])])
