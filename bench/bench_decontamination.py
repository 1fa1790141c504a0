"""Benchmark items planted and looked for: how many are found, what clean code is taken for one, and the speed.

Run: python -m bench.bench_decontamination FOLDER, where the folder has JSONL files of benchmarks. Every text of every
item is planted as it is; Python code of items also reformatted (parsed and printed, comments lost), with all its names
changed, and with its docstrings gone as well. The clean code is that of the installed packages.
"""

import ast
import builtins
import sys
import sysconfig
import time
from collections import Counter
from pathlib import Path

from pipeline.decontamination import Item, build_index, find_hits, read_items
from pipeline.decontamination.tokens import word_hashes

MAX_FILE_BYTES = 1 << 20


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


def main(folder: Path) -> None:
    """Print the tables."""
    items = list(read_items(folder))
    started = time.process_time()
    index = build_index(items)
    print(f"{len(items):,} texts, {len(index):,} hashes, indexed in {time.process_time() - started:.0f} CPU seconds\n")
    planted = {"as it is": [item.text for item in items if len(word_hashes(item.text.encode())) >= 3]}
    whole = programs(items)
    planted["Python item, reformatted"] = [ast.unparse(ast.parse(text)) for text in whole]
    planted["Python item, renamed and reformatted"] = [ast.unparse(_Renamed().visit(ast.parse(text))) for text in whole]
    planted["the same, docstrings gone"] = [
        ast.unparse(without_docstrings(_Renamed().visit(ast.parse(text)))) for text in whole]
    print("| planted | texts | found |\n| --- | ---: | ---: |")
    for name, texts in planted.items():
        hits = sum(bool(find_hits(text.encode(), index, "#")) for text in texts)
        print(f"| {name} | {len(texts):,} | {hits / max(1, len(texts)):.2%} |")
    paths = sorted(Path(sysconfig.get_paths()["purelib"]).rglob("*.py"))
    texts = [path.read_bytes() for path in paths if path.stat().st_size <= MAX_FILE_BYTES]
    started = time.process_time()
    found = [find_hits(text, index, "#") for text in texts]
    megabytes = sum(map(len, texts)) / 1e6
    print(f"\n{len(texts):,} clean files, {megabytes:.0f} MB: {sum(map(bool, found))} hit "
          f"({10_000 * sum(map(bool, found)) / len(texts):.1f} in 10,000; by method "
          f"{dict(Counter(hit.method for hits in found for hit in hits))}), "
          f"{megabytes / (time.process_time() - started):.0f} MB per CPU second")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
