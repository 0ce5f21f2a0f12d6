/* eslint-disable max-lines -- the one list of rules is read as a whole. */
import prettier from 'eslint-config-prettier';
import { defineConfig } from 'eslint/config';
import { builtinRules } from 'eslint/use-at-your-own-risk';
import tseslint from 'typescript-eslint';
import { local } from './test/import-rules/local-lint-rules.mjs';

const SPECS = ['**/*.spec.{ts,mjs}', 'test/**/*.ts', 'apps/*/test/**/*.ts'];
const PURE = ['libs/domain/src/**/*.ts', 'libs/connectors/*/src/**/*.ts'];
/** Programs that the console shows to those who send orders. */
const SNIPPETS = 'apps/console/src/snippets/**';
const MAINS = ['apps/*/src/main.ts', 'tools/**', SNIPPETS];
const READS_ENV = [
  'apps/hub/src/config/env.ts',
  'apps/sandbox/src/main.ts',
  'prisma.config.ts',
  'tools/**',
  SNIPPETS,
  // Tests start programs, which inherit it.
  'test/**',
  'apps/*/test/**',
];
const STORES = ['libs/**/*.store.ts'];
const WRITES_SQL = ['**/*.store.ts', '**/*.query.ts', 'libs/database/src/**', 'libs/jobs/src/**', ...SPECS];

/** ESLint's own recommended rules; the package that lists them (@eslint/js) is one more to keep in step. */
const recommended = Object.fromEntries(
  [...builtinRules].filter(([, rule]) => rule.meta.docs.recommended).map(([name]) => [name, 'error']),
);

const nodeGlobals = Object.fromEntries(
  Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly']),
);

const jestGlobals = Object.fromEntries(
  ['describe', 'it', 'test', 'expect', 'beforeAll', 'beforeEach', 'afterAll', 'afterEach', 'jest'].map(
    (name) => [name, 'readonly'],
  ),
);

const SQL = '/^\\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|TRUNCATE|LOCK) /';

/** What no-restricted-syntax forbids, by the reason; a later block of one rule replaces an earlier, so blocks list all. */
const FORBIDDEN = {
  anywhere: [
    {
      selector:
        ':matches(MemberExpression[property.name="localeCompare"], NewExpression[callee.property.name="Collator"])',
      message: 'Signatures and stable orders sort by code unit: a locale differs from machine to machine.',
    },
    {
      selector: 'MethodDefinition[kind="constructor"] > FunctionExpression[params.length>5]',
      message: 'More than five things have names: hand them in as one object of parts.',
    },
  ],
  defaultExport: [
    {
      selector: 'ExportDefaultDeclaration',
      message: 'Export by name, so that a thing has one name everywhere.',
    },
  ],
  ownClock: [
    {
      selector:
        ':matches(NewExpression[callee.name="Date"][arguments.length=0], CallExpression[callee.object.name="Date"][callee.property.name="now"])',
      message: 'The clock is an argument here.',
    },
    {
      selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
      message: 'Randomness is an argument here.',
    },
  ],
  sql: [
    {
      selector: `:matches(Literal[value=${SQL}], TemplateElement[value.raw=${SQL}])`,
      message: 'SQL belongs in a .store.ts or .query.ts file.',
    },
  ],
  ownJson: [
    {
      selector: 'CallExpression[callee.object.name="JSON"][callee.property.name="stringify"]',
      message: 'JSON for a column is made by jsonText: a vendor’s NUL or half a character must not fail it.',
    },
  ],
  sleep: [
    {
      selector: 'NewExpression[callee.name="Promise"] CallExpression[callee.name="setTimeout"]',
      message: 'Await the event itself: a sleep is too short on a slow machine and too long on a fast one.',
    },
  ],
};

const forbid = (...groups) => ['error', ...groups.flatMap((group) => FORBIDDEN[group])];

const imports = (extra = []) => [
  'error',
  {
    paths: [
      {
        name: 'node:process',
        importNames: ['env'],
        message: 'The environment is read in config/env.ts alone.',
      },
    ],
    patterns: [
      { regex: '(^|/)index(\\.js)?$', message: 'No barrels: import the file that defines the name.' },
      ...extra,
    ],
  },
];

/** A relative path that climbs out of a lib and enters another. */
const OTHER_LIB = {
  regex: '^(\\.\\./)+(libs/|[a-z-]+/src/)',
  message: 'Another lib is imported as #lib/file.js.',
};

/** Tuned so that it asks for what prevents mistakes, and leaves taste to the writer. */
const typed = {
  // Keys of an environment or of headers are no properties that a type vouches for.
  '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
  '@typescript-eslint/consistent-type-exports': 'error',
  '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
  // [...text] parts a text by code points, which is what it is for.
  '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
  '@typescript-eslint/no-unnecessary-condition': [
    'error',
    { allowConstantLoopConditions: 'only-allowed-literals' },
  ],
  // Options that a library declares as a class are given as plain objects everywhere.
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
  // A type parameter that only names the rows a statement gives is worth having.
  '@typescript-eslint/no-unnecessary-type-parameters': 'off',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
  // An empty text is often meant by `||`.
  '@typescript-eslint/prefer-nullish-coalescing': [
    'error',
    { ignorePrimitives: { string: true, boolean: true } },
  ],
  // An async function without await is how a synchronous answer meets an interface of promises.
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

const specRules = {
  'max-lines': 'off',
  'max-lines-per-function': 'off',
  // The JSON of an answer, expect.objectContaining() and its like are `any`; a wrong guess fails the test.
  '@typescript-eslint/no-unsafe-argument': 'off',
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/no-unsafe-call': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
  '@typescript-eslint/no-unsafe-return': 'off',
  '@typescript-eslint/no-confusing-void-expression': 'off',
  '@typescript-eslint/no-non-null-assertion': 'off',
  '@typescript-eslint/no-empty-function': 'off',
  '@typescript-eslint/unbound-method': 'off',
};

export default defineConfig(
  { ignores: ['**/dist/', 'coverage/', '.data/', 'libs/database/src/generated/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  { rules: recommended, plugins: { local } },
  {
    rules: {
      'local/described-suppression': 'error',
      'local/file-name': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true, IIFEs: true }],
      'no-console': 'error',
      'no-restricted-imports': imports(),
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'The environment is read in config/env.ts alone.' },
      ],
      'no-restricted-syntax': forbid('anywhere', 'defaultExport', 'sql'),
      'no-template-curly-in-string': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: typed,
  },
  {
    files: ['apps/**/*.{ts,tsx}', 'libs/**/*.ts', 'test/**/*.ts'],
    rules: { 'no-restricted-imports': imports([OTHER_LIB]) },
  },
  { files: WRITES_SQL, rules: { 'no-restricted-syntax': forbid('anywhere', 'defaultExport') } },
  { files: STORES, rules: { 'no-restricted-syntax': forbid('anywhere', 'defaultExport', 'ownJson') } },
  {
    files: PURE,
    ignores: ['libs/domain/src/clock.ts'],
    rules: { 'no-restricted-syntax': forbid('anywhere', 'defaultExport', 'sql', 'ownClock') },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: nodeGlobals },
    rules: { 'no-restricted-syntax': forbid('anywhere', 'defaultExport') },
  },
  {
    files: SPECS,
    rules: { ...specRules, 'no-restricted-syntax': forbid('anywhere', 'defaultExport') },
  },
  {
    files: ['**/*.spec.{ts,mjs}'],
    languageOptions: { globals: jestGlobals },
    rules: {
      'no-restricted-syntax': forbid('anywhere', 'defaultExport', 'sleep'),
      'no-restricted-imports': imports([
        OTHER_LIB,
        { regex: '^(node:)?timers/promises$', message: 'Await the event itself instead of sleeping.' },
      ]),
    },
  },
  { files: ['**/*.cjs'], languageOptions: { globals: { __dirname: 'readonly', __filename: 'readonly' } } },
  { files: MAINS, rules: { 'no-console': 'off' } },
  { files: READS_ENV, rules: { 'no-restricted-properties': 'off' } },
  { files: ['**/*.config.{ts,mjs,cjs}'], rules: { 'no-restricted-syntax': forbid('anywhere') } },
  prettier,
);
