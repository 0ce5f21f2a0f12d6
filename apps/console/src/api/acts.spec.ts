import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { isRoute, ROUTE_ACCESS } from '#admin-contract/route-access.js';

const SRC = path.resolve(import.meta.dirname, '..');

/** Each shows nothing by itself: whoever opens it has looked whether it may. */
const OPENED_BY_OTHERS: Readonly<Record<string, string>> = {
  'kit/bulk-dialog.tsx': 'opened by a button for whoever may plan',
  'pages/accounts/account-form.tsx': 'saved by what its page hands in, and the page looks',
  'pages/discrepancies/choosing.tsx': 'reads what is chosen, and does nothing with it',
  'pages/set-password/set-password.page.tsx': 'open to all',
  'pages/sign-in/sign-in.page.tsx': 'open to all',
  'app/sign-out.tsx': 'everybody who is signed in may sign out',
};

interface Source {
  readonly file: string;
  readonly tree: ts.SourceFile;
}

const sources: readonly Source[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.spec\.ts$|\.d\.ts$/.test(name))
  .map((name) => {
    const file = name.replaceAll(path.sep, '/');
    const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
    const text = readFileSync(path.join(SRC, name), 'utf8');
    return { file, tree: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind) };
  });

function walk(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  node.forEachChild((child) => walk(child, look));
}

/** Every node of a tree that is of a kind. */
function all<Kind extends ts.Node>(tree: ts.Node, is: (node: ts.Node) => node is Kind): readonly Kind[] {
  const found: Kind[] = [];
  walk(tree, (node) => {
    if (is(node)) found.push(node);
  });
  return found;
}

const namesIn = (node: ts.Node): ReadonlySet<string> =>
  new Set(all(node, ts.isIdentifier).map(({ text }) => text));

const callee = (node: ts.Node): string =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) ? node.expression.text : '';

/** Every act of the console by its name, with its route. */
const acts = new Map<string, string>();
for (const { tree } of sources)
  walk(tree, (node) => {
    if (!ts.isVariableDeclaration(node) || node.initializer === undefined) return;
    if (callee(node.initializer) !== 'act' || !ts.isIdentifier(node.name)) return;
    const [route] = (node.initializer as ts.CallExpression).arguments;
    acts.set(node.name.text, route !== undefined && ts.isStringLiteral(route) ? route.text : '');
  });

/** What is called for its effect by pages, and does acts within: by its name, the acts. */
const within = new Map<string, readonly string[]>();
for (const { file, tree } of sources.filter((one) => one.file.startsWith('api/')))
  for (const statement of tree.statements)
    if (ts.isFunctionDeclaration(statement) && statement.name !== undefined && file !== 'api/act.ts')
      within.set(
        statement.name.text,
        [...namesIn(statement)].filter((name) => acts.has(name)),
      );

/** What somebody may not do who only reads. */
const isForSome = (name: string): boolean => {
  const route = acts.get(name) ?? '';
  const { role } = isRoute(route) ? ROUTE_ACCESS[route] : { role: 'admin' };
  return role === 'operator' || role === 'admin';
};

/** Which acts a file looks at before it shows them: `of={…}` of a part, or `may(…)`. */
function lookedAt(tree: ts.SourceFile): ReadonlySet<string> {
  const found = new Set<string>();
  walk(tree, (node) => {
    const isOf = ts.isJsxAttribute(node) && node.name.getText() === 'of';
    const isMay = ts.isCallExpression(node) && /^(may|useMay\(\))$/.test(node.expression.getText());
    if (isOf || isMay) for (const name of namesIn(node)) found.add(name);
  });
  return found;
}

const imported = (tree: ts.SourceFile): readonly string[] =>
  tree.statements.filter(ts.isImportDeclaration).flatMap(({ importClause }) => {
    const bindings = importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings)) return [];
    return bindings.elements.filter(({ isTypeOnly }) => !isTypeOnly).map(({ name }) => name.text);
  });

const shown = sources.filter(({ file }) => !file.startsWith('api/') && !(file in OPENED_BY_OTHERS));

it('has the acts of the console, each by a route of the hub', () => {
  expect(acts.size).toBeGreaterThan(50);
  for (const [name, route] of acts) expect([name, isRoute(route)]).toEqual([name, true]);
});

it('offers no act to whoever may not do it: each file that does one looks at it', () => {
  const unlooked = shown.flatMap(({ file, tree }) => {
    const looked = new Set([...lookedAt(tree)].map((name) => acts.get(name)));
    const used = imported(tree).filter((name) => acts.has(name) && isForSome(name));
    const inside = imported(tree).filter((name) => (within.get(name) ?? []).some(isForSome));
    return [
      ...used.filter((name) => !looked.has(acts.get(name))),
      ...inside.filter((name) => !(within.get(name) ?? []).some((one) => looked.has(acts.get(one)))),
    ].map((name) => `${file}: ${name}`);
  });
  expect(unlooked).toEqual([]);
});

it('opens what many are done to for whoever may', () => {
  const open = shown.filter(
    ({ file, tree }) =>
      all(tree, ts.isJsxOpeningLikeElement).some(({ tagName }) => tagName.getText() === 'BulkDialog') &&
      !lookedAt(tree).has('planBulk') &&
      file !== 'kit/bulk-dialog.tsx',
  );
  expect(open.map(({ file }) => file)).toEqual([]);
});

it('changes nothing where nobody has looked', () => {
  const blind = shown.filter(
    ({ tree }) =>
      all(tree, ts.isCallExpression).some((node) => callee(node) === 'useMutation') &&
      lookedAt(tree).size === 0 &&
      !/<(May|ActDialog)\b/.test(tree.text),
  );
  // Both are handed what they are done by, and look at that.
  const handed = ['kit/act-button.tsx', 'pages/settings/simple-form.tsx'];
  expect(blind.map(({ file }) => file).filter((file) => !handed.includes(file))).toEqual([]);
});

it('reaches the hub by acts and by reads alone', () => {
  const reaching = sources.filter(({ tree }) => imported(tree).includes('send')).map(({ file }) => file);
  expect(reaching).toEqual(['api/act.ts']);
  const fetching = sources.filter(({ tree }) =>
    all(tree, ts.isCallExpression).some((node) => callee(node) === 'fetch'),
  );
  expect(fetching.map(({ file }) => file)).toEqual(['api/call.ts']);
});

it('finds what forgets to look', () => {
  const forgets = ts.createSourceFile(
    'x.tsx',
    "import { reveal } from '../../api/reveal.js';\nconst X = () => <ActButton of={null} act={() => reveal('', '')} />;",
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  );
  expect([imported(forgets), lookedAt(forgets).has('reveal'), isForSome('reveal')]).toEqual([
    ['reveal'],
    false,
    true,
  ]);
});
