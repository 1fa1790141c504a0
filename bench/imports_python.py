"""Precision and recall of Python's import rules against a truth made with `ast` from installed packages.

Run: python -m bench.imports_python [PACKAGE ...]. Each package is read as a repository that holds it at `src/`. The
truth knows the real module names (the package lies on sys.path), so roots are not guessed; of `from package import
name` it takes the submodule, unless the package's own code binds the name with def, class or an assignment.
"""

import ast
import sys
from importlib.util import find_spec
from pathlib import Path

from tests.pipeline.imports.reading import edges, index

PACKAGES = (
    *("networkx", "rich", "pydantic", "jinja2", "matplotlib", "pyspark", "numpy", "pandas", "boto3", "hypothesis"),
    *("mypy", "pip", "setuptools", "datasketch", "numba", "botocore", "pygments", "yaml"),
)
ROOT = "src/"


def sources(package: str) -> dict[str, bytes]:
    """Python files of an installed package by path in the made-up repository."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return {}
    folder = Path(next(iter(spec.submodule_search_locations)))
    paths = sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".pyi"})
    return {ROOT + path.relative_to(folder.parent).as_posix(): path.read_bytes() for path in paths}


def truth(texts: dict[str, bytes]) -> set[tuple[str, str]]:
    """Pairs (importer, imported) as CPython would bind them."""
    trees: dict[str, ast.Module] = {}
    for path, text in texts.items():
        try:
            trees[path] = ast.parse(text)
        except (SyntaxError, ValueError):
            continue
    nodes = ((path, node) for path, tree in trees.items() for node in ast.walk(tree))
    found = {(path, dst) for path, node in nodes for dst in _named(path, node, trees, texts)}
    return {(src, dst) for src, dst in found if src != dst}


def _named(path: str, node: ast.AST, trees: dict[str, ast.Module], texts: dict[str, bytes]) -> list[str]:
    if isinstance(node, ast.Import):
        return [dst for name in node.names if (dst := _module(name.name, path, texts))]
    if not isinstance(node, ast.ImportFrom):
        return []
    package = path.removeprefix(ROOT).rsplit("/", 1)[0].split("/")
    base = package[: len(package) - node.level + 1] if node.level else []
    name = ".".join(base + (node.module.split(".") if node.module else []))
    target = _module(name, path, texts)
    if target is not None and "/__init__.py" not in target:
        return [target]
    bound = _bound(trees[target]) if target in trees else set()
    names = [alias.name for alias in node.names]
    members = [None if item in bound else _module(f"{name}.{item}", path, texts) for item in names]
    return [dst for member in members if (dst := member or target)]


def _module(name: str, importer: str, texts: dict[str, bytes]) -> str | None:
    stem = ROOT + name.replace(".", "/")
    own = Path(importer).suffix
    tails = [own, ".py", ".pyi"]
    return next((p for p in [stem + "/__init__" + t for t in tails] + [stem + t for t in tails] if p in texts), None)


def _bound(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names


def main(packages: list[str]) -> None:
    """Print a line per package and a few differences."""
    for package in packages:
        texts = sources(package)
        if not texts:
            print(f"{package:12} not installed")
            continue
        real = truth(texts)
        ours = {(edge.src, edge.dst) for edge in edges(index(texts)).edges}
        hit = len(real & ours)
        precision, recall = hit / max(1, len(ours)), hit / max(1, len(real))
        print(f"{package:12} files {len(texts):5} edges {len(real):6} precision {precision:.4f} recall {recall:.4f}")
        for mark, differing in (("+", ours - real), ("-", real - ours)):
            for src, dst in sorted(differing)[:4]:
                print(f"    {mark} {src} -> {dst}")


if __name__ == "__main__":
    main(sys.argv[1:] or list(PACKAGES))
