import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const PROBE = fileURLToPath(new URL('./lint-probe.mjs', import.meta.url));

interface Case {
  readonly rule: string;
  /** The file that must not hold the code, and the one that may, or that holds it rightly. */
  readonly bad: readonly [file: string, code: string];
  readonly good: readonly [file: string, code: string];
}

const lines = (count: number): string =>
  Array.from({ length: count }, (_, at) => `  run(${String(at)});`).join('\n');
const longFunction = (count: number): string =>
  `export function long(run: (at: number) => void) {\n${lines(count)}\n}\n`;
const constructorOf = (names: string): string =>
  `export class Orders {\n  constructor(${names}) {\n    this.all = [${names}];\n  }\n  count() {\n    return this.all.length;\n  }\n}\n`;
const same = (code: string, bad: string, good: string): Pick<Case, 'bad' | 'good'> => ({
  bad: [bad, code],
  good: [good, code],
});

const CASES: Record<string, Case> = {
  'a default export': {
    rule: 'no-restricted-syntax',
    ...same('export default 1;\n', 'libs/ledger/src/orders.ts', 'prisma.config.ts'),
  },
  'sorting by locale': {
    rule: 'no-restricted-syntax',
    bad: ['libs/ledger/src/orders.ts', "export const before = 'a'.localeCompare('b') < 0;\n"],
    good: ['libs/ledger/src/orders.ts', "export const before = 'a' < 'b';\n"],
  },
  'a constructor of six arguments': {
    rule: 'no-restricted-syntax',
    bad: ['libs/ledger/src/orders.ts', constructorOf('a, b, c, d, e, f')],
    good: ['libs/ledger/src/orders.ts', constructorOf('a, b, c, d, e')],
  },
  "the machine's clock in pure code": {
    rule: 'no-restricted-syntax',
    ...same('export const now = () => new Date();\n', 'libs/domain/src/hours.ts', 'libs/domain/src/clock.ts'),
  },
  'the clock in milliseconds in a mapper': {
    rule: 'no-restricted-syntax',
    bad: ['libs/connectors/abacus/src/abacus.mapper.ts', 'export const now = Date.now();\n'],
    good: ['libs/connectors/abacus/src/abacus.mapper.ts', 'export const at = new Date(0);\n'],
  },
  'chance in a signer': {
    rule: 'no-restricted-syntax',
    bad: ['libs/connectors/abacus/src/abacus.signer.ts', 'export const nonce = Math.random();\n'],
    good: ['libs/connectors/abacus/src/abacus.signer.ts', 'export const nonce = Math.round(1);\n'],
  },
  'SQL outside stores and queries': {
    rule: 'no-restricted-syntax',
    ...same(
      'export const text = `SELECT id FROM orders`;\n',
      'libs/ledger/src/ledger.service.ts',
      'libs/ledger/src/order.query.ts',
    ),
  },
  'a sleep in a spec': {
    rule: 'no-restricted-syntax',
    ...same(
      'await new Promise((resolve) => {\n  setTimeout(resolve, 100);\n});\n',
      'libs/ledger/src/ledger.spec.ts',
      'libs/connectors-core/src/retry-pause.ts',
    ),
  },
  'a sleep in a spec, from a package': {
    rule: 'no-restricted-imports',
    ...same(
      "import { setTimeout } from 'node:timers/promises';\nawait setTimeout(100);\n",
      'libs/ledger/src/ledger.spec.ts',
      'libs/connectors-core/src/retry-pause.ts',
    ),
  },
  'a barrel': {
    rule: 'no-restricted-imports',
    bad: ['apps/hub/src/start.ts', "import { a } from './http/index.js';\na();\n"],
    good: ['apps/hub/src/start.ts', "import { a } from './http/price-index.js';\na();\n"],
  },
  'another lib by a relative path': {
    rule: 'no-restricted-imports',
    bad: ['libs/intake/src/drain.ts', "import { a } from '../../ledger/src/ledger.js';\na();\n"],
    good: ['libs/intake/src/drain.ts', "import { a } from '#ledger/ledger.js';\na();\n"],
  },
  'the environment': {
    rule: 'no-restricted-properties',
    ...same('export const env = process.env;\n', 'apps/hub/src/app.module.ts', 'apps/hub/src/config/env.ts'),
  },
  'the environment by import': {
    rule: 'no-restricted-imports',
    bad: ['libs/jobs/src/job-runner.ts', "import { env } from 'node:process';\nenv();\n"],
    good: ['libs/jobs/src/job-runner.ts', "import { hrtime } from 'node:process';\nhrtime();\n"],
  },
  'JSON of its own in a store': {
    rule: 'no-restricted-syntax',
    bad: ['libs/ledger/src/legs.store.ts', 'export const text = (value) => JSON.stringify(value);\n'],
    good: ['libs/ledger/src/legs.store.ts', 'export const text = (value) => jsonText(value);\n'],
  },
  'the console': {
    rule: 'no-console',
    ...same("console.log('ready');\n", 'apps/hub/src/app.module.ts', 'apps/hub/src/main.ts'),
  },
  'a long function': {
    rule: 'max-lines-per-function',
    bad: ['libs/ledger/src/fold.ts', longFunction(49)],
    good: ['libs/ledger/src/fold.ts', longFunction(48)],
  },
  'a long function in a spec': {
    rule: 'max-lines-per-function',
    ...same(longFunction(60), 'libs/ledger/src/fold.ts', 'libs/ledger/src/fold.spec.ts'),
  },
  'a long file': {
    rule: 'max-lines',
    bad: ['libs/ledger/src/fold.ts', `run();\n`.repeat(201)],
    good: ['libs/ledger/src/fold.ts', `run();\n\n// why\n`.repeat(200)],
  },
  'a suppression without a reason': {
    rule: 'local/described-suppression',
    bad: ['libs/ledger/src/fold.ts', "// eslint-disable-next-line no-console\nconsole.log('a');\n"],
    good: [
      'libs/ledger/src/fold.ts',
      "// eslint-disable-next-line no-console -- asked for by the reader\nconsole.log('a');\n",
    ],
  },
  'a suppression of everything': {
    rule: 'local/described-suppression',
    bad: ['libs/ledger/src/fold.ts', "/* eslint-disable -- because it is so */\nconsole.log('a');\n"],
    good: [
      'libs/ledger/src/fold.ts',
      "/* eslint-disable no-console -- because it is so */\nconsole.log('a');\n",
    ],
  },
  'a suppression of nothing': {
    rule: "Unused eslint-disable directive (no problems were reported from 'no-console').",
    bad: ['libs/ledger/src/fold.ts', '// eslint-disable-next-line no-console -- left over\nrun();\n'],
    good: ['libs/ledger/src/fold.ts', 'run();\n'],
  },
  'an empty word for a name': {
    rule: 'local/file-name',
    ...same('run();\n', 'libs/ledger/src/order-utils.ts', 'libs/ledger/src/order-fold.ts'),
  },
  'a name in camel case': {
    rule: 'local/file-name',
    ...same('run();\n', 'libs/ledger/src/orderFold.ts', 'libs/ledger/src/order-fold.store.ts'),
  },
};

async function lint(files: readonly (readonly [string, string])[]): Promise<string[][]> {
  const probe = spawn(process.execPath, [PROBE], { cwd: REPOSITORY, stdio: ['pipe', 'pipe', 'inherit'] });
  probe.stdin.end(JSON.stringify(files.map(([file, code]) => ({ file, code }))));
  return JSON.parse(await text(probe.stdout)) as string[][];
}

describe('lint rules', () => {
  let bad: string[][];
  let good: string[][];

  beforeAll(async () => {
    const cases = Object.values(CASES);
    const broken = await lint([...cases.map((one) => one.bad), ...cases.map((one) => one.good)]);
    bad = broken.slice(0, cases.length);
    good = broken.slice(cases.length);
  });

  it.each(Object.keys(CASES).map((name, at) => ({ name, at })))(
    'refuse $name, and only that',
    ({ name, at }) => {
      expect(bad[at]).toContain(CASES[name]?.rule);
      expect(good[at]).toEqual([]);
    },
  );
});
