"""Precision and recall of TypeScript's and JavaScript's import rules against the TypeScript compiler's own resolver.

Run: python -m bench.imports_typescript FOLDER TYPESCRIPT, where TYPESCRIPT is an installed `typescript` npm package.
The truth walks the compiler's own syntax tree for specifiers and asks `ts.resolveModuleName` where they lead, with the
options of the nearest tsconfig.json. A JavaScript file runs what it imports, so declarations do not answer for it.
node_modules below FOLDER are no part of the comparison.
"""

import json
import subprocess
import sys
from pathlib import Path

from tests.pipeline.imports.reading import edges, index

SUFFIXES = (".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs")
SCRIPT = """
const ts = require(process.argv[1]), fs = require('fs'), path = require('path');
const root = fs.realpathSync(process.argv[2]), found = [], configs = new Map();
function options(file) {
  const config = ts.findConfigFile(path.dirname(file), ts.sys.fileExists);
  const key = config && config.startsWith(root) ? config : '';
  if (!configs.has(key)) {
    const host = {...ts.sys, onUnRecoverableConfigFileDiagnostic() {}};
    const read = key ? ts.getParsedCommandLineOfConfigFile(key, {}, host) : null;
    configs.set(key, {moduleResolution: ts.ModuleResolutionKind.Bundler, module: ts.ModuleKind.ESNext,
                      ...(read ? read.options : {}), allowJs: true, resolveJsonModule: true});
  }
  return configs.get(key);
}
function specifiers(tree) {
  const found = [], waiting = [tree];
  while (waiting.length) {
    const node = waiting.pop();
    const called = ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword ||
      node.expression.getText() === 'require' || node.expression.getText() === 'require.resolve');
    const typed = ts.isImportTypeNode(node) && node.argument.literal;
    const at = called ? node.arguments[0]
      : node.moduleSpecifier || (ts.isExternalModuleReference(node) && node.expression) || typed;
    if (at && ts.isStringLiteral(at)) found.push(at.text);
    ts.forEachChild(node, child => { waiting.push(child); });
  }
  return found;
}
for (const name of fs.readFileSync(0, 'utf8').split('\\n').filter(Boolean)) {
  const file = path.join(root, name), settings = {...options(file)};
  if (/\\.[cm]?jsx?$/.test(name)) settings.noDtsResolution = true;
  const tree = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  for (const fileName of specifiers(tree)) {
    const to = ts.resolveModuleName(fileName, file, settings, ts.sys).resolvedModule;
    const real = to && fs.realpathSync(to.resolvedFileName);
    if (real && real.startsWith(root + '/')) found.push([name, path.relative(root, real)]);
  }
}
console.log(JSON.stringify(found));
"""


def main(folder: Path, compiler: str) -> None:
    """Print the figures and a few differences."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    texts = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    texts = {path: text for path, text in texts.items() if "node_modules" not in path.split("/")}
    files = [path for path in texts if path.endswith(SUFFIXES)]
    real = {(src, dst) for src, dst in json.loads(_resolved(compiler, folder, files)) if src != dst and dst in texts}
    ours = {(edge.src, edge.dst) for edge in edges(index(texts)).edges if edge.src.endswith(SUFFIXES)}
    hit = len(real & ours)
    precision, recall = hit / max(1, len(ours)), hit / max(1, len(real))
    print(f"{folder.name:12} files {len(files):5} edges {len(real):6} precision {precision:.4f} recall {recall:.4f}")
    for mark, differing in (("+", ours - real), ("-", real - ours)):
        for src, dst in sorted(differing)[:10]:
            print(f"    {mark} {src} -> {dst}")


def _resolved(compiler: str, folder: Path, files: list[str]) -> str:
    command = ["node", "-e", SCRIPT, "--", compiler, str(folder)]
    return subprocess.run(command, input="\n".join(files), capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), str(Path(sys.argv[2]).resolve()))
