// Where the imports of a folder's TypeScript and JavaScript lead, by the TypeScript compiler's own parser and resolver.
// node typescript.cjs COMPILER FOLDER < paths; prints [[src, dst], ...] as JSON, dst below the folder.
const ts = require(process.argv[2]), fs = require('fs'), path = require('path');
const root = fs.realpathSync(process.argv[3]), found = [], configs = new Map();

// Options of the nearest tsconfig.json or jsconfig.json, as an editor would take them.
function options(file) {
  const config = ['tsconfig.json', 'jsconfig.json']
    .map(name => ts.findConfigFile(path.dirname(file), ts.sys.fileExists, name))
    .filter(place => place && place.startsWith(root + '/')).sort((a, b) => b.length - a.length)[0] || '';
  if (!configs.has(config)) {
    const host = {...ts.sys, onUnRecoverableConfigFileDiagnostic() {}};
    const read = config ? ts.getParsedCommandLineOfConfigFile(config, {}, host) : null;
    configs.set(config, {moduleResolution: ts.ModuleResolutionKind.Bundler, module: ts.ModuleKind.ESNext,
                         ...(read ? read.options : {}), allowJs: true, resolveJsonModule: true});
  }
  return configs.get(config);
}

function specifiers(tree) {
  const found = [], waiting = [tree];
  while (waiting.length) {
    const node = waiting.pop();
    const called = ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword ||
      ['require', 'require.resolve'].includes(node.expression.getText()));
    const typed = ts.isImportTypeNode(node) && node.argument.literal;
    const at = called ? node.arguments[0]
      : node.moduleSpecifier || (ts.isExternalModuleReference(node) && node.expression) || typed;
    if (at && ts.isStringLiteralLike(at)) found.push(at.text);
    ts.forEachChild(node, child => { waiting.push(child); });
  }
  return found;
}

for (const name of fs.readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const file = path.join(root, name), settings = {...options(file)};
  if (/\.[cm]?jsx?$/.test(name)) settings.noDtsResolution = true;  // what runs, not what describes it
  const tree = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const targets = specifiers(tree).map(spelled => {
    const to = ts.resolveModuleName(spelled, file, settings, ts.sys).resolvedModule;
    return to && to.resolvedFileName;
  }).concat(tree.referencedFiles.map(reference => path.join(path.dirname(file), reference.fileName)));
  for (const target of targets.filter(target => target && fs.existsSync(target))) {
    const real = fs.realpathSync(target);
    if (real.startsWith(root + '/')) found.push([name, path.relative(root, real)]);
  }
}
console.log(JSON.stringify(found));
